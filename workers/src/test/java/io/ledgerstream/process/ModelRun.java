package io.ledgerstream.process;

import static io.camunda.zeebe.process.test.assertions.BpmnAssert.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.zeebe.process.test.assertions.BpmnAssert;
import io.camunda.zeebe.process.test.assertions.ProcessInstanceAssert;
import io.camunda.zeebe.process.test.filters.RecordStream;
import io.camunda.zeebe.process.test.inspections.model.InspectedProcessInstance;
import io.grpc.Status;
import io.ledgerstream.process.Onboarding.Headers;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.process.Onboarding.Messages;
import io.ledgerstream.process.Onboarding.Variables;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;
import standin.engine.StandInEngine;

/**
 * One instance of a model on an engine that others run on too, whose jobs are done by
 * hand, in whatever order a test wants them.
 */
final class ModelRun implements AutoCloseable {

    /**
     * Timers whose date is past fire at once, so no test has to move the engine's clock.
     */
    static final String PAST = "2020-01-01T09:00:00Z";
    static final String FAR = "2999-01-01T09:00:00Z";

    private static final Duration SOON = Duration.ofMillis(20);

    private final CamundaClient client;

    private final String request = UUID.randomUUID().toString();

    private final List<ActivatedJob> atHand = new ArrayList<>();

    private InspectedProcessInstance instance;

    ModelRun(StandInEngine engine, CamundaClient client) {
        this.client = client;
        long before = engine.position();
        BpmnAssert.initRecordStream(RecordStream.of(() -> engine.log(before)));
    }

    /** A client of an engine that knows the models. */
    static CamundaClient deploy(StandInEngine engine) {
        CamundaClient client = CamundaClient.newClientBuilder()
            .applyEnvironmentVariableOverrides(false)
            .preferRestOverGrpc(false)
            .grpcAddress(URI.create(engine.address()))
            .build();
        client.newDeployResourceCommand()
            .addResourceFromClasspath(Onboarding.RESOURCE)
            .addResourceFromClasspath(Onboarding.RECONNECTION_RESOURCE)
            .send()
            .join();
        return client;
    }

    /** Its jobs are nobody's any more. */
    @Override
    public void close() {
        try {
            client.newCancelInstanceCommand(instance.getProcessInstanceKey()).send().join();
        }
        catch (ClientStatusException e) {
            if (e.getStatusCode() != Status.Code.NOT_FOUND) {
                throw e; // it may have ended by itself
            }
        }
    }

    void starts(String startMessage) {
        starts(startMessage, FAR);
    }

    void starts(String startMessage, String dueAt) {
        publishStart(startMessage);
        ActivatedJob open = next(Jobs.OPEN_REQUEST);
        instance = new InspectedProcessInstance(open.getProcessInstanceKey());
        client.newCompleteCommand(open).variables(Map.of(Variables.DUE_AT, dueAt)).send().join();
    }

    void publishStart(String startMessage) {
        client.newPublishMessageCommand()
            .messageName(startMessage)
            .correlationKey(request)
            .timeToLive(Duration.ZERO)
            .variables(Map.of(Variables.REQUEST_ID, request))
            .send()
            .join();
    }

    void hears(String message) {
        hears(message, Map.of());
    }

    /** As the relay publishes it: it may come before the process waits for it. */
    void hears(String message, Map<String, Object> variables) {
        client.newPublishMessageCommand()
            .messageName(message)
            .correlationKey(request)
            .timeToLive(Duration.ofMinutes(5))
            .variables(variables)
            .send()
            .join();
    }

    void does(String jobType) {
        does(jobType, Map.of());
    }

    void does(String jobType, Map<String, Object> variables) {
        client.newCompleteCommand(next(jobType)).variables(variables).send().join();
    }

    void doesAt(String jobType, String element, Map<String, Object> variables) {
        client.newCompleteCommand(next(jobType, element)).variables(variables).send().join();
    }

    void failsAt(String jobType, String element, String errorCode) {
        client.newThrowErrorCommand(next(jobType, element)).errorCode(errorCode).send().join();
    }

    void answers(String userTask, Map<String, Object> variables) {
        doesAt(Jobs.USER_TASK, userTask, variables);
    }

    void answers(String userTask, String variable, String outcome) {
        answers(userTask, Map.of(variable, outcome));
    }

    void plansReminderAt(String date) {
        does(Jobs.PLAN_NEXT_REMINDER, Map.of(Variables.REMINDER_AT, date));
    }

    void sendsNotice(String notice) {
        ActivatedJob job = next(Jobs.SEND_NOTICE);
        Assertions.assertEquals(notice, job.getCustomHeaders().get(Headers.NOTICE));
        client.newCompleteCommand(job).send().join();
    }

    void isCancelled() {
        hears(Messages.REQUEST_CANCELLED);
    }

    void waitsAt(String... elements) {
        eventually(i -> i.isWaitingAtElements(elements).hasNoIncidents());
    }

    void waitsOnlyAt(String... elements) {
        eventually(i -> i.isWaitingExactlyAtElements(elements).hasNoIncidents());
    }

    void hasPassed(String element, int times) {
        eventually(i -> i.hasPassedElement(element, times).hasNoIncidents());
    }

    void standsStill() {
        eventually(ProcessInstanceAssert::hasAnyIncidents);
    }

    void endsAt(String end) {
        eventually(i -> i.hasPassedElement(end).isCompleted().hasNoIncidents());
    }

    boolean hasNo(String jobType) {
        return activate(jobType).isEmpty();
    }

    private ActivatedJob next(String jobType) {
        return next(jobType, (ActivatedJob job) -> true);
    }

    private ActivatedJob next(String jobType, String element) {
        return next(jobType, job -> job.getElementId().equals(element));
    }

    private ActivatedJob next(String jobType, Predicate<ActivatedJob> wanted) {
        Predicate<ActivatedJob> right = wanted.and(job -> job.getType().equals(jobType));
        await("a job of type " + jobType).pollInterval(SOON).until(() -> {
            atHand.addAll(activate(jobType));
            return atHand.stream().anyMatch(right);
        });
        ActivatedJob job = atHand.stream().filter(right).findFirst().orElseThrow();
        atHand.remove(job);
        return job;
    }

    private List<ActivatedJob> activate(String jobType) {
        return client.newActivateJobsCommand()
            .jobType(jobType)
            .maxJobsToActivate(10)
            .timeout(Duration.ofMinutes(5))
            .requestTimeout(Duration.ofMillis(200))
            .send()
            .join()
            .getJobs()
            .stream()
            .filter(job -> request.equals(job.getVariablesAsMap().get(Variables.REQUEST_ID)))
            .toList();
    }

    /** On the test's own thread, to which the engine's record stream is bound. */
    private void eventually(Consumer<ProcessInstanceAssert> expectation) {
        await().pollInSameThread().pollInterval(SOON).untilAsserted(() -> expectation.accept(assertThat(instance)));
    }

}
