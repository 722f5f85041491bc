package io.ledgerstream.process;

import static io.ledgerstream.process.ModelRun.FAR;
import static io.ledgerstream.process.ModelRun.PAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.ledgerstream.process.Onboarding.CompanyOutcomes;
import io.ledgerstream.process.Onboarding.ConnectOutcomes;
import io.ledgerstream.process.Onboarding.ConsentOutcomes;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.process.Onboarding.Errors;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.process.Onboarding.MatchOutcomes;
import io.ledgerstream.process.Onboarding.Messages;
import io.ledgerstream.process.Onboarding.Notices;
import io.ledgerstream.process.Onboarding.UploadOutcomes;
import io.ledgerstream.process.Onboarding.Variables;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import standin.engine.StandInEngine;

/**
 * The models alone on the real engine, their jobs done by hand: every way through them
 * ends where it should. Each test has a request of its own on the one engine.
 */
@Tag("P1")
class ModelDeploysTest {

    private static final Set<String> WALKED = new HashSet<>();

    private static StandInEngine engine;

    private static CamundaClient client;

    private ModelRun run;

    @BeforeAll
    static void deploy() {
        engine = StandInEngine.start();
        client = ModelRun.deploy(engine);
    }

    @AfterAll
    static void stop() {
        try {
            every_element_and_every_flow_of_both_models_was_taken();
        }
        finally {
            client.close();
            engine.close();
        }
    }

    @BeforeEach
    void begin() {
        run = new ModelRun(engine, client);
    }

    @AfterEach
    void close(TestInfo test) {
        run.close();
        test.getTestMethod().map(Method::getName).ifPresent(WALKED::add);
    }

    /** Where all tests ran; one of them alone covers less. */
    private static void every_element_and_every_flow_of_both_models_was_taken() {
        Set<String> all = new HashSet<>(Arrays.stream(ModelDeploysTest.class.getDeclaredMethods())
            .filter(m -> m.isAnnotationPresent(Test.class) || m.isAnnotationPresent(ParameterizedTest.class))
            .map(Method::getName)
            .toList());
        if (WALKED.equals(all)) {
            Coverage coverage = new Coverage();
            coverage.add(engine.log());
            assertThat(coverage.notTaken(Onboarding.RESOURCE)).isEmpty();
            assertThat(coverage.notTaken(Onboarding.RECONNECTION_RESOURCE)).isEmpty();
        }
    }

    // the customer's way

    @Test
    void a_customer_who_follows_every_step_ends_in_flowing_data() {
        authorised();
        run.does(Jobs.VERIFY_CONNECTION, Map.of(Variables.COMPANY_MATCHES, true));
        run.does(Jobs.START_DATA_STREAM);
        run.sendsNotice(Notices.LENDER_CONNECTED);
        run.sendsNotice(Notices.CUSTOMER_CONNECTED);
        run.endsAt(Elements.DATA_FLOWING);
    }

    @Test
    void a_rejected_connection_is_asked_for_again_until_it_verifies() {
        authorised();
        for (int attempt = 1; attempt <= 2; attempt++) {
            run.failsAt(Jobs.VERIFY_CONNECTION, Elements.VERIFY_CONNECTION, Errors.CONNECTION_REJECTED);
            authorises();
        }
        run.does(Jobs.VERIFY_CONNECTION, Map.of(Variables.COMPANY_MATCHES, true));
        run.does(Jobs.START_DATA_STREAM);
        run.hasPassed(Elements.CONNECTION_REJECTED, 2);
        run.hasPassed(Elements.CONNECTED, 1);
    }

    @Test
    void other_software_is_selected_and_consented_to_again_from_either_step() {
        invited();
        selects(false);
        run.answers(Elements.GIVE_CONSENT, Variables.CONSENT_OUTCOME, ConsentOutcomes.SOFTWARE_CHANGE);
        selects(false);
        consents();
        run.answers(Elements.CONNECT_SOFTWARE, Variables.CONNECT_OUTCOME, ConnectOutcomes.SOFTWARE_CHANGE);
        selects(false);
        run.waitsAt(Elements.CUSTOMER_CONNECTS, Elements.GIVE_CONSENT);
    }

    @Test
    void a_customer_whose_software_has_no_connection_uploads_files() {
        invited();
        selects(true);
        consents();
        run.answers(Elements.UPLOAD_FILES, Variables.UPLOAD_OUTCOME, UploadOutcomes.UPLOADED);
        run.sendsNotice(Notices.LENDER_UPLOADED);
        run.sendsNotice(Notices.CUSTOMER_UPLOADED);
        run.endsAt(Elements.DATA_UPLOADED);
    }

    @Test
    void a_customer_who_was_to_upload_files_selects_software_that_connects() {
        invited();
        selects(true);
        consents();
        run.answers(Elements.UPLOAD_FILES, Variables.UPLOAD_OUTCOME, UploadOutcomes.SOFTWARE_CHANGE);
        selects(false);
        consents();
        run.waitsAt(Elements.CONNECT_SOFTWARE);
    }

    @Test
    void books_of_another_company_that_the_customer_confirms_and_the_lender_accepts_are_connected() {
        mismatched();
        run.answers(Elements.CONFIRM_COMPANY, Variables.COMPANY_OUTCOME, CompanyOutcomes.CONFIRMED);
        run.answers(Elements.DECIDE_COMPANY_MATCH, Variables.MATCH_OUTCOME, MatchOutcomes.ACCEPTED);
        run.waitsOnlyAt(Elements.START_DATA_STREAM);
    }

    @Test
    void books_of_another_company_that_customer_or_lender_refuse_lead_back_to_connecting() {
        mismatched();
        run.answers(Elements.CONFIRM_COMPANY, Variables.COMPANY_OUTCOME, CompanyOutcomes.ANOTHER);
        authorises();
        run.does(Jobs.VERIFY_CONNECTION, Map.of(Variables.COMPANY_MATCHES, false));
        run.answers(Elements.CONFIRM_COMPANY, Variables.COMPANY_OUTCOME, CompanyOutcomes.CONFIRMED);
        run.answers(Elements.DECIDE_COMPANY_MATCH, Variables.MATCH_OUTCOME, MatchOutcomes.REFUSED);
        authorises();
        run.does(Jobs.VERIFY_CONNECTION, Map.of(Variables.COMPANY_MATCHES, true));
        run.waitsOnlyAt(Elements.START_DATA_STREAM);
    }

    @Test
    void an_account_with_several_companies_is_verified_again_once_the_customer_has_chosen() {
        invited();
        selects(false);
        consents();
        authorises();
        run.does(Jobs.VERIFY_CONNECTION, Map.of(Variables.CHOOSE_SUBSIDIARIES, true, Variables.COMPANY_MATCHES, false));
        run.answers(Elements.CHOOSE_SUBSIDIARIES, Map.of());
        run.does(Jobs.VERIFY_CONNECTION, Map.of(Variables.CHOOSE_SUBSIDIARIES, false, Variables.COMPANY_MATCHES, true));
        run.waitsOnlyAt(Elements.START_DATA_STREAM);
    }

    @Test
    void an_answer_without_its_outcome_never_leads_forward() {
        invited();
        selects(false);
        run.answers(Elements.GIVE_CONSENT, Map.of());
        selects(true);
        consents();
        run.answers(Elements.UPLOAD_FILES, Map.of());
        selects(false);
        consents();
        run.answers(Elements.CONNECT_SOFTWARE, Map.of());
        selects(false);
        consents();
        authorises();
        run.does(Jobs.VERIFY_CONNECTION);
        run.answers(Elements.CONFIRM_COMPANY, Map.of());
        authorises();
        run.does(Jobs.VERIFY_CONNECTION);
        run.answers(Elements.CONFIRM_COMPANY, Variables.COMPANY_OUTCOME, CompanyOutcomes.CONFIRMED);
        run.answers(Elements.DECIDE_COMPANY_MATCH, Map.of());
        run.waitsAt(Elements.CONNECT_SOFTWARE);
    }

    // the way to a connection that was there before

    @Test
    void a_customer_who_reconnects_has_the_data_flowing_again() {
        run.starts(Messages.RECONNECTION_REQUESTED);
        run.does(Jobs.SEND_INVITATION);
        consents();
        run.answers(Elements.CONNECT_SOFTWARE, Variables.CONNECT_OUTCOME, ConnectOutcomes.AUTHORISED);
        run.failsAt(Jobs.VERIFY_CONNECTION, Elements.VERIFY_CONNECTION, Errors.CONNECTION_REJECTED);
        run.answers(Elements.CONNECT_SOFTWARE, Variables.CONNECT_OUTCOME, ConnectOutcomes.AUTHORISED);
        run.does(Jobs.VERIFY_CONNECTION, Map.of(Variables.COMPANY_MATCHES, true));
        run.does(Jobs.START_DATA_STREAM);
        run.sendsNotice(Notices.LENDER_RECONNECTED);
        run.sendsNotice(Notices.CUSTOMER_RECONNECTED);
        run.endsAt(Elements.DATA_FLOWING_AGAIN);
    }

    @Test
    void a_consent_without_its_outcome_stands_still_where_no_way_leads_back() {
        run.starts(Messages.RECONNECTION_REQUESTED);
        run.does(Jobs.SEND_INVITATION);
        run.answers(Elements.GIVE_CONSENT, Map.of());
        run.standsStill();
    }

    // what ends either

    @ParameterizedTest
    @EnumSource
    void a_decline_tells_the_lender_and_ends(Kind kind) {
        waitsForTheCustomer(kind);
        if (kind == Kind.ONBOARDING) {
            selects(false);
        }
        run.answers(Elements.GIVE_CONSENT, Variables.CONSENT_OUTCOME, ConsentOutcomes.DECLINED);
        run.sendsNotice(Notices.LENDER_DECLINED);
        run.endsAt(Elements.REQUEST_DECLINED);
    }

    @ParameterizedTest
    @EnumSource
    void a_due_date_that_still_holds_expires_the_request_whatever_the_customer_was_doing(Kind kind) {
        run.starts(kind.startMessage, PAST);
        run.does(Jobs.EXPIRE_REQUEST, Map.of(Variables.EXPIRED, true));
        run.sendsNotice(kind.expiryNotice);
        run.endsAt(Elements.REQUEST_EXPIRED);
    }

    @ParameterizedTest
    @EnumSource
    void a_cancellation_tells_the_customer_and_ends_whatever_waits_beside(Kind kind) {
        muchWaitsBeside(kind);
        run.isCancelled();
        run.sendsNotice(Notices.CUSTOMER_CANCELLED);
        run.endsAt(Elements.REQUEST_CANCELLED);
    }

    @Test
    void connecting_ends_whatever_waits_beside() {
        muchWaitsBeside(Kind.ONBOARDING);
        selects(false);
        consents();
        authorises();
        run.does(Jobs.VERIFY_CONNECTION, Map.of(Variables.COMPANY_MATCHES, true));
        run.waitsOnlyAt(Elements.START_DATA_STREAM);
    }

    @Test
    void uploading_ends_whatever_waits_beside() {
        muchWaitsBeside(Kind.ONBOARDING);
        selects(true);
        consents();
        run.answers(Elements.UPLOAD_FILES, Variables.UPLOAD_OUTCOME, UploadOutcomes.UPLOADED);
        run.waitsOnlyAt("NotifyLenderOfUpload");
    }

    @Test
    void reconnecting_ends_whatever_waits_beside() {
        muchWaitsBeside(Kind.RECONNECTION);
        consents();
        authorises();
        run.does(Jobs.VERIFY_CONNECTION, Map.of(Variables.COMPANY_MATCHES, true));
        run.waitsOnlyAt("ResumeDataStream");
    }

    @ParameterizedTest
    @EnumSource
    void a_second_start_of_the_same_request_starts_nothing(Kind kind) {
        run.starts(kind.startMessage);
        run.publishStart(kind.startMessage);
        run.does(Jobs.SEND_INVITATION);
        run.waitsAt(kind.firstTask);
        assertThat(run.hasNo(Jobs.OPEN_REQUEST)).isTrue();
    }

    // due dates

    @ParameterizedTest
    @EnumSource
    void a_due_date_that_was_moved_leaves_the_customer_where_they_are(Kind kind) {
        run.starts(kind.startMessage, PAST);
        run.does(Jobs.SEND_INVITATION);
        run.does(Jobs.EXPIRE_REQUEST, Map.of(Variables.EXPIRED, false));
        run.hasPassed("DueDateMoved", 1);
        run.waitsAt(kind.firstTask);
    }

    /** Two that have come, between two that have not. */
    @ParameterizedTest
    @EnumSource
    void every_moved_due_date_is_waited_for_and_the_one_that_still_holds_expires_the_request(Kind kind) {
        waitsForTheCustomer(kind);
        Stream.of(FAR, PAST, "2020-03-03T09:00:00Z", "2999-04-04T09:00:00Z")
            .forEach(date -> run.hears(Messages.DUE_DATE_MOVED, Map.of(Variables.DUE_AT, date)));
        run.doesAt(Jobs.EXPIRE_REQUEST, "ExpireRequestAtMovedDate", Map.of(Variables.EXPIRED, false));
        run.hasPassed("DueDateMovedAgain", 1);
        run.waitsAt(kind.firstTask, "MovedDueDateReached");
        run.doesAt(Jobs.EXPIRE_REQUEST, "ExpireRequestAtMovedDate", Map.of(Variables.EXPIRED, true));
        run.hasPassed("MovedDueDateReached", 2);
        run.sendsNotice(kind.expiryNotice);
        run.endsAt(Elements.REQUEST_EXPIRED);
    }

    @ParameterizedTest
    @EnumSource
    void an_expiry_that_does_not_say_whether_it_expired_stands_still(Kind kind) {
        run.starts(kind.startMessage, PAST);
        run.does(Jobs.EXPIRE_REQUEST);
        run.standsStill();
    }

    // reminders

    @ParameterizedTest
    @EnumSource
    void reminders_are_planned_from_the_beginning_and_one_by_one(Kind kind) {
        run.starts(kind.startMessage);
        run.plansReminderAt(PAST);
        run.does(Jobs.SEND_REMINDER);
        run.plansReminderAt(PAST);
        run.does(Jobs.SEND_REMINDER);
        run.plansReminderAt(FAR);
        run.does(Jobs.SEND_INVITATION);
        run.hasPassed(Elements.SEND_REMINDER, 2);
        run.waitsAt(kind.firstTask, "ReminderOrChange");
    }

    @ParameterizedTest
    @EnumSource
    void a_change_plans_the_next_reminder_anew_also_before_the_first_was_planned(Kind kind) {
        run.starts(kind.startMessage);
        run.hears(Messages.REMINDERS_CHANGED);
        run.plansReminderAt(FAR);
        run.hasPassed("RemindersChanged", 1);
        run.plansReminderAt(FAR);
        run.waitsAt("ReminderOrChange");
        run.hears(Messages.REMINDERS_CHANGED);
        run.plansReminderAt(PAST);
        run.does(Jobs.SEND_REMINDER);
        run.hasPassed("RemindersChanged", 2);
        run.hasPassed("ReminderDue", 1);
    }

    // help, and doubts about the contact

    @ParameterizedTest
    @EnumSource
    void help_is_given_as_often_as_it_is_asked_while_the_customer_goes_on(Kind kind) {
        waitsForTheCustomer(kind);
        run.hears(Messages.HELP_ASKED);
        run.hears(Messages.HELP_ASKED);
        run.answers(Elements.HELP_CUSTOMER, Map.of());
        run.answers(Elements.HELP_CUSTOMER, Map.of());
        run.hasPassed("CustomerHelped", 2);
        run.waitsAt(kind.firstTask);
    }

    @ParameterizedTest
    @EnumSource
    void an_address_that_is_refused_is_corrected_until_one_takes_the_invitation(Kind kind) {
        run.starts(kind.startMessage);
        for (int address = 1; address <= 2; address++) {
            run.failsAt(Jobs.SEND_INVITATION, Elements.SEND_INVITATION, Errors.EMAIL_UNDELIVERABLE);
            run.answers(Elements.CORRECT_CONTACT, Map.of());
        }
        run.does(Jobs.SEND_INVITATION);
        run.hasPassed(Elements.CORRECT_CONTACT, 2);
        run.waitsAt(kind.firstTask);
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void a_contact_in_doubt_is_corrected_and_invited_beside_the_customers_way(Kind kind, Doubt doubt) {
        waitsForTheCustomer(kind);
        run.hears(doubt.message);
        run.answers(doubt.task, Map.of());
        run.failsAt(Jobs.SEND_INVITATION, doubt.invitation, Errors.EMAIL_UNDELIVERABLE);
        run.answers(doubt.task, Map.of());
        run.doesAt(Jobs.SEND_INVITATION, doubt.invitation, Map.of());
        run.hasPassed(doubt.end, 1);
        run.waitsAt(kind.firstTask);
    }

    static Stream<Arguments> doubts() {
        return Arrays.stream(Kind.values())
            .flatMap(kind -> Arrays.stream(Doubt.values()).map(doubt -> Arguments.of(kind, doubt)));
    }

    private void invited() {
        run.starts(Messages.DATA_REQUESTED);
        run.does(Jobs.SEND_INVITATION);
    }

    private void waitsForTheCustomer(Kind kind) {
        run.starts(kind.startMessage);
        run.does(Jobs.SEND_INVITATION);
        run.waitsAt(kind.firstTask);
    }

    private void muchWaitsBeside(Kind kind) {
        waitsForTheCustomer(kind);
        run.plansReminderAt(FAR);
        run.hears(Messages.HELP_ASKED);
        run.hears(Messages.MAIL_BOUNCED);
        run.hears(Messages.CONTACT_DISPUTED);
        run.hears(Messages.DUE_DATE_MOVED, Map.of(Variables.DUE_AT, FAR));
        run.waitsAt(kind.firstTask, "ReminderOrChange", Elements.HELP_CUSTOMER, Elements.CORRECT_BOUNCED_CONTACT,
                Elements.CORRECT_DISPUTED_CONTACT, "MovedDueDateReached");
    }

    private void selects(boolean byFile) {
        run.answers(Elements.SELECT_SOFTWARE,
                Map.of(Variables.SOFTWARE, byFile ? "sage-50" : "quickbooks-online", Variables.BY_FILE, byFile));
    }

    private void consents() {
        run.answers(Elements.GIVE_CONSENT, Variables.CONSENT_OUTCOME, ConsentOutcomes.GIVEN);
    }

    private void authorises() {
        run.answers(Elements.CONNECT_SOFTWARE, Variables.CONNECT_OUTCOME, ConnectOutcomes.AUTHORISED);
    }

    private void authorised() {
        invited();
        selects(false);
        consents();
        authorises();
    }

    private void mismatched() {
        authorised();
        run.does(Jobs.VERIFY_CONNECTION, Map.of(Variables.COMPANY_MATCHES, false));
    }

    enum Kind {

        ONBOARDING(Messages.DATA_REQUESTED, Elements.SELECT_SOFTWARE, Notices.LENDER_EXPIRED),
        RECONNECTION(Messages.RECONNECTION_REQUESTED, Elements.GIVE_CONSENT, Notices.LENDER_NOT_RECONNECTED);

        private final String startMessage;

        private final String firstTask;

        private final String expiryNotice;

        Kind(String startMessage, String firstTask, String expiryNotice) {
            this.startMessage = startMessage;
            this.firstTask = firstTask;
            this.expiryNotice = expiryNotice;
        }

    }

    enum Doubt {

        BOUNCED(Messages.MAIL_BOUNCED, Elements.CORRECT_BOUNCED_CONTACT, "SendInvitationAfterBounce",
                "BounceCorrected"),
        DISPUTED(Messages.CONTACT_DISPUTED, Elements.CORRECT_DISPUTED_CONTACT, "SendInvitationAfterDispute",
                "DisputeSettled");

        private final String message;

        private final String task;

        private final String invitation;

        private final String end;

        Doubt(String message, String task, String invitation, String end) {
            this.message = message;
            this.task = task;
            this.invitation = invitation;
            this.end = end;
        }

    }

}
