package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One window for all states of pages, since a new one for each would cost more than the
 * look; and one in which no script runs.
 */
final class Examination implements AutoCloseable {

    private static final String POLICY = "Content Security Policy";

    /** Whoever looks at a few states only wants every picture of them. */
    private static final boolean EVERY_PICTURE = !System.getProperty("states", "").isEmpty();

    private final String server;

    private final List<String> complaints = new ArrayList<>();

    private final BrowserContext context;

    private final BrowserContext scriptless;

    private final Page page;

    private final Page scriptlessPage;

    /**
     * @param server its address
     */
    Examination(String server) {
        this.server = server;
        context = Chromium.open(Chromium.Look.DESKTOP, server);
        context.setDefaultTimeout(10_000);
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains(POLICY)) {
                complaints.add(message.text());
            }
        });
        scriptless = Chromium.open(Chromium.Look.WITHOUT_SCRIPTS, server);
        scriptlessPage = scriptless.newPage();
    }

    Page page() {
        return page;
    }

    void open(String path, Map<String, String> cookies) {
        complaints.clear();
        arrives(context, page, path, cookies);
    }

    /** The state that a GET leads to, as it is where no script runs. */
    void withoutScripts(String path, String name, Map<String, String> cookies) {
        arrives(scriptless, scriptlessPage, path, cookies);
        new ExaminedPage(scriptlessPage, name + "-no-scripts", "en").fits(320, ColorScheme.LIGHT);
    }

    private void arrives(BrowserContext window, Page in, String path, Map<String, String> cookies) {
        window.clearCookies();
        window.addCookies(cookies.entrySet()
            .stream()
            .map(one -> new Cookie(one.getKey(), one.getValue()).setUrl(server))
            .toList());
        in.setViewportSize(1280, 900);
        in.navigate(path);
        assertThat(in.url()).as("nothing leads elsewhere").isEqualTo(server + path);
    }

    /**
     * @param failed whether this is a form that came back with errors
     */
    void isWhole(String name, String language, boolean failed) {
        assertThat(complaints).as("before axe-core, which tries to set styles that our policy forbids").isEmpty();
        var examined = new ExaminedPage(page, name, language);
        examined.isWellFormed(failed);
        examined.fits(320, ColorScheme.LIGHT);
        examined.isAccessible();
        examined.fits(1280, ColorScheme.DARK);
        examined.staysAccessible();
        if (EVERY_PICTURE) {
            examined.fits(320, ColorScheme.DARK);
            examined.fits(1280, ColorScheme.LIGHT);
        }
        assertThat(complaints).as("what the browser's console said")
            .noneMatch(complaint -> !complaint.contains(POLICY));
    }

    @Override
    public void close() {
        context.close();
        scriptless.close();
    }

}
