package browser;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each state of each customer's page, in French. */
@Tag("C1")
@Tag("C12")
class EveryFrenchPageTest extends EveryPage {

    static Stream<Catalogue.State> states() {
        return EveryCustomerPageTest.states();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("states")
    void isWhole(Catalogue.State state) {
        Examination examination = examination("fr");
        examination.open(state.reach().apply(this), visitor.jar());
        state.then().accept(this, examination.page());
        examination.isWhole(state.name() + "-fr", "fr", state.failed());
    }

}
