package browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Rita of Northwind Bank, or a colleague, in the portal. */
final class LenderPerson extends Person {

    private static final Map<String, List<Cookie>> SESSIONS = new ConcurrentHashMap<>();

    LenderPerson(Chromium.Look look, String address) {
        super(look, address);
    }

    /** With the session of whoever signed in so first, as in a second window. */
    static LenderPerson signedIn(String email, Chromium.Look look) {
        LenderPerson person = new LenderPerson(look, Local.address());
        person.context().addCookies(SESSIONS.computeIfAbsent(email, LenderPerson::session));
        return person;
    }

    private static List<Cookie> session(String email) {
        try (LenderPerson person = new LenderPerson(Chromium.Look.DESKTOP, Local.address())) {
            person.signsIn(email);
            return person.context().cookies();
        }
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
