package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Somebody at a browser, who follows only what pages and mails say. Keeps a picture of
 * every page, and what the browser complained of.
 */
class Person implements AutoCloseable {

    private static final boolean MATRIX = Boolean.getBoolean("matrix");

    /** Names of the pages that were looked at so, by whichever test. */
    private static final Set<String> EVERY_WAY = ConcurrentHashMap.newKeySet();

    private static final Path PICTURES = Path.of("target", "screenshots");

    private final BrowserContext context;

    private final Chromium.Look look;

    private final List<String> complaints = new ArrayList<>();

    private boolean examining;

    protected final Page page;

    /**
     * @param address where Ledgerstream is, as a browser reaches it
     */
    Person(Chromium.Look look, String address) {
        this.look = look;
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
     * A picture of the whole page; with scripts also axe-core, which never returns where
     * there are none, as in the sandboxed frames of mails. In the matrix profile the
     * lender's pages also at two widths, light and dark, each once: the customer's are
     * looked at by {@link EveryPageTest}.
     */
    void looks(String name) {
        examines(name + suffix());
        if (MATRIX && look.scripts() && portal() && EVERY_WAY.add(name)) {
            everyWay(name);
            page.setViewportSize(look.width(), 900);
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT));
        }
    }

    private void everyWay(String name) {
        for (int width : new int[] { 768, 1280 }) {
            for (ColorScheme scheme : new ColorScheme[] { ColorScheme.LIGHT, ColorScheme.DARK }) {
                page.setViewportSize(width, 900);
                // Without motion: a colour on its way from one scheme to the other is
                // nobody's colour.
                page.emulateMedia(
                        new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
                examines("matrix/" + name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private boolean portal() {
        return page.url().contains("/portal") || page.url().contains("/sign-in");
    }

    private void examines(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
        if (look.scripts()) {
            examining = true;
            assertThat(new AxeBuilder(page).exclude("iframe")
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze()
                .getViolations()).as("axe-core on %s (%s)", name, page.url()).isEmpty();
            assertThat((Boolean) page
                .evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("%s is no wider than the screen", name)
                .isTrue();
            examining = false;
        }
    }

    void hadNothingToComplainOf() {
        assertThat(complaints).as("what the browser's console said").isEmpty();
    }

    private String suffix() {
        return (look.width() == 1280 ? "" : "-" + look.width()) + (look.dark() ? "-dark" : "")
                + (look.scripts() ? "" : "-no-scripts")
                + (look.language().startsWith("en") ? "" : "-" + look.language().substring(0, 2));
    }

    @Override
    public void close() {
        context.close();
    }

}
