package browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import standin.quickbooks.SampleCompany;

/**
 * The data keep flowing: a bill that is entered over there is counted here within a
 * minute, because its software tells of it.
 */
@Tag("S2")
class ToldChangesBrowserTest {

    private static final SampleCompany BOOKS = SampleCompany.BIRCHWOOD;

    private final Stage stage = new Stage("Birchwood Joinery Ltd t/a Birch", "birchwood.example");

    @Test
    void aBillThatIsAddedOverThereIsCountedHere() {
        stage.read(BOOKS);
        try (LenderPerson rita = Stage.rita(); CustomerPerson dora = stage.stranger(Chromium.Look.DESKTOP)) {
            rita.opensRequestOf(stage.company);
            rita.follows("Data and history");
            rita.reads("Data as of");
            int bills = bills(rita);

            dora.page.navigate(Local.running().outside().quickBooks().base());
            dora.looks("330-their-books");
            dora.page.locator("#c" + BOOKS.realmId()).getByText("Add a bill").click();
            await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
                rita.page.reload();
                assertThat(bills(rita)).isEqualTo(bills + 1);
            });
            rita.looks("331-one-more-bill");
        }
    }

    private static int bills(LenderPerson rita) {
        Locator row = rita.page.locator("tr", new com.microsoft.playwright.Page.LocatorOptions().setHasText("Bills"))
            .first();
        return Integer.parseInt(row.locator("td").first().innerText().replaceAll("\\D", ""));
    }

}
