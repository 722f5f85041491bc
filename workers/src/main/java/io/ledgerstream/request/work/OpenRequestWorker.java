package io.ledgerstream.request.work;

import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.Claimed;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.process.Onboarding.Variables;
import io.ledgerstream.request.ProcessEntry;
import io.ledgerstream.request.Reminders;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Claims the request for a new instance and gives it the dates that its timers wait for. */
@Component
class OpenRequestWorker implements OnboardingWorker {

    private final Claimed claimed;
    private final ProcessEntry entries;
    private final Reminders reminders;

    OpenRequestWorker(Claimed claimed, ProcessEntry entries, Reminders reminders) {
        this.claimed = claimed;
        this.entries = entries;
        this.reminders = reminders;
    }

    @Override
    public String jobType() {
        return Jobs.OPEN_REQUEST;
    }

    @Override
    public Answer work(OnboardingJob job) {
        return Answer.done(claimed.within(job, () -> dates(job.requestId())));
    }

    /** A timer fails on null: without a reminder its date is the due date. */
    private Map<String, Object> dates(UUID requestId) {
        Instant dueAt = entries.of(requestId).dueAt();
        Optional<Instant> reminder = reminders.plan(requestId);
        return Map.of(Variables.DUE_AT, dueAt.toString(), Variables.REMINDER_AT, reminder.orElse(dueAt).toString());
    }
}
