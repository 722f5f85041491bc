package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.regex.Pattern;
import standin.quickbooks.SampleCompany;

/** Dora, the finance director, on the journey. */
final class CustomerPerson extends Person {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    CustomerPerson(Chromium.Look look, String address) {
        super(look, address);
    }

    void entersTheCode(String code) {
        enters("8-digit code", code);
        presses("Continue");
    }

    void selectsQuickBooks() {
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("QuickBooks Online")))
            .check();
        presses("Next");
    }

    void consents() {
        ticks("spend analysis");
        ticks("I may decide this");
        enters("Your name", "Dora Patel");
        enters("Your job title", "Finance Director");
        presses("I agree");
    }

    /** On the instructions: says who they are, and presses the button. */
    void goesToQuickBooks() {
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Yes")).check();
        presses("Connect QuickBooks Online");
    }

    /** On the provider's own pages: signs in, chooses a company, allows. */
    void allowsAtQuickBooks(SampleCompany company) {
        presses("Sign in");
        page.getByLabel(company.name()).first().check();
        presses("Next");
        presses("Connect");
    }

    void waitsUntilConnected() {
        waitsUntilAt("/journey/done");
    }

    /**
     * The page goes on by itself where there are scripts, by "Check again" where there
     * are none.
     */
    void waitsUntilAt(String path) {
        if (scripts()) {
            page.waitForURL("**" + path, new Page.WaitForURLOptions().setTimeout(PATIENCE.toMillis()));
            return;
        }
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!address().endsWith(path) && System.nanoTime() < patience) {
            presses("Check again");
        }
        assertThat(address()).endsWith(path);
    }

}
