package browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import standin.quickbooks.SampleCompany;

/**
 * A company keeps its books elsewhere from a day on: it says so where sharings are
 * managed, connects the new books, and the old ones end by themselves.
 */
@Tag("journeys")
class SoftwareChangeBrowserTest {

    private final Stage stage = new Stage("Zephyr Instruments t/a Zeph", "zephyr.example");

    @ParameterizedTest
    @MethodSource("looks")
    @Tag("X13")
    void theNewBooksTakeThePlaceOfTheOldOnes(Chromium.Look look) {
        stage.read(SampleCompany.ZEPHYR);
        try (LenderPerson rita = Stage.rita(); CustomerPerson dora = stage.stranger(look)) {
            dora.opens("/manage");
            dora.enters("Your e-mail address", stage.contact);
            dora.presses("Send me a code");
            dora.entersTheCode(stage.mail("manage what you share").code());
            dora.follows("I use other software now");
            dora.reads("QuickBooks Online stays connected until the new software is");
            dora.presses("Choose the software");
            dora.reads("Enter the first day that you keep in the new software");
            dora.looks("320-change-error");
            dora.enters("The first day that you keep in the new software", LocalDate.now().minusMonths(3).toString());
            dora.looks("321-change");
            dora.presses("Choose the software");
            dora.reads("Which accounting software");
            dora.looks("322-change-software");
            assertThat(stage.mail("new accounting software").text())
                .contains("works with other software than QuickBooks Online now", "stays connected until then");
            connects(dora, SampleCompany.ZEPHYR_ANEW);
            dora.reads("Nothing is read from your old books in QuickBooks Online any more");
            dora.looks("323-changed");
            assertThat(stage.mail("no longer share data from").text()).contains("You work with other software now",
                    "Copies are erased on");
            dora.hadNothingToComplainOf();

            rita.opensRequestOf(stage.company);
            rita.reads("Changes to other software");
            rita.looks("324-change-request");
            await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                rita.page.reload();
                assertThat(rita.page.locator("main").innerText()).contains("Data and history");
            });
            rita.follows("Data and history");
            rita.reads("The company had other books in QuickBooks Online before");
            rita.looks("325-cut-over");
        }
    }

    static Stream<Chromium.Look> looks() {
        return Stream.of(Chromium.Look.DESKTOP, Chromium.Look.WITHOUT_SCRIPTS);
    }

    private static void connects(CustomerPerson dora, SampleCompany books) {
        dora.selectsQuickBooks();
        dora.consents();
        dora.goesToQuickBooks();
        dora.follows("Continue to QuickBooks");
        dora.allowsAtQuickBooks(books);
        dora.waitsUntilConnected();
    }

}
