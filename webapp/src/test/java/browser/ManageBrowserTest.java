package browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import standin.quickbooks.Call;
import standin.quickbooks.Endpoint;
import standin.quickbooks.SampleCompany;

/** Who shares looks at it later, from the address in every mail, and ends it. */
class ManageBrowserTest {

    private final String number = UUID.randomUUID().toString().substring(0, 8);

    private final String company = "Zephyr Instruments t/a Zeph " + number;

    private final String contact = "dora." + number + "@zephyr.example";

    @ParameterizedTest
    @MethodSource("looks")
    @Tag("C11")
    void theCustomerEndsTheSharingInTwoPressesAndTheProviderKnowsWithinAMinute(Chromium.Look look) {
        try (LenderPerson rita = new LenderPerson(Chromium.Look.DESKTOP, Local.address());
                CustomerPerson dora = new CustomerPerson(look, Local.address())) {
            rita.signsIn("rita@northwind.example");
            rita.addsCompany(company, contact);
            rita.asksForData(company);
            rita.presses("Request");
            rita.follows("Continue");
            connects(dora);
            dora.reads("What is read");
            dora.looks("309-done-reading");
            await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                rita.opensRequestOf(company);
                assertThat(rita.page.locator("main").innerText()).contains("Data and history");
            });
            rita.follows("Data and history");
            rita.reads("How often");
            rita.looks("310-data");

            dora.opens("/manage");
            dora.looks("300-manage");
            dora.presses("Send me a code");
            dora.looks("301-manage-error");
            dora.enters("Your e-mail address", contact);
            dora.presses("Send me a code");
            dora.looks("302-manage-code");
            dora.entersTheCode(Local.running().outside().mail().await(contact, "manage what you share").code());
            dora.reads(company);
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
            assertThat(Local.running().outside().mail().await(contact, "no longer share").text())
                .contains("Nothing is read from QuickBooks Online any more", "/manage");
            dora.hadNothingToComplainOf();

            rita.opens("/portal/companies");
            rita.seesStatus(company, "Disconnected");
            rita.opensRequestOf(company);
            rita.reads("Sharing ended");
            rita.looks("308-request-ended");
        }
    }

    static Stream<Chromium.Look> looks() {
        return Stream.of(Chromium.Look.DESKTOP, Chromium.Look.PHONE_DARK, Chromium.Look.WITHOUT_SCRIPTS);
    }

    private void connects(CustomerPerson dora) {
        dora.opens(Local.running().outside().mail().await(contact, "").link("/c/"));
        dora.presses("Start");
        dora.entersTheCode(Local.running().outside().mail().await(contact, "code").code());
        dora.selectsQuickBooks();
        dora.consents();
        dora.goesToQuickBooks();
        dora.follows("Continue to QuickBooks");
        dora.allowsAtQuickBooks(SampleCompany.ZEPHYR);
        dora.waitsUntilConnected();
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
