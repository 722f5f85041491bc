package io.ledgerstream.engine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.worker.JobWorker;
import io.ledgerstream.process.Onboarding.Variables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Opens one job worker for each {@link OnboardingWorker}; they get ids and outcomes, and
 * no variable more.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class JobWorkers {

    private static final Logger LOG = LoggerFactory.getLogger(JobWorkers.class);

    /**
     * Closing the client breaks off what is under way, also a mail whose answer would
     * then never be known.
     */
    private static final Duration FINISHING = Duration.ofSeconds(20);

    private final CamundaClient client;

    private final EngineProperties properties;

    private final JobHandling handling;

    private final List<OnboardingWorker> workers;

    private final List<JobWorker> open = new ArrayList<>();

    JobWorkers(CamundaClient client, EngineProperties properties, JobHandling handling,
            List<OnboardingWorker> workers) {
        this.client = client;
        this.properties = properties;
        this.handling = handling;
        this.workers = workers;
    }

    synchronized void open() {
        workers.forEach(worker -> open.add(client.newWorker()
            .jobType(worker.jobType())
            .handler((jobs, job) -> handling.handle(worker, job))
            .name("ledgerstream")
            .timeout(worker.timeout())
            .maxJobsActive(properties.maxJobsActive())
            .pollInterval(properties.pollInterval())
            .streamEnabled(true)
            .fetchVariables(Variables.REQUEST_ID, Variables.LENDER_ID, Variables.ENTRY, Variables.SOFTWARE,
                    Variables.REMINDER_AT, Variables.ENGINE_RUN)
            .open()));
    }

    synchronized void close() {
        open.forEach(JobWorker::close);
        open.clear();
        if (!handling.finished(FINISHING)) {
            LOG.warn("Some jobs were still under way after {} and are broken off; the engine will offer them again.",
                    FINISHING);
        }
    }

}
