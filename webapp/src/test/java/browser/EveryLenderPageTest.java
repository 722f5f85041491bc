package browser;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each state of each page of the lender's people. */
class EveryLenderPageTest extends EveryPage {

    static Stream<PortalCatalogue.State> states() {
        return PortalCatalogue.STATES.stream().filter(state -> isChosen(state.name()));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("states")
    void isWhole(PortalCatalogue.State state) {
        Examination examination = examination("en");
        String path = state.reach().apply(this);
        examination.open(path, state.reader() == null ? Map.of() : signedIn(state.reader()));
        state.then().accept(this, examination.page());
        examination.isWhole("portal-" + state.name(), "en", state.failed());
    }

}
