package browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** Rita of Northwind Bank, or a colleague, in the portal. */
final class LenderPerson extends Person {

    LenderPerson(Chromium.Look look, String address) {
        super(look, address);
    }

    void signsIn(String email) {
        opens("/portal/companies");
        enters("E-mail", email);
        enters("Password", "ledgerstream-local");
        presses("Sign in");
    }

    void signsInIfAsked(String email) {
        opens("/portal/companies");
        if (address().contains("sign-in")) {
            signsIn(email);
        }
    }

    void addsCompany(String name, String contactEmail) {
        opens("/portal/companies");
        follows("Add a company");
        page.getByLabel("Legal name").fill(name);
        page.getByLabel("Country").selectOption("GB");
        page.getByLabel("Contact’s name").fill("Dora Patel");
        page.getByLabel("Contact’s e-mail").fill(contactEmail);
        presses("Add a company");
    }

    Locator row(String company) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(company));
    }

    void seesStatus(String company, String status) {
        row(company).getByText(Pattern.compile("^\\s*" + status + "\\s*$")).first().waitFor();
    }

    void asksForData(String company) {
        row(company).getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Request information"))
            .first()
            .click();
        page.getByLabel(Pattern.compile("Spend analysis")).check();
        presses("Preview e-mail");
    }

    void opensRequestOf(String company) {
        opens("/portal/companies");
        row(company).getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(company)).first().click();
    }

    Page page() {
        return page;
    }

}
