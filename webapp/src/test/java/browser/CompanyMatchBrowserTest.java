package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import standin.quickbooks.SampleCompany;

/**
 * Books of another company than the one asked for, as customer and lender meet them.
 */
@Tag("V4")
@Tag("X16")
class CompanyMatchBrowserTest {

    private final Stage stage = new Stage("Acme Manufacturing t/a Anvil", "acme.example");

    @Test
    void theCustomerSaysThatTheBooksAreRightAndTheLenderAcceptsThem() {
        booksAreSaidToBeRight(Chromium.Look.DESKTOP);
    }

    @Test
    @Tag("journeys")
    void theCustomerSaysSoWithoutScripts() {
        booksAreSaidToBeRight(Chromium.Look.WITHOUT_SCRIPTS);
    }

    private void booksAreSaidToBeRight(Chromium.Look look) {
        stage.authorised(SampleCompany.BIRCHWOOD);
        try (LenderPerson rita = Stage.rita(look); CustomerPerson dora = stage.customer(look, "/journey/checking")) {
            dora.waitsUntilAt("/journey/company");
            dora.reads("You connected Birchwood Joinery. Northwind Bank asked for " + stage.company + ".");
            dora.looks("60-company");
            dora.presses("Continue");
            dora.looks("61-company-errors");
            dora.ticks("This company is right");
            dora.enters("If it is right: why?",
                    "We took over Birchwood’s workshop in May,\nand keep one set of books.");
            dora.presses("Continue");
            dora.reads("Northwind Bank has been asked");
            dora.looks("62-company-asked");

            rita.opensRequestOf(stage.company);
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
    @Tag("journeys")
    void theCustomerChoosesAnotherCompanyAlsoWhileTheLenderLooks() {
        stage.authorised(SampleCompany.ACME_HOLDINGS);
        try (LenderPerson rita = Stage.rita(Chromium.Look.PHONE);
                CustomerPerson dora = stage.customer(Chromium.Look.DESKTOP, "/journey/checking")) {
            dora.waitsUntilAt("/journey/company");
            onAFrenchPhoneInTheDark(dora);
            dora.looks("67-company-fr-dark-320");
            dora.ticks("Cette entreprise est la bonne");
            dora.enters("Si c’est la bonne : pourquoi ?", "Une erreur.");
            dora.presses("Continuer");
            dora.looks("68-company-asked-fr-dark-320");
            rita.opensRequestOf(stage.company);
            rita.follows("Decide");
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

}
