package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.SomeFacts;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Timeline;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.ContactDoubt;
import io.ledgerstream.request.RequestStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The way that a request took, in the words of its models: for every step, every end, and
 * every path beside the straight one.
 */
@Tag("P3")
@Tag("L6")
class ProcessStepsTest {

    private static final String SIGNED_IN = "data-requested journey-opened customer-signed-in ";

    private static final String CONNECTING = SIGNED_IN + "software-selected consent-given connection-started ";

    private static final String CHECKED = CONNECTING + "connection-authorised ";

    private static final SomeFacts OPEN = SomeFacts.of(RequestStatus.IN_PROGRESS);

    private static final SomeFacts CONNECTS = OPEN.software("quickbooks-online").consented(true);

    private static final SomeFacts DONE = SomeFacts.of(RequestStatus.CONNECTED)
        .software("quickbooks-online")
        .consented(true)
        .attempt(AttemptState.VERIFIED);

    @Test
    void onTheStraightWayItWaitsAtOneElementWithTheOthersBehindIt() {
        now(steps(OPEN, null, SIGNED_IN), "Select accounting software");
        now(steps(OPEN.software("quickbooks-online"), null, SIGNED_IN + "software-selected"), "Give consent");
        now(steps(CONNECTS, null, CONNECTING), "Connect accounting software");
        ProcessSteps checking = steps(CONNECTS.attempt(AttemptState.AUTHORISED), null, CHECKED);
        assertThat(checking.inWords()).containsExactly(
                "Done: Open request, Send invitation, Select accounting software, Give consent, Connect accounting "
                        + "software.",
                "Now: Verify connection.", "Still to come: Start data stream, Notify lender, Confirm to customer.");
        assertThat(checking.picture())
            .containsPattern("class=\"element serviceTask[a-z ]* current\" data-element=\"VerifyConnection\"");
    }

    @Test
    void whatIsDoneStillHasThePartsOfTheProcessBeforeIt() {
        now(steps(DONE, null, CHECKED + "connection-verified"), "Start data stream");
        ended(steps(DONE.settled(true), null, CHECKED + "connection-verified"), "Data flowing");
    }

    @Test
    void aRejectedConnectionLeadsBack() {
        ProcessSteps back = steps(CONNECTS.attempt(AttemptState.REJECTED), null, CHECKED + "connection-rejected");
        now(back, "Connect accounting software");
        happened(back, "Connection rejected");
        assertThat(back.inWords())
            .contains("Still to come: Verify connection, Start data stream, Notify lender, Confirm to customer.");
    }

    @Test
    void anotherSoftwareLeadsBackFromWhereTheCustomerStood() {
        ProcessSteps fromConnecting = steps(OPEN.software("netsuite"), null, CONNECTING + "software-selected");
        now(fromConnecting, "Give consent");
        happened(fromConnecting, "Authorised? change of software");
        ProcessSteps fromUpload = steps(OPEN.software("quickbooks-online"), null,
                SIGNED_IN + "by-file consent-given software-selected");
        now(fromUpload, "Give consent");
        assertThat(fromUpload.taken()).containsSubsequence(Elements.UPLOAD_FILES, Elements.SELECT_SOFTWARE);
    }

    @Test
    void filesGoAWayOfTheirOwn() {
        SomeFacts file = OPEN.software("xero").sharedByFile().consented(true);
        ProcessSteps uploading = steps(file, null, SIGNED_IN + "by-file consent-given");
        now(uploading, "Upload files");
        happened(uploading, "Shared by file? yes");
        assertThat(uploading.inWords()).contains("Still to come: Notify lender of upload, Confirm upload to customer.");
        SomeFacts uploaded = SomeFacts.of(RequestStatus.UPLOADED).software("xero").sharedByFile().consented(true);
        now(steps(uploaded, null, SIGNED_IN + "by-file consent-given files-uploaded"), "Notify lender of upload");
        ended(steps(uploaded.settled(true), null, SIGNED_IN + "by-file consent-given files-uploaded"), "Data uploaded");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MISMATCHED |                        | Confirm company             | Company matches? no
            TO_DECIDE  | company-confirmed      | Decide company match        | Company matches? no
            REJECTED   | another-company-chosen | Connect accounting software | \
            Company matches? no, Right company? another company
            REJECTED   | company-confirmed another-company-chosen | Connect accounting software | \
            Company matches? no, Match accepted? no
            REJECTED   | company-confirmed company-refused | Connect accounting software | \
            Company matches? no, Match accepted? no
            """)
    void booksUnderAnotherNameAreAskedAbout(AttemptState state, String then, String waitsAt, String onTheWay) {
        ProcessSteps steps = steps(CONNECTS.attempt(state), null,
                CHECKED + "company-mismatched " + (then == null ? "" : then));
        now(steps, waitsAt);
        happened(steps, onTheWay);
    }

    @Test
    void booksThatTheLenderAcceptedAreConnected() {
        ProcessSteps accepted = steps(DONE, null, CHECKED + "company-mismatched company-confirmed company-accepted");
        now(accepted, "Start data stream");
        happened(accepted, "Company matches? no, Match accepted? yes");
    }

    @Test
    void everyEndIsTheOneThatItCameTo() {
        ended(steps(SomeFacts.of(RequestStatus.DECLINED).software("netsuite"), null,
                SIGNED_IN + "software-selected request-declined"), "Request declined");
        ended(steps(SomeFacts.of(RequestStatus.CANCELLED).software("netsuite"), null, CONNECTING + "request-cancelled"),
                "Request cancelled");
        ProcessSteps expired = steps(SomeFacts.of(RequestStatus.EXPIRED), null,
                SIGNED_IN + "due-date-moved request-expired");
        ended(expired, "Request expired");
        happened(expired, "Due date moved");
        assertThat(expired.inWords().getFirst()).as("where it stood is not done")
            .doesNotContain("Select accounting software");
    }

    @Test
    void whoChangedTheirMindIsAtTheConsentAgain() {
        ProcessSteps reopened = steps(OPEN.software("netsuite"), null,
                SIGNED_IN + "software-selected request-declined request-reopened");
        now(reopened, "Give consent");
        assertThat(reopened.taken()).doesNotContain(Elements.REQUEST_DECLINED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UNDELIVERABLE | CorrectContact         | E-mail undeliverable  | Correct contact
            BOUNCED       | CorrectBouncedContact  | Bounce received       | Select accounting software, Correct contact
            DISPUTED      | CorrectDisputedContact | Contact says "not me" | Select accounting software, Correct contact
            """)
    void aContactInDoubtWaitsForTheLenderThenIsDone(ContactDoubt doubt, String element, String news, String waitsAt) {
        ProcessSteps doubted = steps(OPEN, doubt, "data-requested");
        now(doubted, waitsAt);
        happened(doubted, news);
        assertThat(doubted.current()).contains(element);
        ProcessSteps corrected = steps(OPEN, null, "data-requested corrected:" + doubt);
        now(corrected, "Select accounting software");
        assertThat(corrected.taken()).contains(element);
        assertThat(corrected.inWords().getFirst()).endsWith("Correct contact.");
    }

    @Test
    void aDisputeThatWasTakenBackIsDoneToo() {
        assertThat(steps(OPEN, null, "data-requested contact-undisputed").taken())
            .contains(Elements.CORRECT_DISPUTED_CONTACT);
    }

    @Test
    void helpWaitsBesideTheStepThenIsDone() {
        now(steps(OPEN.helpOpen(true), null, SIGNED_IN + "help-asked"), "Select accounting software, Help customer");
        ProcessSteps answered = steps(OPEN, null, SIGNED_IN + "help-asked help-answered");
        now(answered, "Select accounting software");
        happened(answered, "Customer asked for help");
    }

    @Test
    void remindersThatTheProcessSentAreShownAndThoseByHandAreNot() {
        List<Timeline.Entry> byHand = List
            .of(new Timeline.Entry(Instant.EPOCH, Actor.Kind.USER, "Rita", "reminded", Map.of()));
        assertThat(ProcessSteps.of(OPEN.facts(), null, 1, byHand).taken()).doesNotContain(Elements.SEND_REMINDER);
        assertThat(ProcessSteps.of(OPEN.facts(), null, 2, byHand).taken()).contains(Elements.SEND_REMINDER);
    }

    @Test
    void aReconnectionFollowsItsOwnModel() {
        String connects = "reconnection-requested connection-started connection-authorised ";
        now(steps(OPEN.reconnection().software("netsuite"), null, "reconnection-requested"), "Give consent");
        now(steps(CONNECTS.reconnection(), null, "reconnection-requested"), "Reconnect accounting software");
        now(steps(CONNECTS.reconnection().attempt(AttemptState.AUTHORISED), null, connects), "Verify connection");
        now(steps(DONE.reconnection(), null, connects + "connection-verified"), "Resume data stream");
        ended(steps(DONE.reconnection().settled(true), null, connects + "connection-verified"), "Data flowing again");
        ended(steps(SomeFacts.of(RequestStatus.EXPIRED).reconnection(), null, "reconnection-requested request-expired"),
                "Request expired");
    }

    @ParameterizedTest
    @EnumSource(RequestStatus.class)
    void everyStatusCanBeDrawnEvenWithoutATimeline(RequestStatus status) {
        assertThat(ProcessSteps.of(SomeFacts.of(status).facts(), null, 0, List.of()).picture()).startsWith("<svg");
        assertThat(ProcessSteps.of(SomeFacts.of(status).reconnection().facts(), null, 0, List.of()).picture())
            .startsWith("<svg");
    }

    private static void now(ProcessSteps steps, String elements) {
        assertThat(steps.inWords()).contains("Now: " + elements + ".").noneMatch(line -> line.startsWith("Ended"));
    }

    private static void happened(ProcessSteps steps, String news) {
        assertThat(steps.inWords()).contains("On the way: " + news + ".");
    }

    private static void ended(ProcessSteps steps, String end) {
        assertThat(steps.inWords()).contains("Ended: " + end + ".").noneMatch(line -> line.startsWith("Now"));
    }

    private static ProcessSteps steps(SomeFacts facts, ContactDoubt doubt, String happened) {
        return ProcessSteps.of(facts.doubted(doubt != null).facts(), doubt, 0, timeline(happened));
    }

    /**
     * Actions in their order; {@code by-file} and {@code corrected:BOUNCED} stand for one
     * with a detail.
     */
    private static List<Timeline.Entry> timeline(String happened) {
        return Arrays.stream(happened.strip().split(" ")).map(action -> switch (action) {
            case "by-file" -> entry("software-selected", Map.of("byFile", true));
            case String corrected when corrected.startsWith("corrected:") ->
                entry("contact-corrected", Map.of("doubt", corrected.substring("corrected:".length())));
            default -> entry(action, Map.of());
        }).toList();
    }

    private static Timeline.Entry entry(String action, Map<String, Object> detail) {
        return new Timeline.Entry(Instant.EPOCH, Actor.Kind.CUSTOMER, null, action, detail);
    }

}
