package io.ledgerstream.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStatus;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole table of the one rule: how the request stands × where the process waits. */
@Tag("P2")
class TaskDecisionsTest {

    @ParameterizedTest(name = "{0}, software {1}, consented {2}, attempt {3}; process at {4} with {5}: {6}")
    @CsvSource(nullValues = "-", textBlock = """
            # status     | software | consent | attempt    | element          | carries | decision
            OPENED,        -,         false,    -,           SelectSoftware,    -,        wait
            IN_PROGRESS,   qbo,       false,    -,           SelectSoftware,    -,        software=qbo
            IN_PROGRESS,   qbo,       true,     -,           SelectSoftware,    -,        software=qbo
            IN_PROGRESS,   qbo,       true,     STARTED,     SelectSoftware,    -,        software=qbo
            IN_PROGRESS,   qbo,       true,     AUTHORISED,  SelectSoftware,    -,        software=qbo
            CONNECTED,     qbo,       true,     VERIFIED,    SelectSoftware,    -,        software=qbo
            DECLINED,      qbo,       false,    -,           SelectSoftware,    -,        software=qbo
            IN_PROGRESS,   ns,        false,    -,           SelectSoftware,    qbo,      software=ns
            IN_PROGRESS,   qbo,       false,    -,           GiveConsent,       qbo,      wait
            IN_PROGRESS,   qbo,       true,     -,           GiveConsent,       qbo,      consentOutcome=given
            IN_PROGRESS,   qbo,       true,     AUTHORISED,  GiveConsent,       qbo,      consentOutcome=given
            IN_PROGRESS,   qbo,       true,     REJECTED,    GiveConsent,       qbo,      consentOutcome=given
            CONNECTED,     qbo,       true,     VERIFIED,    GiveConsent,       qbo,      consentOutcome=given
            DECLINED,      qbo,       false,    -,           GiveConsent,       qbo,      consentOutcome=declined
            IN_PROGRESS,   ns,        false,    -,           GiveConsent,       qbo,      consentOutcome=software-change
            IN_PROGRESS,   ns,        true,     -,           GiveConsent,       qbo,      consentOutcome=software-change
            DECLINED,      ns,        false,    -,           GiveConsent,       qbo,      consentOutcome=software-change
            IN_PROGRESS,   qbo,       true,     -,           ConnectSoftware,   qbo,      wait
            IN_PROGRESS,   qbo,       true,     STARTED,     ConnectSoftware,   qbo,      wait
            IN_PROGRESS,   qbo,       true,     REJECTED,    ConnectSoftware,   qbo,      wait
            IN_PROGRESS,   qbo,       true,     AUTHORISED,  ConnectSoftware,   qbo,      connectOutcome=authorised
            CONNECTED,     qbo,       true,     VERIFIED,    ConnectSoftware,   qbo,      connectOutcome=authorised
            IN_PROGRESS,   qbo,       false,    -,           ConnectSoftware,   qbo,      connectOutcome=software-change
            IN_PROGRESS,   ns,        false,    -,           ConnectSoftware,   qbo,      connectOutcome=software-change
            IN_PROGRESS,   ns,        true,     AUTHORISED,  ConnectSoftware,   qbo,      connectOutcome=software-change
            DECLINED,      qbo,       false,    -,           ConnectSoftware,   qbo,      connectOutcome=software-change
            CANCELLED,     qbo,       true,     AUTHORISED,  SelectSoftware,    -,        wait
            CANCELLED,     qbo,       true,     -,           GiveConsent,       qbo,      wait
            CANCELLED,     qbo,       true,     AUTHORISED,  ConnectSoftware,   qbo,      wait
            EXPIRED,       qbo,       true,     -,           SelectSoftware,    -,        wait
            EXPIRED,       qbo,       true,     -,           GiveConsent,       qbo,      wait
            EXPIRED,       qbo,       true,     AUTHORISED,  ConnectSoftware,   qbo,      wait
            """)
    void followsTheDatabase(RequestStatus status, String software, boolean consented, AttemptState attempt, String element,
                            String processSoftware, String expected) {
        Decision decision = TaskDecisions.decide(facts(status, software, consented, attempt), element, processSoftware);
        assertThat(inWords(decision)).isEqualTo(expected);
    }

    @Test
    void aUserTaskWithoutARuleIsAnErrorAndNotAWait() {
        assertThatIllegalArgumentException().isThrownBy(() ->
                TaskDecisions.decide(facts(RequestStatus.OPENED, null, false, null), "BrewCoffee", null)).withMessageContaining("BrewCoffee");
    }

    @Test
    void theTableKnowsEveryUserTaskByTheModelsOwnId() {
        assertThat(new String[] {Elements.SELECT_SOFTWARE, Elements.GIVE_CONSENT, Elements.CONNECT_SOFTWARE})
                .containsExactly("SelectSoftware", "GiveConsent", "ConnectSoftware");
    }

    private static RequestFacts facts(RequestStatus status, String software, boolean consented, AttemptState attempt) {
        return new RequestFacts(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), status, software, null, consented, attempt,
                null, 0, false);
    }

    private static String inWords(Decision decision) {
        return switch (decision) {
            case Decision.Wait wait -> "wait";
            case Decision.Complete complete -> complete.variables().entrySet().stream().map(Object::toString).findFirst().orElseThrow();
        };
    }
}
