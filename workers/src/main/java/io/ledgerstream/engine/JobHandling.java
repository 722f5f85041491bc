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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Hands a job to its worker, as the request's lender, and sends the one command that
 * follows.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class JobHandling {

    private static final Logger LOG = LoggerFactory.getLogger(JobHandling.class);

    /**
     * How long a captured user task stays with its person before the engine offers it
     * again, to be captured anew.
     */
    private static final Duration WITH_A_PERSON = Duration.ofDays(30);

    private static final Duration WITHOUT_DATABASE = Duration.ofSeconds(10);

    /** An engine cannot die, come back empty and be filled again within this time. */
    private static final Duration TRUSTED = Duration.ofSeconds(1);

    private final CamundaClient client;

    private final Claimed claimed;

    private final AtomicInteger underWay = new AtomicInteger();

    JobHandling(CamundaClient client, Claimed claimed) {
        this.client = client;
        this.claimed = claimed;
    }

    void handle(OnboardingWorker worker, ActivatedJob job) {
        underWay.incrementAndGet();
        try {
            OnboardingJob onboarding = onboardingJob(job);
            answer(job, CurrentLender.as(onboarding.lenderId(), () -> work(worker, onboarding)));
        }
        catch (Claimed.NotClaimed e) {
            cancel(job);
        }
        catch (Claimed.OfALostEngine e) {
            LOG.warn(
                    "Job {} at {} belongs to an engine that has lost its data; it is not answered. If this message "
                            + "is repeated every minute, cancel instance {}.",
                    job.getKey(), job.getElementId(), job.getProcessInstanceKey(), e.getCause());
        }
        catch (RuntimeException e) {
            fail(job, e);
        }
        finally {
            underWay.decrementAndGet();
        }
    }

    private void cancel(ActivatedJob job) {
        LOG.info("Instance cancelled: key={}; it may not act for its request", job.getProcessInstanceKey());
        send(job, client.newCancelInstanceCommand(job.getProcessInstanceKey()));
        OnboardingJob ended = onboardingJob(job);
        CurrentLender.as(ended.lenderId(), () -> claimed.instanceEnded(ended));
    }

    /** Waits until no job is under way. @return false where that took too long */
    boolean finished(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (underWay.get() > 0 && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(20_000_000);
        }
        return underWay.get() == 0;
    }

    /**
     * What took long may have outlived its engine: then the key in its answer would be
     * another request's job.
     */
    private Answer work(OnboardingWorker worker, OnboardingJob job) {
        long begun = System.nanoTime();
        Answer answer;
        try {
            answer = worker.work(job);
            if (answer instanceof Answer.Done done) {
                answer = Answer.done(claimed.withStatus(job, done.variables()));
            }
        }
        catch (RuntimeException e) {
            if (outlived(begun, job)) {
                throw new Claimed.OfALostEngine(e);
            }
            throw e;
        }
        if (outlived(begun, job)) {
            throw new Claimed.OfALostEngine();
        }
        return answer;
    }

    private boolean outlived(long begun, OnboardingJob job) {
        return System.nanoTime() - begun > TRUSTED.toNanos() && ofALostEngine(job);
    }

    /**
     * Without a database nobody fills an engine that came back empty: no key is taken
     * yet.
     */
    private boolean ofALostEngine(OnboardingJob job) {
        try {
            return claimed.ofALostEngine(job);
        }
        catch (RuntimeException e) {
            if (DatabaseAway.causes(e)) {
                return false;
            }
            throw e;
        }
    }

    private void answer(ActivatedJob job, Answer answer) {
        send(job, switch (answer) {
            case Answer.Done done -> client.newCompleteCommand(job.getKey()).variables(done.variables());
            case Answer.BusinessError error -> client.newThrowErrorCommand(job.getKey()).errorCode(error.code());
            case Answer.Later later -> client.newFailCommand(job.getKey())
                .retries(job.getRetries())
                .retryBackoff(later.delay())
                .errorMessage(later.why());
            case Answer.Waits waits -> client.newUpdateTimeoutCommand(job.getKey()).timeout(WITH_A_PERSON);
        });
    }

    /**
     * A failure costs a retry; after the last one it is an incident, whose message names
     * the remedy. A database that is away costs none: user tasks have only one, and all
     * requests would stand still until somebody has resolved each incident.
     */
    private void fail(ActivatedJob job, RuntimeException e) {
        if (DatabaseAway.causes(e)) {
            LOG.warn("Job {} of type {} at {} waits for the database: {}.", job.getKey(), job.getType(),
                    job.getElementId(), e.getMessage());
            answer(job, Answer.later(WITHOUT_DATABASE, "The database was away; tried again every few seconds."));
            return;
        }
        String reference = Ids.reference();
        LOG.warn("Job {} of type {} at {} failed, {} retries left [{}].", job.getKey(), job.getType(),
                job.getElementId(), job.getRetries() - 1, reference, e);
        String message = e instanceof TechnicalFailure ? e.getMessage()
                : "Unexpected " + e.getClass().getSimpleName() + ": look for " + reference
                        + " in the workers' log, mend the cause, then resolve " + "this incident with more retries.";
        send(job,
                client.newFailCommand(job.getKey())
                    .retries(job.getRetries() - 1)
                    .retryBackoff(backOff(job.getRetries()))
                    .errorMessage(message));
    }

    /**
     * A job that is gone needs no answer: it was answered before, or its instance has
     * ended.
     */
    private static void send(ActivatedJob job, FinalCommandStep<?> command) {
        try {
            Patience.send(command);
        }
        catch (ClientStatusException e) {
            if (e.getStatusCode() == Status.Code.NOT_FOUND) {
                LOG.info("Job {} at {} is gone; its effect stands.", job.getKey(), job.getElementId());
            }
            else {
                LOG.warn("The engine did not take the answer to job {} at {}: {}. It will offer the job again.",
                        job.getKey(), job.getElementId(), e.getStatusCode());
            }
        }
    }

    private static OnboardingJob onboardingJob(ActivatedJob job) {
        Map<String, Object> variables = job.getVariablesAsMap();
        try {
            return new OnboardingJob(job.getKey(), job.getProcessInstanceKey(), job.getElementId(),
                    UUID.fromString((String) variables.get(Variables.REQUEST_ID)),
                    UUID.fromString((String) variables.get(Variables.LENDER_ID)),
                    ((Number) variables.get(Variables.ENTRY)).intValue(), variables, job.getCustomHeaders());
        }
        catch (RuntimeException e) {
            throw new TechnicalFailure(
                    "The instance lacks a valid requestId, lenderId or entry. It was not started by Ledgerstream: "
                            + "cancel it.",
                    e);
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
