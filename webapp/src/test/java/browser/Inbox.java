package browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Local mode's inbox, read as a person reads it: the page that shows every mail. */
final class Inbox {

    private final Page page;

    Inbox(Page page) {
        this.page = page;
    }

    /** How many mails to this address have these words in the subject. */
    int count(String recipient, String inSubject) {
        page.navigate("/local/inbox");
        return rows(recipient, inSubject).count();
    }

    /** The text of the newest such mail, once there are so many. */
    String text(String recipient, String inSubject, int atLeast) {
        await().atMost(Duration.ofSeconds(150))
            .pollInterval(Duration.ofMillis(500))
            .until(() -> count(recipient, inSubject) >= atLeast);
        rows(recipient, inSubject).first().locator("a").click();
        return page.locator("pre").innerText();
    }

    static String link(String text) {
        return found(text, "https?://\\S+/c/[A-Za-z0-9_-]{43}");
    }

    static String code(String text) {
        return found(text, "\\b\\d{8}\\b|\\b\\d{4} \\d{4}\\b").replace(" ", "");
    }

    private Locator rows(String recipient, String inSubject) {
        return page.locator("tbody tr")
            .filter(new Locator.FilterOptions().setHasText(recipient))
            .filter(new Locator.FilterOptions().setHasText(inSubject));
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in the mail", pattern).isTrue();
        return matcher.group();
    }

}
