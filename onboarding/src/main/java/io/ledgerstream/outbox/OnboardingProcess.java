package io.ledgerstream.outbox;

import io.ledgerstream.process.Onboarding;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the application tells the process, named after what happened. Nothing is sent here: each method writes one outbox
 * row in the caller's transaction, and the relay sends it afterwards, at least once and in order.
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

    public void requestCancelled(UUID requestId) {
        outbox.message(requestId, Onboarding.Messages.REQUEST_CANCELLED, requestId.toString());
    }
}
