package browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.util.UUID;
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

    private final String number = UUID.randomUUID().toString().substring(0, 8);

    private final String company = "Birchwood Joinery Ltd t/a Birch " + number;

    private final String contact = "dora." + number + "@birchwood.example";

    @Test
    void aBillThatIsAddedOverThereIsCountedHere() {
        try (LenderPerson rita = new LenderPerson(Chromium.Look.DESKTOP, Local.address());
                CustomerPerson dora = new CustomerPerson(Chromium.Look.DESKTOP, Local.address())) {
            rita.signsIn("rita@northwind.example");
            rita.addsCompany(company, contact);
            rita.asksForData(company);
            rita.presses("Request");
            rita.follows("Continue");
            connects(dora);
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                rita.opensRequestOf(company);
                assertThat(rita.page.locator("main").innerText()).contains("Data and history");
            });
            rita.follows("Data and history");
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                rita.page.reload();
                assertThat(rita.page.locator("main").innerText()).contains("Data as of");
            });
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

    private void connects(CustomerPerson dora) {
        dora.opens(Local.running().outside().mail().await(contact, "").link("/c/"));
        dora.presses("Start");
        dora.entersTheCode(Local.running().outside().mail().await(contact, "code").code());
        dora.selectsQuickBooks();
        dora.consents();
        dora.goesToQuickBooks();
        dora.follows("Continue to QuickBooks");
        dora.allowsAtQuickBooks(BOOKS);
        dora.waitsUntilConnected();
    }

}
