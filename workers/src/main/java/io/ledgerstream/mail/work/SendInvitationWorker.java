package io.ledgerstream.mail.work;

import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.Claimed;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.mail.Deliveries;
import io.ledgerstream.mail.Delivery;
import io.ledgerstream.mail.MailState;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.platform.TechnicalFailure;
import io.ledgerstream.process.Onboarding.Jobs;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Mails the invitation: one for each request, for ever, however often the process is entered. */
@Component
class SendInvitationWorker implements OnboardingWorker {

    private static final String THE_ONLY_ONE = "1";

    private final Claimed claimed;
    private final Deliveries deliveries;

    SendInvitationWorker(Claimed claimed, Deliveries deliveries) {
        this.claimed = claimed;
        this.deliveries = deliveries;
    }

    @Override
    public String jobType() {
        return Jobs.SEND_INVITATION;
    }

    @Override
    public Duration timeout() {
        return MailAnswers.TIMEOUT;
    }

    @Override
    public Answer work(OnboardingJob job) {
        Delivery begun = claimed.within(job, () -> deliveries.begin(job.requestId(), MailKind.INVITATION, THE_ONLY_ONE));
        return switch (deliveries.carryOut(begun)) {
            case Delivery.Later later -> MailAnswers.later(later);
            case Delivery.Over over when over.state() == MailState.REJECTED -> throw new TechnicalFailure("The customer's mail server refused "
                    + "the invitation for good (" + over.error() + "). The address is probably wrong: correct the contact in the portal, "
                    + "cancel this request there and ask again.");
            case Delivery.Over over -> Answer.done();
            case Delivery.ToSend toSend -> throw new IllegalStateException("An attempt was left unsent.");
        };
    }
}
