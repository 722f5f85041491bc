package browser;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * States of pages as they are looked at, on a phone and a desk, light and dark. Runs with
 * {@code -Pmatrix}, in classes of which two JVMs can share the work.
 */
@Tag("matrix")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EveryPage extends Scenes {

    /** {@code -Dstates=code,software} looks at those that begin so only. */
    private static final List<String> CHOSEN = List.of(System.getProperty("states", "").split(","));

    @LocalServerPort
    private int port;

    private Examination examination;

    static boolean isChosen(String state) {
        return CHOSEN.stream().anyMatch(state::startsWith);
    }

    /**
     * Begins anew with a request of its own.
     * @param spoken by the customer, and so by the pages
     */
    Examination examination(String spoken) {
        request = null;
        language = spoken;
        if (examination == null) {
            examination = new Examination("http://localhost:" + port);
        }
        return examination;
    }

    @AfterAll
    void close() {
        if (examination != null) {
            examination.close();
        }
    }

}
