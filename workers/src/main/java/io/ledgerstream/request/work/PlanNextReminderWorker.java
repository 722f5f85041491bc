package io.ledgerstream.request.work;

import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.Claimed;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.process.Onboarding.Variables;
import io.ledgerstream.request.Reminders;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Plans the next reminder as things stand, or says that there is none to come. */
@Component
class PlanNextReminderWorker implements OnboardingWorker {

    private final Claimed claimed;
    private final Reminders reminders;

    PlanNextReminderWorker(Claimed claimed, Reminders reminders) {
        this.claimed = claimed;
        this.reminders = reminders;
    }

    @Override
    public String jobType() {
        return Jobs.PLAN_NEXT_REMINDER;
    }

    @Override
    public Answer work(OnboardingJob job) {
        Optional<Instant> next = claimed.within(job, () -> reminders.plan(job.requestId()));
        return Answer.done(next.<Map<String, Object>>map(at -> Map.of(Variables.REMINDER_PLANNED, true, Variables.REMINDER_AT, at.toString()))
                .orElseGet(() -> Map.of(Variables.REMINDER_PLANNED, false)));
    }
}
