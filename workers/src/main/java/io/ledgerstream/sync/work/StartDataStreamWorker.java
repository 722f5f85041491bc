package io.ledgerstream.sync.work;

import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.Claimed;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.sync.Syncs;
import org.springframework.stereotype.Component;

/**
 * Plans the first full read. Reading itself runs from the database's own schedule, not in
 * the engine's jobs.
 */
@Component
class StartDataStreamWorker implements OnboardingWorker {

    private final Claimed claimed;

    private final Syncs syncs;

    StartDataStreamWorker(Claimed claimed, Syncs syncs) {
        this.claimed = claimed;
        this.syncs = syncs;
    }

    @Override
    public String jobType() {
        return Jobs.START_DATA_STREAM;
    }

    @Override
    public Answer work(OnboardingJob job) {
        return claimed.within(job, () -> {
            syncs.plan(job.requestId());
            return Answer.done();
        });
    }

}
