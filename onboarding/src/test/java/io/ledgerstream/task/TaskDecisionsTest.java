package io.ledgerstream.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fixture.SomeFacts;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestStatus;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole table of the one rule: how the request stands × where the process waits. */
@Tag("P2")
class TaskDecisionsTest {

    @ParameterizedTest(name = "{0}, software {1}, consented {2}, attempt {3}; process at {4} with {5}: {6}")
    @CsvSource(nullValues = "-", textBlock = """
            # status     | software | consent | attempt    | element          | carries | decision
            OPENED,        -,         false,    -,           SelectSoftware,    -,        wait
            IN_PROGRESS,   qbo,       false,    -,           SelectSoftware,    -,        byFile=false software=qbo
            IN_PROGRESS,   qbo,       true,     -,           SelectSoftware,    -,        byFile=false software=qbo
            IN_PROGRESS,   qbo,       true,     STARTED,     SelectSoftware,    -,        byFile=false software=qbo
            IN_PROGRESS,   qbo,       true,     AUTHORISED,  SelectSoftware,    -,        byFile=false software=qbo
            IN_PROGRESS,   file,      false,    -,           SelectSoftware,    -,        byFile=true software=file
            CONNECTED,     qbo,       true,     VERIFIED,    SelectSoftware,    -,        byFile=false software=qbo
            UPLOADED,      file,      true,     -,           SelectSoftware,    -,        byFile=true software=file
            DECLINED,      qbo,       false,    -,           SelectSoftware,    -,        byFile=false software=qbo
            IN_PROGRESS,   ns,        false,    -,           SelectSoftware,    qbo,      byFile=false software=ns
            IN_PROGRESS,   qbo,       false,    -,           GiveConsent,       qbo,      wait
            IN_PROGRESS,   qbo,       true,     -,           GiveConsent,       qbo,      consentOutcome=given
            IN_PROGRESS,   qbo,       true,     AUTHORISED,  GiveConsent,       qbo,      consentOutcome=given
            IN_PROGRESS,   qbo,       true,     REJECTED,    GiveConsent,       qbo,      consentOutcome=given
            IN_PROGRESS,   qbo,       true,     TO_DECIDE,   GiveConsent,       qbo,      consentOutcome=given
            IN_PROGRESS,   file,      true,     -,           GiveConsent,       file,     consentOutcome=given
            UPLOADED,      file,      true,     -,           GiveConsent,       file,     consentOutcome=given
            CONNECTED,     qbo,       true,     VERIFIED,    GiveConsent,       qbo,      consentOutcome=given
            DECLINED,      qbo,       false,    -,           GiveConsent,       qbo,      consentOutcome=declined
            IN_PROGRESS,   ns,        false,    -,           GiveConsent,       qbo,      consentOutcome=software-change
            IN_PROGRESS,   ns,        true,     -,           GiveConsent,       qbo,      consentOutcome=software-change
            DECLINED,      ns,        false,    -,           GiveConsent,       qbo,      consentOutcome=software-change
            IN_PROGRESS,   qbo,       true,     -,           ConnectSoftware,   qbo,      wait
            IN_PROGRESS,   qbo,       true,     STARTED,     ConnectSoftware,   qbo,      wait
            IN_PROGRESS,   qbo,       true,     REJECTED,    ConnectSoftware,   qbo,      wait
            IN_PROGRESS,   qbo,       true,     AUTHORISED,  ConnectSoftware,   qbo,      connectOutcome=authorised
            IN_PROGRESS,   qbo,       true,     MISMATCHED,  ConnectSoftware,   qbo,      connectOutcome=authorised
            IN_PROGRESS,   qbo,       true,     TO_DECIDE,   ConnectSoftware,   qbo,      connectOutcome=authorised
            CONNECTED,     qbo,       true,     VERIFIED,    ConnectSoftware,   qbo,      connectOutcome=authorised
            IN_PROGRESS,   qbo,       false,    -,           ConnectSoftware,   qbo,      connectOutcome=software-change
            IN_PROGRESS,   ns,        false,    -,           ConnectSoftware,   qbo,      connectOutcome=software-change
            IN_PROGRESS,   ns,        true,     AUTHORISED,  ConnectSoftware,   qbo,      connectOutcome=software-change
            IN_PROGRESS,   file,      true,     -,           ConnectSoftware,   qbo,      connectOutcome=software-change
            DECLINED,      qbo,       false,    -,           ConnectSoftware,   qbo,      connectOutcome=software-change
            IN_PROGRESS,   file,      true,     -,           UploadFiles,       file,     wait
            UPLOADED,      file,      true,     -,           UploadFiles,       file,     uploadOutcome=uploaded
            IN_PROGRESS,   qbo,       false,    -,           UploadFiles,       file,     uploadOutcome=software-change
            IN_PROGRESS,   file,      false,    -,           UploadFiles,       file,     uploadOutcome=software-change
            DECLINED,      file,      false,    -,           UploadFiles,       file,     uploadOutcome=software-change
            IN_PROGRESS,   qbo,       true,     MISMATCHED,  ConfirmCompany,    qbo,      wait
            IN_PROGRESS,   qbo,       true,     TO_DECIDE,   ConfirmCompany,    qbo,      companyOutcome=confirmed
            CONNECTED,     qbo,       true,     VERIFIED,    ConfirmCompany,    qbo,      companyOutcome=confirmed
            IN_PROGRESS,   qbo,       true,     REJECTED,    ConfirmCompany,    qbo,      companyOutcome=another
            IN_PROGRESS,   qbo,       true,     STARTED,     ConfirmCompany,    qbo,      companyOutcome=another
            IN_PROGRESS,   qbo,       true,     AUTHORISED,  ConfirmCompany,    qbo,      companyOutcome=another
            IN_PROGRESS,   ns,        false,    -,           ConfirmCompany,    qbo,      companyOutcome=another
            IN_PROGRESS,   qbo,       true,     TO_DECIDE,   DecideCompanyMatch, qbo,     wait
            CONNECTED,     qbo,       true,     VERIFIED,    DecideCompanyMatch, qbo,     matchOutcome=accepted
            IN_PROGRESS,   qbo,       true,     MISMATCHED,  DecideCompanyMatch, qbo,     matchOutcome=refused
            IN_PROGRESS,   qbo,       true,     REJECTED,    DecideCompanyMatch, qbo,     matchOutcome=refused
            IN_PROGRESS,   qbo,       true,     AUTHORISED,  DecideCompanyMatch, qbo,     matchOutcome=refused
            IN_PROGRESS,   ns,        false,    -,           DecideCompanyMatch, qbo,     matchOutcome=refused
            """)
    void followsTheDatabase(RequestStatus status, String software, boolean consented, AttemptState attempt,
            String element, String processSoftware, String expected) {
        SomeFacts facts = SomeFacts.of(status).software(software).consented(consented).attempt(attempt);
        Decision decision = TaskDecisions.decide(("file".equals(software) ? facts.sharedByFile() : facts).facts(),
                element, processSoftware);
        assertThat(inWords(decision)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, contact in doubt {1}, help open {2}; process at {3}: {4}")
    @CsvSource(textBlock = """
            REQUESTED,   true,  false, CorrectContact,         wait
            REQUESTED,   false, false, CorrectContact,         go on
            IN_PROGRESS, true,  true,  CorrectBouncedContact,  wait
            IN_PROGRESS, false, true,  CorrectBouncedContact,  go on
            OPENED,      true,  false, CorrectDisputedContact, wait
            OPENED,      false, false, CorrectDisputedContact, go on
            DECLINED,    true,  false, CorrectContact,         go on
            CONNECTED,   true,  false, CorrectBouncedContact,  go on
            IN_PROGRESS, false, true,  HelpCustomer,           wait
            IN_PROGRESS, true,  false, HelpCustomer,           go on
            CONNECTED,   false, true,  HelpCustomer,           wait
            CONNECTED,   false, false, HelpCustomer,           go on
            """)
    void whatStandsBesideTheStraightWayFollowsItsOwnFacts(RequestStatus status, boolean doubted, boolean helpOpen,
            String element, String expected) {
        SomeFacts facts = SomeFacts.of(status).doubted(doubted).helpOpen(helpOpen);
        assertThat(inWords(TaskDecisions.decide(facts.facts(), element, null))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "reconnection {0}, consented {1}, attempt {2}; process at {3}: {4}")
    @CsvSource(nullValues = "-", textBlock = """
            REQUESTED,   false, -,          GiveConsent,     wait
            REQUESTED,   true,  -,          GiveConsent,     consentOutcome=given
            DECLINED,    false, -,          GiveConsent,     consentOutcome=declined
            IN_PROGRESS, true,  -,          ConnectSoftware, wait
            IN_PROGRESS, true,  REJECTED,   ConnectSoftware, wait
            IN_PROGRESS, false, -,          ConnectSoftware, wait
            IN_PROGRESS, true,  AUTHORISED, ConnectSoftware, connectOutcome=authorised
            CONNECTED,   true,  VERIFIED,   ConnectSoftware, connectOutcome=authorised
            """)
    void aConnectionIsMendedWithTheSoftwareThatItHas(RequestStatus status, boolean consented, AttemptState attempt,
            String element, String expected) {
        SomeFacts facts = SomeFacts.of(status).software("qbo").consented(consented).attempt(attempt).reconnection();
        assertThat(inWords(TaskDecisions.decide(facts.facts(), element, null))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(value = RequestStatus.class, names = { "CANCELLED", "EXPIRED" })
    void theBoundaryEventsEndWhatWasCancelledOrHasExpired(RequestStatus ended) {
        List.of("SelectSoftware", "GiveConsent", "ConnectSoftware", "UploadFiles", "ConfirmCompany",
                "DecideCompanyMatch", "CorrectContact", "CorrectBouncedContact", "CorrectDisputedContact",
                "HelpCustomer")
            .forEach(element -> assertThat(inWords(TaskDecisions.decide(
                    SomeFacts.of(ended).software("qbo").consented(true).attempt(AttemptState.AUTHORISED).facts(),
                    element, "qbo")))
                .isEqualTo("wait"));
    }

    @Test
    void aUserTaskWithoutARuleIsAnErrorAndNotAWait() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> TaskDecisions.decide(SomeFacts.of(RequestStatus.OPENED).facts(), "BrewCoffee", null))
            .withMessageContaining("BrewCoffee");
    }

    private static String inWords(Decision decision) {
        return switch (decision) {
            case Decision.Wait wait -> "wait";
            case Decision.Complete complete -> complete.variables().isEmpty() ? "go on"
                    : complete.variables()
                        .entrySet()
                        .stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(" "));
        };
    }

}
