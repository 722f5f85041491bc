package browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A real browser, the machine's own: none is downloaded. Without one, CI fails and other
 * machines skip loudly.
 */
final class Chromium {

    /** The shell has no windows: it starts and draws faster than the whole browser. */
    private static final List<String> USUAL = List.of("/usr/bin/chromium-headless-shell", "/usr/bin/chromium",
            "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private static final Playwright PLAYWRIGHT;

    private static final Browser BROWSER;

    static {
        Optional<Path> executable = Optional.ofNullable(System.getenv("CHROMIUM"))
            .map(List::of)
            .orElse(USUAL)
            .stream()
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
        PLAYWRIGHT = executable.isEmpty() ? null : Playwright
            .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        BROWSER = executable.map(Chromium::launch).orElse(null);
    }

    private Chromium() {
    }

    static BrowserContext open(Look look, String address) {
        if (BROWSER == null && System.getenv("CI") != null) {
            throw new IllegalStateException("CI needs Chromium: .ci/run installs it");
        }
        Assumptions.assumeTrue(BROWSER != null,
                "NO BROWSER: the pages are not tested. Install Chromium, or set CHROMIUM to one.");
        return BROWSER.newContext(new Browser.NewContextOptions().setBaseURL(address)
            .setJavaScriptEnabled(look.scripts())
            .setViewportSize(look.width(), 900)
            .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setLocale(look.language()));
    }

    private static Browser launch(Path executable) {
        return PLAYWRIGHT.chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(executable)
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync",
                        // In a process of its own, the sandboxed frame of a mail swallows
                        // every simulated click on the page around it.
                        "--disable-features=IsolateSandboxedIframes")));
    }

    /** How a person looks at the pages. */
    record Look(int width, boolean dark, boolean scripts, String language) {

        static final Look DESKTOP = new Look(1280, false, true, "en-GB");
        static final Look WITHOUT_SCRIPTS = new Look(1280, false, false, "en-GB");
        static final Look PHONE = new Look(320, false, true, "en-GB");
        static final Look PHONE_DARK = new Look(320, true, true, "en-GB");

    }

}
