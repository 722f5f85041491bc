package browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import standin.quickbooks.Call;
import standin.quickbooks.Endpoint;
import standin.quickbooks.SampleCompany;

/** Who shares looks at it later, from the address in every mail, and ends it. */
@Tag("C11")
class ManageBrowserTest {

    private final Stage stage = new Stage("Zephyr Instruments t/a Zeph", "zephyr.example");

    @Test
    void theCustomerEndsTheSharingInTwoPressesAndTheProviderKnowsWithinAMinute() {
        endsTheSharing(Chromium.Look.DESKTOP);
    }

    @ParameterizedTest
    @MethodSource("looks")
    @Tag("journeys")
    void endsItOnAPhoneInTheDarkAndWithoutScriptsToo(Chromium.Look look) {
        endsTheSharing(look);
    }

    private void endsTheSharing(Chromium.Look look) {
        stage.read(SampleCompany.ZEPHYR);
        try (LenderPerson rita = Stage.rita(); CustomerPerson dora = stage.customer(look, "/journey/done")) {
            dora.reads("What is read");
            dora.looks("309-done-reading");
            rita.opensRequestOf(stage.company);
            rita.follows("Data and history");
            rita.reads("How often");
            rita.looks("310-data");

            dora.opens("/manage");
            dora.looks("300-manage");
            dora.presses("Send me a code");
            dora.looks("301-manage-error");
            dora.enters("Your e-mail address", stage.contact);
            dora.presses("Send me a code");
            dora.looks("302-manage-code");
            dora.entersTheCode(stage.mail("manage what you share").code());
            dora.reads(stage.company);
            dora.looks("303-sharings");
            dora.follows("Receipt of the consent");
            dora.looks("304-receipt");
            dora.follows("Back");
            dora.follows("I use other software now");
            dora.looks("305-other-software");
            dora.follows("Keep what is connected");

            long before = revocations();
            dora.follows("End this sharing");
            dora.looks("306-end");
            dora.presses("End the sharing");
            dora.reads("The sharing has ended");
            dora.looks("307-ended");
            await().atMost(Duration.ofSeconds(60)).until(() -> revocations() > before);
            assertThat(stage.mail("no longer share").text()).contains("Nothing is read from QuickBooks Online any more",
                    "/manage");
            dora.hadNothingToComplainOf();

            rita.opens("/portal/companies");
            rita.seesStatus(stage.company, "Disconnected");
            rita.opensRequestOf(stage.company);
            rita.reads("Sharing ended");
            rita.looks("308-request-ended");
        }
    }

    static Stream<Chromium.Look> looks() {
        return Stream.of(Chromium.Look.PHONE_DARK, Chromium.Look.WITHOUT_SCRIPTS);
    }

    private static long revocations() {
        return Local.running()
            .outside()
            .quickBooks()
            .ledger(Endpoint.REVOKE)
            .stream()
            .map(Call::realmId)
            .filter(SampleCompany.ZEPHYR.realmId()::equals)
            .count();
    }

}
