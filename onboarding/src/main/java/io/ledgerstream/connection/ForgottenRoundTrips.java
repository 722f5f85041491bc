package io.ledgerstream.connection;

import io.ledgerstream.request.ContactCorrected;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Another contact: a round trip to a provider that the one before has begun leads nowhere. */
@Component
class ForgottenRoundTrips {

    private final OAuthStates states;

    ForgottenRoundTrips(OAuthStates states) {
        this.states = states;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(ContactCorrected corrected) {
        states.forget(corrected.requestId());
    }
}
