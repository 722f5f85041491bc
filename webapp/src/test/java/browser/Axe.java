package browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;

/** The rules of WCAG 2.2 AA that a machine can check, on a page as it stands. */
final class Axe {

    private static final List<String> LEVEL_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private Axe() {
    }

    static List<Rule> violations(Page page) {
        return analyse(builder(page).withTags(LEVEL_AA));
    }

    /**
     * Of a page that was examined before: what another colour scheme and another width
     * can change.
     */
    static List<Rule> violationsByLook(Page page) {
        return analyse(builder(page).withRules(List.of("color-contrast", "target-size")));
    }

    /**
     * In legacy mode, since the other one opens a browser context for each analysis; a
     * mail's sandboxed frame, where no script runs, would never answer.
     */
    private static AxeBuilder builder(Page page) {
        return new AxeBuilder(page).setLegacyMode(true).exclude("iframe");
    }

    private static List<Rule> analyse(AxeBuilder builder) {
        return builder.analyze().getViolations();
    }

}
