package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.request.ConsentGiven;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Consent for one more product, or renewed, where the connection works: nobody has to
 * connect. For what is added the checks are made; a consent that is renewed before its
 * end asks for nothing that is not read already.
 */
@Component
class ConnectedAlready {

    private final RequestProgress progress;

    private final ConnectionRows rows;

    ConnectedAlready(RequestProgress progress, ConnectionRows rows) {
        this.progress = progress;
        this.rows = rows;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(ConsentGiven given) {
        RequestFacts facts = progress.lock(given.requestId());
        if (facts.step() == RequestStep.CONNECT_SOFTWARE && facts.connectionId() != null
                && rows.linked(facts.connectionId())) {
            if (facts.renewsConsent()) {
                progress.consentRenewed(facts.requestId(), Actor.PROCESS);
                return;
            }
            UUID attempt = Ids.next();
            int number = progress.attemptStarted(facts.requestId(), attempt, Actor.PROCESS);
            rows.attempted(facts, attempt, number);
            rows.authorised(attempt);
            progress.connectionAuthorised(facts.requestId(), attempt, Actor.PROCESS);
        }
    }

}
