package io.ledgerstream.engine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.FinalCommandStep;
import io.camunda.client.api.response.ActivatedJob;
import io.grpc.Status;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.TechnicalFailure;
import io.ledgerstream.process.Onboarding.Variables;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Hands a job to its worker, as the request's lender, and sends the one command that follows. */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class JobHandling {

    private static final Logger LOG = LoggerFactory.getLogger(JobHandling.class);
    /** How long a captured user task stays with its person before the engine offers it again, to be captured anew. */
    private static final Duration WITH_A_PERSON = Duration.ofDays(30);

    private final CamundaClient client;

    JobHandling(CamundaClient client) {
        this.client = client;
    }

    void handle(OnboardingWorker worker, ActivatedJob job) {
        try {
            OnboardingJob onboarding = onboardingJob(job);
            Answer answer = CurrentLender.as(onboarding.lenderId(), () -> worker.work(onboarding));
            answer(job, answer);
        } catch (Claimed.NotClaimed e) {
            LOG.info("Instance {} may not act for its request (any more) and is cancelled.", job.getProcessInstanceKey());
            send(job, client.newCancelInstanceCommand(job.getProcessInstanceKey()));
        } catch (RuntimeException e) {
            fail(job, e);
        }
    }

    private void answer(ActivatedJob job, Answer answer) {
        send(job, switch (answer) {
            case Answer.Done done -> client.newCompleteCommand(job.getKey()).variables(done.variables());
            case Answer.BusinessError error -> client.newThrowErrorCommand(job.getKey()).errorCode(error.code());
            case Answer.Later later -> client.newFailCommand(job.getKey()).retries(job.getRetries()).retryBackoff(later.delay())
                    .errorMessage(later.why());
            case Answer.Waits waits -> client.newUpdateTimeoutCommand(job.getKey()).timeout(WITH_A_PERSON);
        });
    }

    /** A failure costs a retry; after the last one it is an incident, whose message names the remedy. */
    private void fail(ActivatedJob job, RuntimeException e) {
        String reference = Ids.reference();
        LOG.warn("Job {} of type {} at {} failed, {} retries left [{}].", job.getKey(), job.getType(), job.getElementId(),
                job.getRetries() - 1, reference, e);
        String message = e instanceof TechnicalFailure ? e.getMessage()
                : "Unexpected " + e.getClass().getSimpleName() + ": look for " + reference + " in the workers' log, mend the cause, then resolve "
                + "this incident with more retries.";
        send(job, client.newFailCommand(job.getKey()).retries(job.getRetries() - 1).retryBackoff(backOff(job.getRetries())).errorMessage(message));
    }

    /** A job that is gone needs no answer: it was answered before, or its instance has ended. */
    private static void send(ActivatedJob job, FinalCommandStep<?> command) {
        try {
            command.send().join();
        } catch (ClientStatusException e) {
            if (e.getStatusCode() == Status.Code.NOT_FOUND) {
                LOG.info("Job {} at {} is gone; its effect stands.", job.getKey(), job.getElementId());
            } else {
                LOG.warn("The engine did not take the answer to job {} at {}: {}. It will offer the job again.", job.getKey(),
                        job.getElementId(), e.getStatusCode());
            }
        }
    }

    private static OnboardingJob onboardingJob(ActivatedJob job) {
        Map<String, Object> variables = job.getVariablesAsMap();
        try {
            return new OnboardingJob(job.getKey(), job.getProcessInstanceKey(), job.getElementId(),
                    UUID.fromString((String) variables.get(Variables.REQUEST_ID)), UUID.fromString((String) variables.get(Variables.LENDER_ID)),
                    ((Number) variables.get(Variables.ENTRY)).intValue(), variables, job.getCustomHeaders());
        } catch (RuntimeException e) {
            throw new TechnicalFailure("The instance lacks a valid requestId, lenderId or entry. It was not started by Ledgerstream: cancel it.", e);
        }
    }

    /** By retries left: 2 s, 5 s, 15 s, then a minute. */
    private static Duration backOff(int retriesBefore) {
        return switch (retriesBefore) {
            case 5 -> Duration.ofSeconds(2);
            case 4 -> Duration.ofSeconds(5);
            case 3 -> Duration.ofSeconds(15);
            default -> Duration.ofSeconds(60);
        };
    }
}
