package io.ledgerstream.connection;

import io.ledgerstream.request.ContactCorrected;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A round trip to a provider that leads nowhere any more: the contact before has begun
 * it, or other software is connected by now. Then what was typed for it, a secret
 * perhaps, goes too.
 */
@Component
class ForgottenRoundTrips {

    private final OAuthStates states;

    private final ConnectionRows rows;

    ForgottenRoundTrips(OAuthStates states, ConnectionRows rows) {
        this.states = states;
        this.rows = rows;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(ContactCorrected corrected) {
        states.forget(corrected.requestId());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(ConnectionLinked linked) {
        states.forget(linked.requestId());
        rows.forgetSettings(linked.requestId());
    }

}
