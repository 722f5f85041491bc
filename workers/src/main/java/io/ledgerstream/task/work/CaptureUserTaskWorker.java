package io.ledgerstream.task.work;

import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.Claimed;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.task.Decision;
import io.ledgerstream.task.Tasks;
import org.springframework.stereotype.Component;

/**
 * Takes every user task that the process reaches: completes it where its answer is known,
 * else leaves it to the person.
 */
@Component
class CaptureUserTaskWorker implements OnboardingWorker {

    private final Claimed claimed;

    private final Tasks tasks;

    CaptureUserTaskWorker(Claimed claimed, Tasks tasks) {
        this.claimed = claimed;
        this.tasks = tasks;
    }

    @Override
    public String jobType() {
        return Jobs.USER_TASK;
    }

    @Override
    public Answer work(OnboardingJob job) {
        Decision decision = claimed.within(job, () -> tasks
            .capture(new Tasks.UserTask(job.requestId(), job.key(), job.entry(), job.element(), job.software())));
        return switch (decision) {
            case Decision.Complete complete -> Answer.done(complete.variables());
            case Decision.Wait wait -> Answer.waits();
        };
    }

}
