package io.ledgerstream.process;

import static io.camunda.zeebe.process.test.assertions.BpmnAssert.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.assertions.ProcessInstanceAssert;
import io.camunda.zeebe.process.test.extension.ZeebeProcessTest;
import io.camunda.zeebe.process.test.inspections.model.InspectedProcessInstance;
import io.ledgerstream.process.Onboarding.ConnectOutcomes;
import io.ledgerstream.process.Onboarding.ConsentOutcomes;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.process.Onboarding.Errors;
import io.ledgerstream.process.Onboarding.Headers;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.process.Onboarding.Messages;
import io.ledgerstream.process.Onboarding.Notices;
import io.ledgerstream.process.Onboarding.Variables;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The model alone on the real engine, its jobs done by hand: every way through it ends where it should. */
@ZeebeProcessTest
@Tag("P1")
class ModelDeploysTest {

    private static final String REQUEST = "01890000-0000-7000-8000-000000000001";
    /** Timers whose date is past fire at once, so no test has to move the engine's clock. */
    private static final String PAST = "2020-01-01T09:00:00Z";
    private static final String FAR = "2999-01-01T09:00:00Z";

    private ZeebeTestEngine engine;
    private CamundaClient client;
    private InspectedProcessInstance instance;

    @BeforeEach
    void deploy() {
        String address = engine.getGatewayAddress();
        client = CamundaClient.newClientBuilder().preferRestOverGrpc(false)
                .grpcAddress(URI.create("http://127.0.0.1" + address.substring(address.lastIndexOf(':')))).build();
        client.newDeployResourceCommand().addResourceFromClasspath(Onboarding.RESOURCE).send().join();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void a_customer_who_follows_every_step_ends_in_flowing_data() {
        start(FAR, FAR);
        does(Jobs.SEND_INVITATION);
        answers(Elements.SELECT_SOFTWARE, Map.of(Variables.SOFTWARE, "quickbooks"));
        answers(Elements.GIVE_CONSENT, Map.of(Variables.CONSENT_OUTCOME, ConsentOutcomes.GIVEN));
        answers(Elements.CONNECT_SOFTWARE, Map.of(Variables.CONNECT_OUTCOME, ConnectOutcomes.AUTHORISED));
        does(Jobs.VERIFY_CONNECTION);
        does(Jobs.START_DATA_STREAM);
        sendsNotice(Notices.LENDER_CONNECTED);
        sendsNotice(Notices.CUSTOMER_CONNECTED);
        endsAt(Elements.DATA_FLOWING);
    }

    @Test
    void a_rejected_connection_is_asked_for_again_until_it_verifies() {
        consented();
        for (int attempt = 1; attempt <= 2; attempt++) {
            answers(Elements.CONNECT_SOFTWARE, Map.of(Variables.CONNECT_OUTCOME, ConnectOutcomes.AUTHORISED));
            client.newThrowErrorCommand(next(Jobs.VERIFY_CONNECTION)).errorCode(Errors.CONNECTION_REJECTED).send().join();
        }
        answers(Elements.CONNECT_SOFTWARE, Map.of(Variables.CONNECT_OUTCOME, ConnectOutcomes.AUTHORISED));
        does(Jobs.VERIFY_CONNECTION);
        does(Jobs.START_DATA_STREAM);
        eventually(i -> i.hasPassedElement(Elements.CONNECTION_REJECTED, 2).hasPassedElement(Elements.CONNECTED, 1));
    }

    @Test
    void other_software_is_selected_and_consented_to_again_from_either_step() {
        start(FAR, FAR);
        does(Jobs.SEND_INVITATION);
        answers(Elements.SELECT_SOFTWARE, Map.of());
        answers(Elements.GIVE_CONSENT, Map.of(Variables.CONSENT_OUTCOME, ConsentOutcomes.SOFTWARE_CHANGE));
        answers(Elements.SELECT_SOFTWARE, Map.of());
        answers(Elements.GIVE_CONSENT, Map.of(Variables.CONSENT_OUTCOME, ConsentOutcomes.GIVEN));
        answers(Elements.CONNECT_SOFTWARE, Map.of(Variables.CONNECT_OUTCOME, ConnectOutcomes.SOFTWARE_CHANGE));
        answers(Elements.SELECT_SOFTWARE, Map.of());
        eventually(i -> i.isWaitingExactlyAtElements(Elements.CUSTOMER_CONNECTS, Elements.GIVE_CONSENT));
    }

    @Test
    void a_decline_tells_the_lender_and_ends() {
        start(FAR, FAR);
        does(Jobs.SEND_INVITATION);
        answers(Elements.SELECT_SOFTWARE, Map.of());
        answers(Elements.GIVE_CONSENT, Map.of(Variables.CONSENT_OUTCOME, ConsentOutcomes.DECLINED));
        sendsNotice(Notices.LENDER_DECLINED);
        endsAt(Elements.REQUEST_DECLINED);
    }

    @Test
    void a_due_date_that_still_holds_expires_the_request_whatever_the_customer_was_doing() {
        start(FAR, PAST);
        does(Jobs.EXPIRE_REQUEST, Map.of(Variables.EXPIRED, true));
        sendsNotice(Notices.LENDER_EXPIRED);
        endsAt(Elements.REQUEST_EXPIRED);
    }

    @Test
    void a_due_date_that_was_moved_leaves_the_customer_where_they_are() {
        start(FAR, PAST);
        does(Jobs.SEND_INVITATION);
        does(Jobs.EXPIRE_REQUEST, Map.of(Variables.EXPIRED, false));
        eventually(i -> i.hasPassedElement("DueDateMoved").isWaitingAtElements(Elements.SELECT_SOFTWARE));
    }

    @Test
    void reminders_repeat_while_one_is_planned_and_the_customer_goes_on() {
        start(PAST, FAR);
        does(Jobs.SEND_REMINDER);
        does(Jobs.PLAN_NEXT_REMINDER, Map.of(Variables.REMINDER_PLANNED, true, Variables.REMINDER_AT, PAST));
        does(Jobs.SEND_REMINDER);
        does(Jobs.PLAN_NEXT_REMINDER, Map.of(Variables.REMINDER_PLANNED, false));
        does(Jobs.SEND_INVITATION);
        eventually(i -> i.hasPassedElement(Elements.SEND_REMINDER, 2).hasPassedElement("RemindersDone")
                .isWaitingAtElements(Elements.SELECT_SOFTWARE));
    }

    @Test
    void connecting_ends_a_reminder_that_waits() {
        start(PAST, FAR);
        does(Jobs.SEND_REMINDER);
        does(Jobs.PLAN_NEXT_REMINDER, Map.of(Variables.REMINDER_PLANNED, true, Variables.REMINDER_AT, FAR));
        does(Jobs.SEND_INVITATION);
        answers(Elements.SELECT_SOFTWARE, Map.of());
        answers(Elements.GIVE_CONSENT, Map.of(Variables.CONSENT_OUTCOME, ConsentOutcomes.GIVEN));
        answers(Elements.CONNECT_SOFTWARE, Map.of(Variables.CONNECT_OUTCOME, ConnectOutcomes.AUTHORISED));
        does(Jobs.VERIFY_CONNECTION);
        eventually(i -> i.isWaitingExactlyAtElements(Elements.START_DATA_STREAM));
    }

    @Test
    void a_cancellation_tells_the_customer_and_ends() {
        start(FAR, FAR);
        does(Jobs.SEND_INVITATION);
        eventually(i -> i.isWaitingAtElements(Elements.SELECT_SOFTWARE));
        client.newPublishMessageCommand().messageName(Messages.REQUEST_CANCELLED).correlationKey(REQUEST).send().join();
        sendsNotice(Notices.CUSTOMER_CANCELLED);
        endsAt(Elements.REQUEST_CANCELLED);
    }

    @Test
    void a_second_start_of_the_same_request_starts_nothing() {
        start(FAR, FAR);
        publishStart();
        does(Jobs.SEND_INVITATION);
        eventually(i -> i.isWaitingAtElements(Elements.SELECT_SOFTWARE));
        Assertions.assertTrue(activate(Jobs.OPEN_REQUEST).isEmpty());
    }

    private void start(String reminderAt, String dueAt) {
        publishStart();
        ActivatedJob open = next(Jobs.OPEN_REQUEST);
        instance = new InspectedProcessInstance(open.getProcessInstanceKey());
        client.newCompleteCommand(open).variables(Map.of(Variables.REMINDER_AT, reminderAt, Variables.DUE_AT, dueAt))
                .send().join();
    }

    private void publishStart() {
        client.newPublishMessageCommand().messageName(Messages.DATA_REQUESTED).correlationKey(REQUEST)
                .timeToLive(Duration.ZERO).variables(Map.of(Variables.REQUEST_ID, REQUEST)).send().join();
    }

    private void consented() {
        start(FAR, FAR);
        does(Jobs.SEND_INVITATION);
        answers(Elements.SELECT_SOFTWARE, Map.of());
        answers(Elements.GIVE_CONSENT, Map.of(Variables.CONSENT_OUTCOME, ConsentOutcomes.GIVEN));
    }

    private void does(String jobType) {
        does(jobType, Map.of());
    }

    private void does(String jobType, Map<String, Object> variables) {
        client.newCompleteCommand(next(jobType)).variables(variables).send().join();
    }

    private void answers(String element, Map<String, Object> variables) {
        ActivatedJob task = next(Jobs.USER_TASK);
        Assertions.assertEquals(element, task.getElementId());
        client.newCompleteCommand(task).variables(variables).send().join();
    }

    private void sendsNotice(String notice) {
        ActivatedJob job = next(Jobs.SEND_NOTICE);
        Assertions.assertEquals(notice, job.getCustomHeaders().get(Headers.NOTICE));
        client.newCompleteCommand(job).send().join();
    }

    private ActivatedJob next(String jobType) {
        return await("a job of type " + jobType).until(() -> activate(jobType), jobs -> !jobs.isEmpty()).getFirst();
    }

    private List<ActivatedJob> activate(String jobType) {
        return client.newActivateJobsCommand().jobType(jobType).maxJobsToActivate(1).timeout(Duration.ofMinutes(5))
                .requestTimeout(Duration.ofSeconds(1)).send().join().getJobs();
    }

    private void endsAt(String end) {
        eventually(i -> i.hasPassedElement(end).isCompleted().hasNoIncidents());
    }

    /** On the test's own thread, to which the engine's record stream is bound. */
    private void eventually(Consumer<ProcessInstanceAssert> expectation) {
        await().pollInSameThread().untilAsserted(() -> expectation.accept(assertThat(instance)));
    }
}
