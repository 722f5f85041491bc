package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A page as it stands in a browser, and what is to be true of it whichever it is. What it
 * hides behind a summary is opened, and examined as well.
 */
final class ExaminedPage {

    private static final Path PICTURES = Path.of("target", "screenshots", "matrix");

    private static final String OPEN = """
            () => document.querySelectorAll('details').forEach(details => details.open = true)""";

    /**
     * Elements whose place in the order of Tab is not that in the document, or not that
     * on the screen.
     */
    private static final String OUT_OF_ORDER = """
            () => [...document.querySelectorAll('*')].filter(one => one.tabIndex > 0
                || getComputedStyle(one).order !== '0'
                || getComputedStyle(one).flexDirection.endsWith('reverse')).map(one => one.outerHTML.slice(0, 120))""";

    private static final String TWICE = """
            () => [...document.querySelectorAll('[id]')].map(one => one.id)
                .filter((id, at, all) => all.indexOf(id) !== at)""";

    /**
     * What stands out on the right: the first of them is what makes the page too wide.
     */
    private static final String TOO_WIDE = """
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
                : [...document.querySelectorAll('body *')]
                .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth)
                .map(one => one.outerHTML.slice(0, 120))""";

    private static final String FOCUSED = "() => document.activeElement.className";

    private final Page page;

    private final String name;

    private final String language;

    ExaminedPage(Page page, String name, String language) {
        this.page = page;
        this.name = name;
        this.language = language;
    }

    /**
     * @param failed whether this is a form that came back with errors
     */
    void isWellFormed(boolean failed) {
        String mark = language.equals("fr") ? "Erreur\u00a0: " : "Error: ";
        assertThat(page.title()).as("title of %s", name)
            .isNotBlank()
            .matches(title -> title.startsWith(mark) == failed, "begins with " + mark + " where it should");
        assertThat(page.locator("h1").count()).as("headings of %s", name).isEqualTo(1);
        assertThat(page.locator("h1").innerText()).isNotBlank();
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
        assertThat(page.locator(".summary").count()).as("error summaries of %s", name).isEqualTo(failed ? 1 : 0);
        if (failed) {
            assertThat(page.evaluate(FOCUSED)).as("what has the focus").isEqualTo("summary");
            assertThat(page.locator(".summary a").all()).allSatisfy(
                    link -> assertThat(page.locator("[id='" + link.getAttribute("href").substring(1) + "']").count())
                        .isEqualTo(1));
        }
        page.evaluate(OPEN);
        assertThat((List<?>) page.evaluate(OUT_OF_ORDER)).as("out of order").isEmpty();
        assertThat((List<?>) page.evaluate(TWICE)).as("ids twice").isEmpty();
        assertThat(page.locator("html").innerText()).doesNotContain("??", "{0}", "{1}", "null");
        assertThat(Words.ofAnotherLanguage(language, page.locator("body").innerText()))
            .as("words of another language on %s", name)
            .isEmpty();
    }

    /** Shown so, it is no wider than the screen. */
    void fits(int width, ColorScheme scheme) {
        page.setViewportSize(width, 900);
        // Without motion: a colour on its way from one scheme to the other is nobody's
        // colour.
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
            .setPath(PICTURES.resolve(name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png")));
        assertThat((List<?>) page.evaluate(TOO_WIDE)).as("wider than %s is %d px", name, width).isEmpty();
    }

    void isAccessible() {
        assertThat(Axe.violations(page)).as("axe-core on %s", name).isEmpty();
    }

    /**
     * At another width and in the other scheme than the one in which it was accessible.
     */
    void staysAccessible() {
        assertThat(Axe.violationsByLook(page)).as("axe-core on %s, shown otherwise", name).isEmpty();
    }

}
