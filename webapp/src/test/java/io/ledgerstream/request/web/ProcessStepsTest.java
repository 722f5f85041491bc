package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.SomeFacts;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("L6")
class ProcessStepsTest {

    @Test
    void anOpenRequestWaitsAtOneElementWithTheWayBehindIt() {
        var steps = ProcessSteps.of(facts(RequestStatus.OPENED, "quickbooks-online", false, null));
        assertThat(steps.current()).containsExactly(Elements.GIVE_CONSENT);
        assertThat(steps.taken()).contains(Elements.SEND_INVITATION, Elements.SELECT_SOFTWARE).doesNotContain(Elements.CONNECT_SOFTWARE);
        assertThat(steps.inWords()).anyMatch(line -> line.startsWith("Now: Give consent"));
    }

    @Test
    void whereItIsCheckedTheCheckIsCurrent() {
        assertThat(ProcessSteps.of(facts(RequestStatus.IN_PROGRESS, "quickbooks-online", true, AttemptState.AUTHORISED)).current())
                .containsExactly(Elements.VERIFY_CONNECTION);
        assertThat(ProcessSteps.of(facts(RequestStatus.IN_PROGRESS, "quickbooks-online", true, AttemptState.REJECTED)).current())
                .containsExactly(Elements.CONNECT_SOFTWARE);
    }

    @ParameterizedTest
    @EnumSource(RequestStatus.class)
    void everyStatusCanBeDrawn(RequestStatus status) {
        assertThat(ProcessSteps.of(facts(status, null, false, null)).picture()).startsWith("<svg");
    }

    @Test
    void aCancelledRequestEndsWhereItStood() {
        var steps = ProcessSteps.of(facts(RequestStatus.CANCELLED, "quickbooks-online", true, null));
        assertThat(steps.current()).isEmpty();
        assertThat(steps.taken()).contains(Elements.GIVE_CONSENT, Elements.REQUEST_CANCELLED).doesNotContain(Elements.VERIFY_CONNECTION);
    }

    private static RequestFacts facts(RequestStatus status, String software, boolean consented, AttemptState attempt) {
        return SomeFacts.of(status).software(software).consented(consented).attempt(attempt).facts();
    }
}
