package io.ledgerstream.request.work;

import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.Claimed;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.process.Onboarding.Variables;
import io.ledgerstream.request.ProcessEntry;
import io.ledgerstream.request.Reminders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Plans the next reminder as things stand, or says that there is none to come. */
@Component
class PlanNextReminderWorker implements OnboardingWorker {

    /**
     * A due date that has passed, but has not been dealt with yet, must not make the loop
     * run hot.
     */
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Claimed claimed;

    private final Reminders reminders;

    private final ProcessEntry entries;

    private final Clock clock;

    PlanNextReminderWorker(Claimed claimed, Reminders reminders, ProcessEntry entries, Clock clock) {
        this.claimed = claimed;
        this.entries = entries;
        this.clock = clock;
        this.reminders = reminders;
    }

    @Override
    public String jobType() {
        return Jobs.PLAN_NEXT_REMINDER;
    }

    @Override
    public Answer work(OnboardingJob job) {
        return Answer.done(Map.of(Variables.REMINDER_AT, claimed.within(job, () -> next(job.requestId())).toString()));
    }

    /**
     * A timer fails on null: without a reminder its date is the due date, by which the
     * request has ended or has another one.
     */
    private Instant next(UUID requestId) {
        Instant dueAt = entries.of(requestId).dueAt();
        Instant atLeast = clock.instant().plus(PAUSE);
        return reminders.plan(requestId).orElse(dueAt.isBefore(atLeast) ? atLeast : dueAt);
    }

}
