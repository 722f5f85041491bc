package io.ledgerstream.outbox;

import io.ledgerstream.platform.Ids;
import io.ledgerstream.process.Onboarding.Messages;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the application tells the process, named after what happened. Nothing is sent
 * here: each method writes one outbox row in the caller's transaction, and the relay
 * sends it afterwards, at least once and in order.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class OnboardingProcess {

    private final Outbox outbox;

    OnboardingProcess(Outbox outbox) {
        this.outbox = outbox;
    }

    /** A lender asked: start the first instance. */
    public void dataRequested(UUID requestId) {
        outbox.start(requestId, 1);
    }

    /** The instance is missing: start another with the next entry. */
    public void reentered(UUID requestId, int entry) {
        outbox.start(requestId, entry);
    }

    /**
     * The engine has lost its data, or is in doubt: start one for each of these requests,
     * with the entry that they want by now, after what people do.
     * @param mayBeAlive whether an instance may live on, and is to end first
     */
    public void reenteredAll(List<UUID> requests, boolean mayBeAlive) {
        outbox.startAll(requests, mayBeAlive);
    }

    public void softwareSelected(UUID requestId) {
        outbox.changed(requestId);
    }

    public void consentGiven(UUID requestId) {
        outbox.changed(requestId);
    }

    public void declined(UUID requestId) {
        outbox.changed(requestId);
    }

    public void connectionAuthorised(UUID requestId) {
        outbox.changed(requestId);
    }

    public void uploaded(UUID requestId) {
        outbox.changed(requestId);
    }

    /**
     * The customer, or then the lender, has said whether books under another name are the
     * right ones.
     */
    public void companyAnswered(UUID requestId) {
        outbox.changed(requestId);
    }

    public void contactCorrected(UUID requestId) {
        outbox.changed(requestId);
    }

    public void helpAnswered(UUID requestId) {
        outbox.changed(requestId);
    }

    /**
     * @param helpId the first question of those that are open
     */
    public void helpAsked(UUID requestId, UUID helpId) {
        outbox.message(requestId, Messages.HELP_ASKED, helpId.toString());
    }

    /**
     * @param doubtId of this time: a doubt may be settled and come again
     */
    public void mailBounced(UUID requestId, UUID doubtId) {
        outbox.message(requestId, Messages.MAIL_BOUNCED, doubtId.toString());
    }

    /**
     * @param doubtId as for {@link #mailBounced}
     */
    public void contactDisputed(UUID requestId, UUID doubtId) {
        outbox.message(requestId, Messages.CONTACT_DISPUTED, doubtId.toString());
    }

    /** The date goes with the message when it is sent, as it stands then. */
    public void dueDateMoved(UUID requestId) {
        outbox.message(requestId, Messages.DUE_DATE_MOVED, Ids.next().toString());
    }

    /** What reminders depend on has changed: the process plans the next one anew. */
    public void remindersChanged(UUID requestId) {
        outbox.message(requestId, Messages.REMINDERS_CHANGED, Ids.next().toString());
    }

    public void requestCancelled(UUID requestId) {
        outbox.message(requestId, Messages.REQUEST_CANCELLED, requestId.toString());
    }

}
