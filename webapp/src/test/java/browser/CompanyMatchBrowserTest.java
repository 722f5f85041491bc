package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import standin.quickbooks.SampleCompany;

/** Books of another company than the one asked for, as customer and lender meet them. */
@Tag("V4")
@Tag("X16")
class CompanyMatchBrowserTest {

    private final String number = UUID.randomUUID().toString().substring(0, 8);

    private final String company = "Acme Manufacturing t/a Anvil " + number;

    private final String contact = "dora." + number + "@acme.example";

    @ParameterizedTest(name = "with scripts: {0}")
    @ValueSource(booleans = { true, false })
    void theCustomerSaysThatTheBooksAreRightAndTheLenderAcceptsThem(boolean scripts) {
        Chromium.Look look = scripts ? Chromium.Look.DESKTOP : Chromium.Look.WITHOUT_SCRIPTS;
        try (LenderPerson rita = new LenderPerson(look, Local.address());
                CustomerPerson dora = new CustomerPerson(look, Local.address())) {
            asks(rita);
            connects(dora, SampleCompany.BIRCHWOOD);
            checked(dora, scripts);
            dora.reads("You connected Birchwood Joinery. Northwind Bank asked for " + company + ".");
            dora.looks("60-company");
            dora.presses("Continue");
            dora.looks("61-company-errors");
            dora.ticks("This company is right");
            dora.enters("If it is right: why?",
                    "We took over Birchwood’s workshop in May,\nand keep one set of books.");
            dora.presses("Continue");
            dora.reads("Northwind Bank has been asked");
            dora.looks("62-company-asked");

            rita.opensRequestOf(company);
            rita.looks("63-request-to-decide");
            rita.follows("Decide");
            rita.looks("64-decide");
            rita.presses("Save the decision");
            rita.looks("65-decide-errors");
            rita.page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Accept The company")).check();
            rita.presses("Save the decision");
            rita.reads("The books are accepted.");
            rita.looks("66-decided");

            dora.follows("See whether there is an answer");
            dora.reads("is connected");
            dora.reads("Birchwood Joinery");
        }
    }

    @Test
    void theCustomerChoosesAnotherCompanyAlsoWhileTheLenderLooks() {
        try (LenderPerson rita = new LenderPerson(Chromium.Look.PHONE, Local.address());
                CustomerPerson dora = new CustomerPerson(Chromium.Look.DESKTOP, Local.address())) {
            asks(rita);
            connects(dora, SampleCompany.ACME_HOLDINGS);
            checked(dora, true);
            onAFrenchPhoneInTheDark(dora);
            dora.looks("67-company-fr-dark-320");
            dora.ticks("Cette entreprise est la bonne");
            dora.enters("Si c’est la bonne : pourquoi ?", "Une erreur.");
            dora.presses("Continuer");
            dora.looks("68-company-asked-fr-dark-320");
            rita.opensRequestOf(company);
            rita.looks("69-request-to-decide");
            rita.follows("Decide");
            rita.looks("70-decide");
            rita.ticks("Do not accept");

            dora.presses("Connecter plutôt une autre entreprise");
            assertThat(dora.address()).endsWith("/journey/connect");
            rita.presses("Save the decision");
            rita.reads("There is nothing to decide");
            rita.reads("The customer chose another company on");
            rita.looks("71-nothing-to-decide");

            dora.opens("/journey/connect?lang=en");
            dora.goesToQuickBooks();
            dora.follows("Continue to QuickBooks");
            dora.allowsAtQuickBooks(SampleCompany.ACME);
            dora.reads("QuickBooks Online is connected");
            dora.hadNothingToComplainOf();
        }
    }

    private static void onAFrenchPhoneInTheDark(CustomerPerson dora) {
        dora.page.setViewportSize(320, 900);
        dora.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        dora.opens("/journey/company?lang=fr");
    }

    private void asks(LenderPerson rita) {
        rita.signsIn("rita@northwind.example");
        rita.addsCompany(company, contact);
        rita.asksForData(company);
        rita.presses("Request");
        rita.follows("Continue");
    }

    private void connects(CustomerPerson dora, SampleCompany books) {
        dora.opens(invitation());
        dora.presses("Start");
        dora.entersTheCode(code());
        dora.selectsQuickBooks();
        dora.consents();
        dora.goesToQuickBooks();
        dora.follows("Continue to QuickBooks");
        dora.allowsAtQuickBooks(books);
    }

    /** By itself with scripts, by Check again without. */
    private static void checked(CustomerPerson dora, boolean scripts) {
        long patience = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!dora.address().endsWith("/journey/company") && System.nanoTime() < patience) {
            if (scripts) {
                dora.page.waitForTimeout(200);
            }
            else {
                dora.presses("Check again");
            }
        }
        assertThat(dora.address()).endsWith("/journey/company");
    }

    private String invitation() {
        return Local.running().outside().mail().await(contact, "").link("/c/");
    }

    private String code() {
        return Local.running().outside().mail().await(contact, "code").code();
    }

}
