package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Each state of each customer's page as it is looked at: in both languages, on a phone
 * and a desk, light and dark. Runs with {@code -Pmatrix}.
 */
@Tag("matrix")
@Tag("C1")
@Tag("C12")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageTest extends Scenes {

    private static final String POLICY = "Content Security Policy";

    @LocalServerPort
    private int port;

    private final List<String> complaints = new ArrayList<>();

    private BrowserContext context;

    private Page page;

    /** {@code -Dstates=code,software} looks at those that begin so only. */
    static Stream<Arguments> states() {
        List<String> wanted = List.of(System.getProperty("states", "").split(","));
        return Catalogue.STATES.stream()
            .filter(state -> wanted.stream().anyMatch(state.name()::startsWith))
            .flatMap(state -> Stream.of("en", "fr").map(language -> Arguments.of(state, language)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("states")
    void isWholeInEveryWay(Catalogue.State state, String spoken) {
        request = null;
        language = spoken;
        String path = state.reach().apply(this);
        open(path);
        state.then().accept(this, page);
        assertThat(complaints).as("before axe-core, which tries to set styles that our policy forbids").isEmpty();
        var examined = new ExaminedPage(page, state.name() + "-" + spoken, spoken);
        examined.isWellFormed(state.failed());
        for (ColorScheme scheme : new ColorScheme[] { ColorScheme.LIGHT, ColorScheme.DARK }) {
            examined.fits(320, scheme);
            examined.fits(1280, scheme);
            examined.isAccessible(scheme);
        }
        assertThat(complaints).as("what the browser's console said")
            .noneMatch(complaint -> !complaint.contains(POLICY));
    }

    private void open(String path) {
        if (context == null) {
            context = Chromium.open(Chromium.Look.DESKTOP, "http://localhost:" + port);
            context.setDefaultTimeout(10_000);
            page = context.newPage();
            page.onPageError(complaints::add);
            page.onConsoleMessage(message -> {
                if (message.text().contains(POLICY)) {
                    complaints.add(message.text());
                }
            });
        }
        complaints.clear();
        context.clearCookies();
        context.addCookies(visitor.jar()
            .entrySet()
            .stream()
            .map(one -> new Cookie(one.getKey(), one.getValue()).setUrl("http://localhost:" + port))
            .toList());
        page.setViewportSize(1280, 900);
        page.navigate(path);
        assertThat(page.url()).as("nothing leads elsewhere").isEqualTo("http://localhost:" + port + path);
    }

    @AfterAll
    void close() {
        if (context != null) {
            context.close();
        }
    }

}
