package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Somebody at a browser, who follows only what pages and mails say. Keeps a picture of
 * every page, and what the browser complained of.
 */
class Person implements AutoCloseable {

    /** States of pages that were looked at already, by whichever test of this JVM. */
    private static final Set<String> LOOKED_AT = ConcurrentHashMap.newKeySet();

    private static final Path PICTURES = Path.of("target", "screenshots");

    private final BrowserContext context;

    private final Chromium.Look look;

    private final String address;

    private final List<String> complaints = new ArrayList<>();

    private boolean examining;

    protected final Page page;

    /**
     * @param address where Ledgerstream is, as a browser reaches it
     */
    Person(Chromium.Look look, String address) {
        this.look = look;
        this.address = address;
        context = Chromium.open(look, address);
        context.setDefaultTimeout(10_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // Ours alone: not what the provider's pages say, nor what axe-core causes by
            // the styles that it tries to set. A refused form's 422
            // is one of our answers, and Chromium reports it as an error.
            if (message.type().equals("error") && message.location().startsWith(address) && !examining
                    && !message.text().contains("status of 422")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    void opens(String address) {
        page.navigate(address);
    }

    /** Gets the cookies of a browser that is further on. */
    void takesOver(Map<String, String> cookies) {
        context.addCookies(cookies.entrySet()
            .stream()
            .map(cookie -> new Cookie(cookie.getKey(), cookie.getValue()).setUrl(address))
            .toList());
    }

    protected BrowserContext context() {
        return context;
    }

    void presses(String button) {
        clicks(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).first());
    }

    void follows(String link) {
        clicks(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).first());
    }

    /**
     * Clicks, and waits for the page that it leads to; what was there instead of the
     * control is kept as a picture.
     */
    void clicks(Locator control) {
        try {
            control.click();
            page.waitForLoadState();
        }
        catch (TimeoutError e) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(PICTURES.resolve("failed-" + System.nanoTime() + ".png")));
            throw new AssertionError(
                    "There is nothing to click at " + page.url() + ": " + control + "; the browser said " + complaints,
                    e);
        }
    }

    void enters(String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
    }

    void ticks(String label) {
        page.getByLabel(label).first().check();
    }

    boolean has(String button) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).count() > 0;
    }

    void reads(String text) {
        page.getByText(text).first().waitFor();
    }

    boolean scripts() {
        return look.scripts();
    }

    String address() {
        return page.url();
    }

    /**
     * Looks at this state of a page, once in a run whoever meets it and however: a
     * picture of the whole page, its width and, where scripts run, axe-core. All widths,
     * schemes and languages are the matter of {@link EveryPage}.
     */
    void looks(String state) {
        if (LOOKED_AT.add(state)) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(state + ".png")));
            if (look.scripts()) {
                examines(state);
            }
        }
    }

    private void examines(String state) {
        assertThat(
                (Boolean) page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
            .as("%s is no wider than the screen", state)
            .isTrue();
        examining = true;
        assertThat(Axe.violations(page)).as("axe-core on %s (%s)", state, page.url()).isEmpty();
        examining = false;
    }

    void hadNothingToComplainOf() {
        assertThat(complaints).as("what the browser's console said").isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }

}
