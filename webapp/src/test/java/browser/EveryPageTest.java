package browser;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Each state of each page as it is looked at, on a phone and a desk, light and dark: the
 * customer's in both languages and without scripts too, the lender's in English. Runs
 * with {@code -Pmatrix}.
 */
@Tag("matrix")
@Tag("C1")
@Tag("C12")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageTest extends Scenes {

    /** {@code -Dstates=code,software} looks at those that begin so only. */
    private static final List<String> CHOSEN = List.of(System.getProperty("states", "").split(","));

    @LocalServerPort
    private int port;

    private Examination examination;

    static Stream<Arguments> customersStates() {
        return Catalogue.STATES.stream()
            .filter(state -> isChosen(state.name()))
            .flatMap(state -> Stream.of("en", "fr").map(language -> Arguments.of(state, language)));
    }

    static Stream<PortalCatalogue.State> lendersStates() {
        return PortalCatalogue.STATES.stream().filter(state -> isChosen(state.name()));
    }

    private static boolean isChosen(String state) {
        return CHOSEN.stream().anyMatch(state::startsWith);
    }

    @BeforeEach
    void openWindows() {
        if (examination == null) {
            examination = new Examination("http://localhost:" + port);
        }
    }

    @ParameterizedTest(name = "{0} {1}", allowZeroInvocations = true)
    @MethodSource("customersStates")
    void isWholeForTheCustomer(Catalogue.State state, String spoken) {
        request = null;
        language = spoken;
        String path = state.reach().apply(this);
        if (spoken.equals("en")) {
            examination.withoutScripts(path, state.name(), visitor.jar());
        }
        examination.open(path, visitor.jar());
        state.then().accept(this, examination.page());
        examination.isWhole(state.name() + "-" + spoken, spoken, state.failed());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("lendersStates")
    void isWholeForTheLender(PortalCatalogue.State state) {
        request = null;
        language = "en";
        String path = state.reach().apply(this);
        examination.open(path, state.reader() == null ? Map.of() : signedIn(state.reader()));
        state.then().accept(this, examination.page());
        examination.isWhole("portal-" + state.name(), "en", state.failed());
    }

    @AfterAll
    void close() {
        if (examination != null) {
            examination.close();
        }
    }

}
