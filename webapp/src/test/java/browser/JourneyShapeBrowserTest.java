package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import standin.quickbooks.SampleCompany;

/** The journey without a mouse, on a slow line, and for two people at once. */
@Tag("C1")
class JourneyShapeBrowserTest {

    private static final int HEAVIEST = 60 * 1024;

    private static final String BYTES = """
            () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                .filter(entry => !entry.name.includes('/local/'))
                .reduce((sum, entry) => sum + entry.encodedBodySize, 0)""";

    private static final String FOCUSED = """
            () => { const at = document.activeElement; if (at === document.body) { return ''; }
                    const style = getComputedStyle(at);
                    const ring = parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
                    const label = at.labels && at.labels.length ? at.labels[0].innerText : '';
                    return (ring ? '' : 'INVISIBLE ')
                        + (label || at.innerText || at.getAttribute('aria-label') || at.tagName); }""";

    private final Stage stage = new Stage("Birchwood Joinery t/a Birch", "birchwood.example");

    @Test
    void theWholeJourneyGoesByKeyboardAloneAndNoPageIsHeavierThanItMayBe() {
        stage.asked();
        try (CustomerPerson dora = stage.stranger(Chromium.Look.PHONE)) {
            dora.opens(stage.link());
            light(dora);
            enter(dora, "Start");
            light(dora);
            tabTo(dora, "8-digit code");
            dora.page.keyboard().type(stage.mail("code").code());
            enter(dora, null);
            light(dora);
            tabTo(dora, "QuickBooks Online");
            dora.page.keyboard().press("Space");
            enter(dora, "Next");
            light(dora);
            tabTo(dora, "spend analysis");
            dora.page.keyboard().press("Space");
            tabTo(dora, "I may decide this");
            dora.page.keyboard().press("Space");
            tabTo(dora, "Your name");
            dora.page.keyboard().type("Dora Patel");
            tabTo(dora, "Your job title");
            dora.page.keyboard().type("Finance Director");
            enter(dora, "I agree");
            light(dora);
            tabTo(dora, "Yes");
            dora.page.keyboard().press("Space");
            enter(dora, "Connect QuickBooks Online");
            light(dora);
            enter(dora, "Continue to QuickBooks Online");
            dora.allowsAtQuickBooks(SampleCompany.BIRCHWOOD);
            light(dora);
            dora.waitsUntilConnected();
            light(dora);
            dora.hadNothingToComplainOf();
        }
    }

    @Test
    @Tag("journeys")
    @Tag("X11")
    @Tag("X5")
    void ofTwoBrowsersOnOneLinkTheFirstPressCountsAndTheSecondReadsWhoDidWhat() {
        stage.asked();
        try (CustomerPerson dora = stage.stranger(Chromium.Look.DESKTOP);
                CustomerPerson colleague = stage.stranger(Chromium.Look.PHONE)) {
            String link = stage.link();
            dora.opens(link);
            colleague.opens(link);
            dora.presses("Start");
            colleague.presses("Start");
            colleague.reads("We sent an 8-digit code to d•••@birchwood.example");
            String code = stage.mail("code").code();
            dora.entersTheCode(code);
            colleague.entersTheCode("00000000".equals(code) ? "11111111" : "00000000");
            assertThat(colleague.page.content()).as("the code went to the one who was invited")
                .doesNotContain(stage.company);
            dora.selectsQuickBooks();
            assertThat(dora.address()).endsWith("/journey/consent");
        }
    }

    /**
     * Moves on with Tab until what has the focus is called so; what has it must be seen
     * to have it.
     */
    private static void tabTo(CustomerPerson dora, String name) {
        Page page = dora.page;
        for (int pressed = 0; pressed < 80; pressed++) {
            String focused = (String) page.evaluate(FOCUSED);
            if (focused.contains(name)) {
                assertThat(focused).as("the focus is to be seen").doesNotStartWith("INVISIBLE");
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("No " + name + " can be reached by Tab at " + page.url());
    }

    /**
     * @param button null where the focus is in the form already
     */
    private static void enter(CustomerPerson dora, String button) {
        if (button != null) {
            tabTo(dora, button);
        }
        dora.page.waitForNavigation(() -> dora.page.keyboard().press("Enter"));
    }

    private static void light(CustomerPerson dora) {
        assertThat(((Number) dora.page.evaluate(BYTES)).intValue())
            .as("bytes over the wire of %s with all that it loads", dora.address())
            .isBetween(500, HEAVIEST);
    }

}
