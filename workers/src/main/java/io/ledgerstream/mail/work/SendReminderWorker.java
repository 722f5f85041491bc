package io.ledgerstream.mail.work;

import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.Claimed;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.mail.Deliveries;
import io.ledgerstream.mail.Delivery;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.process.Onboarding.Variables;
import io.ledgerstream.request.Reminders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * A reminder's time has come: sends the one that is due by the facts of the day, if any
 * is.
 */
@Component
class SendReminderWorker implements OnboardingWorker {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Claimed claimed;

    private final Reminders reminders;

    private final Deliveries deliveries;

    private final Clock clock;

    SendReminderWorker(Claimed claimed, Reminders reminders, Deliveries deliveries, Clock clock) {
        this.claimed = claimed;
        this.reminders = reminders;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Override
    public String jobType() {
        return Jobs.SEND_REMINDER;
    }

    @Override
    public Duration timeout() {
        return MailAnswers.TIMEOUT;
    }

    @Override
    public Answer work(OnboardingJob job) {
        Instant waitedFor = OffsetDateTime.parse((String) job.variables().get(Variables.REMINDER_AT)).toInstant();
        if (clock.instant().isBefore(waitedFor)) {
            return Answer.later(SOON, "The reminder's time has not come yet by the application's clock.");
        }
        Optional<Delivery> begun = claimed.within(job, () -> begin(job.requestId()));
        return begun.map(deliveries::carryOut)
            .filter(Delivery.Later.class::isInstance)
            .map(Delivery.Later.class::cast)
            .map(MailAnswers::later)
            .orElseGet(Answer::done);
    }

    private Optional<Delivery> begin(UUID requestId) {
        return deliveries.unfinishedReminder(requestId)
            .or(() -> reminders.begin(requestId))
            .map(number -> deliveries.begin(requestId, MailKind.REMINDER, number));
    }

}
