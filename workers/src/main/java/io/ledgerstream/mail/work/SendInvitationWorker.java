package io.ledgerstream.mail.work;

import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.Claimed;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.mail.Deliveries;
import io.ledgerstream.mail.Delivery;
import io.ledgerstream.mail.MailState;
import io.ledgerstream.process.Onboarding.Errors;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.request.Contacts;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Mails the link that a request begins with: one for each of its contacts, for ever,
 * however often the process is entered.
 */
@Component
class SendInvitationWorker implements OnboardingWorker {

    private final Claimed claimed;

    private final Contacts contacts;

    private final Deliveries deliveries;

    SendInvitationWorker(Claimed claimed, Contacts contacts, Deliveries deliveries) {
        this.contacts = contacts;
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
        Begun begun = claimed.within(job, () -> begin(job.requestId()));
        return switch (deliveries.carryOut(begun.delivery())) {
            case Delivery.Later later -> MailAnswers.later(later);
            case Delivery.Over over when over.state() == MailState.REJECTED -> refused(job, begun.number());
            case Delivery.Over over -> Answer.done();
            case Delivery.ToSend toSend -> throw new IllegalStateException("An attempt was left unsent.");
        };
    }

    private Begun begin(UUID requestId) {
        Contacts.Invitation invitation = contacts.invitation(requestId);
        return new Begun(invitation.number(), deliveries.begin(requestId, invitation.kind(), invitation.number()));
    }

    /**
     * Unless the contact was corrected meanwhile, or the request has ended: then this
     * contact's mail matters to nobody.
     */
    private Answer refused(OnboardingJob job, String number) {
        return claimed.within(job, () -> contacts.undeliverable(job.requestId(), number))
                ? Answer.businessError(Errors.EMAIL_UNDELIVERABLE) : Answer.done();
    }

    private record Begun(String number, Delivery delivery) {
    }

}
