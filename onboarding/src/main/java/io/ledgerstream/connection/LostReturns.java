package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.OAuthStates.Consumed;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Customers who came back from a provider while a node was dying: their code is used up,
 * and what was issued for it is lost. They are told by mail and asked to connect again;
 * the customer's browser may have shown nothing but an error.
 */
@Service
public class LostReturns {

    private static final Logger LOG = LoggerFactory.getLogger(LostReturns.class);

    /** An exchange takes some 15 seconds at most. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int BATCH = 50;

    private final OAuthStates states;

    private final ConnectionRows rows;

    private final RequestProgress progress;

    private final MailQueue mails;

    private final TransactionTemplate transaction;

    LostReturns(OAuthStates states, ConnectionRows rows, RequestProgress progress, MailQueue mails,
            TransactionTemplate transaction) {
        this.states = states;
        this.rows = rows;
        this.progress = progress;
        this.mails = mails;
        this.transaction = transaction;
    }

    /**
     * Settles those of all lenders. @return how many customers are asked to connect again
     */
    public int settle() {
        return (int) states.notSettled(PATIENCE, BATCH).stream().filter(this::settled).count();
    }

    /** One that cannot be settled holds up no other. */
    private boolean settled(Consumed lost) {
        try {
            return CurrentLender.as(lost.lenderId(), () -> transaction.execute(status -> askedAgain(lost)));
        }
        catch (RuntimeException e) {
            LOG.error("The interrupted return of attempt {} could not be settled; it is tried again.", lost.attemptId(),
                    e);
            return false;
        }
    }

    /** Who has begun anew meanwhile, or is not wanted any more, is not asked. */
    private boolean askedAgain(Consumed lost) {
        RequestFacts facts = progress.lock(lost.requestId());
        boolean waiting = facts.step() == RequestStep.CONNECT_SOFTWARE && facts.attempt() == AttemptState.STARTED
                && lost.attemptId().equals(facts.attemptId());
        if (!states.settle(lost.attemptId()) || !waiting) {
            return false;
        }
        LOG.warn("A node ended while attempt {} came back; the customer is asked to connect again.", lost.attemptId());
        progress.connectionRefused(lost.requestId(), lost.attemptId(), Reasons.INTERRUPTED, Actor.SYSTEM);
        rows.over(lost.attemptId(), Reasons.INTERRUPTED);
        return mails.plan(lost.requestId(), MailKind.CUSTOMER_STILL_CHECKING, lost.attemptId().toString());
    }

}
