package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Page;
import io.ledgerstream.request.RequestStatus;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import standin.postgres.Db;

/**
 * What stands between a mail and its reader: a real browser, with scripts, that follows
 * every link of the mail and of every page, fills in every form, ticks every box and
 * presses every button. All that it does can be undone, and afterwards its customer goes
 * on as if nothing were.
 */
@Tag("C3")
class MailScannerTest extends Scenes {

    private static final int ENOUGH = 200;

    /** What may be done without a code: each can be taken back, or only mails. */
    private static final Set<String> UNDONE_BY_A_PRESS = Set.of("data-requested", "journey-opened", "reminders-held",
            "reminders-stopped", "reminders-resumed", "contact-disputed", "contact-disputed-by-customer",
            "contact-undisputed", "new-link-asked-for", "customer-wants-to-go-on");

    private static final String FILL = """
            form => {
                form.noValidate = true;
                form.querySelectorAll('input:not([type=hidden]), textarea, select').forEach(field => {
                    if (field.type === 'checkbox' || field.type === 'radio') { field.checked = true; }
                    else if (field.type === 'date') {
                        field.value = new Date(Date.now() + 5 * 86400000).toISOString().slice(0, 10);
                    }
                    else if (field.type === 'email') { field.value = 'scanner@filter.example'; }
                    else if (field.type !== 'file' && field.tagName !== 'SELECT') {
                        field.value = field.id === 'code' ? '12345678' : 'Scanner';
                    }
                });
            }""";

    @LocalServerPort
    private int port;

    private final Deque<String> ahead = new ArrayDeque<>();

    private final Set<String> opened = new HashSet<>();

    private final Set<String> pressed = new HashSet<>();

    @Test
    @Tag("X10")
    void pressesEverythingAndDoesNothingThatCannotBeUndone() {
        String link = asked();
        String choices = choices();
        scans(link, choices, "/manage");

        assertThat(pressed).as("what it pressed")
            .anyMatch(one -> one.endsWith("/start"))
            .anyMatch(one -> one.endsWith("/not-me"))
            .anyMatch(one -> one.endsWith("/stop"))
            .anyMatch(one -> one.endsWith("/not-now"))
            .anyMatch(one -> one.equals("/journey/code"))
            .anyMatch(one -> one.equals("/manage"));
        assertThat(facts(northwind, request).status()).isEqualTo(RequestStatus.OPENED);
        assertThat(actions()).isSubsetOf(UNDONE_BY_A_PRESS).contains("journey-opened");
        assertThat(mails()).containsOnlyOnce("SIGN_IN_CODE")
            .isSubsetOf("INVITATION", "SIGN_IN_CODE", "LENDER_CONTACT_DISPUTED");
        assertThat(count("visit where request_id = ? and signed_in_at is not null", request)).isZero();
        assertThat(count("consent where request_id = ?", request) + count("help_request where request_id = ?", request)
                + count("connection where request_id = ?", request))
            .isZero();
        theCustomerGoesOn(link, choices);
    }

    @Test
    @Tag("X1")
    @Tag("X2")
    void ofADeadLinkItGetsMailsToTheInvitedAddressAndToTheOwnerAndNothingElse() {
        scans(linkAfter(15));
        assertThat(pressed).anyMatch(one -> one.endsWith("/new-link"));
        assertThat(actions()).isSubsetOf(UNDONE_BY_A_PRESS);
        clock().advance(Duration.ofDays(8));
        Db.all().sql("delete from rate_limit").update();
        scans(link());
        assertThat(pressed).anyMatch(one -> one.endsWith("/go-on"));
        assertThat(actions()).isSubsetOf(UNDONE_BY_A_PRESS).contains("new-link-asked-for", "customer-wants-to-go-on");
        assertThat(mails()).isSubsetOf("INVITATION", "NEW_LINK", "LENDER_WANTS_TO_GO_ON", "LENDER_CONTACT_DISPUTED");
        assertThat(count("visit where request_id = ?", request)).isZero();
    }

    private void theCustomerGoesOn(String link, String choices) {
        Db.all().sql("delete from rate_limit").update();
        browser().open(choices).forge(choices + "/me-after-all").follow();
        browser().open(choices).forge(choices + "/resume").follow();
        clock().advance(Duration.ofMinutes(2)); // the scanner may have used up the tries
                                                // of the first code
        visitor = browser().open(link).press("/start").press("/journey/code/another");
        assertThat(visitor.press("/journey/code", "code", code(northwind, request)).at())
            .isEqualTo("/journey/software");
    }

    private void scans(String... addresses) {
        try (BrowserContext context = Chromium.open(Chromium.Look.DESKTOP, "http://localhost:" + port)) {
            context.setDefaultTimeout(10_000);
            Page page = context.newPage();
            ahead.addAll(List.of(addresses));
            while (!ahead.isEmpty() && opened.size() < ENOUGH) {
                String address = ahead.poll();
                if (opened.add(address)) {
                    looksThrough(page, address);
                }
            }
            assertThat(ahead).as("left to look at").isEmpty();
        }
    }

    private void looksThrough(Page page, String address) {
        page.navigate(address);
        page.querySelectorAll("a[href]")
            .stream()
            .map(link -> (String) link.evaluate("a => a.href"))
            .forEach(this::notes);
        int buttons = page.querySelectorAll("form button").size();
        for (int i = 0; i < buttons; i++) {
            page.navigate(address);
            List<ElementHandle> now = page.querySelectorAll("form button");
            if (i < now.size()) {
                press(page, now.get(i));
            }
        }
    }

    /** Each form that asks for a press once, wherever it was met. */
    private void press(Page page, ElementHandle button) {
        String action = path((String) button.evaluate("b => b.form.action"));
        if (pressed.add(action)) {
            button.evaluate("b => (" + FILL + ")(b.form)");
            page.waitForNavigation(() -> button.evaluate("b => b.form.requestSubmit(b)"));
            notes(page.url());
        }
    }

    private void notes(String address) {
        if (address.startsWith("http://localhost:" + port)) {
            ahead.add(path(address));
        }
    }

    private static String path(String address) {
        return URI.create(address).getPath();
    }

    private List<String> actions() {
        return Db.all()
            .sql("select distinct action from audit where request_id = ?")
            .param(request)
            .query(String.class)
            .list();
    }

    private List<String> mails() {
        return Db.all().sql("select kind from mail where request_id = ?").param(request).query(String.class).list();
    }

}
