package io.ledgerstream.link.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.link.web.JourneySteps.Part;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestKind;
import io.ledgerstream.request.RequestStatus;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * "Step 2 of 3" is true also where a connection is there already, but has to be mended
 * first.
 */
@Tag("C1")
class JourneyStepsTest {

    private static final UUID ID = UUID.randomUUID();

    @Test
    void overAConnectionThatWorksNobodyConnects() {
        assertThat(JourneySteps.of(more(false, null, 0), false, true).parts()).containsExactly(Part.CONSENT,
                Part.CHECKING);
        assertThat(JourneySteps.of(more(true, AttemptState.AUTHORISED, 1), false, true).at("CHECKING")).isEqualTo(2);
    }

    @Test
    void whereAccessIsLostItIsConnectedToo() {
        assertThat(JourneySteps.of(more(false, null, 0), false, false).parts()).containsExactly(Part.CONSENT,
                Part.CONNECT, Part.CHECKING);
        assertThat(JourneySteps.of(more(true, null, 0), false, false).at("CONNECT")).isEqualTo(2);
        assertThat(JourneySteps.of(more(true, AttemptState.AUTHORISED, 1), false, false).at("CHECKING")).isEqualTo(3);
    }

    @Test
    void whereSomethingIsLackingItIsSetRightFirst() {
        assertThat(JourneySteps.of(more(true, AttemptState.REJECTED, 1), false, true).at("CONNECT")).isEqualTo(2);
        assertThat(JourneySteps.of(more(true, AttemptState.AUTHORISED, 2), false, true).at("CHECKING")).isEqualTo(3);
        assertThat(JourneySteps.of(more(true, AttemptState.AUTHORISED, 2), false, true).count()).isEqualTo(3);
    }

    private static RequestFacts more(boolean consented, AttemptState attempt, int number) {
        return new RequestFacts(ID, ID, ID, RequestKind.ONBOARDING, RequestStatus.IN_PROGRESS, "quickbooks-online",
                false, consented ? ID : null, consented, attempt, attempt == null ? null : ID, number, ID, false, false,
                false, null, null);
    }

}
