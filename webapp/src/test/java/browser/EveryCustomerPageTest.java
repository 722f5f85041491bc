package browser;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each state of each customer's page, in English, and without scripts too. */
@Tag("C1")
@Tag("C12")
class EveryCustomerPageTest extends EveryPage {

    static Stream<Catalogue.State> states() {
        return Catalogue.STATES.stream().filter(state -> isChosen(state.name()));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("states")
    void isWhole(Catalogue.State state) {
        Examination examination = examination("en");
        String path = state.reach().apply(this);
        examination.withoutScripts(path, state.name(), visitor.jar());
        examination.open(path, visitor.jar());
        state.then().accept(this, examination.page());
        examination.isWhole(state.name() + "-en", "en", state.failed());
    }

}
