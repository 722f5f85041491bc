package io.ledgerstream.engine;

import io.ledgerstream.process.Onboarding.Variables;
import io.ledgerstream.request.Reentry;
import io.ledgerstream.task.Claims;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The beginning of every job: one transaction that claims the request for the job's
 * instance and does the worker's part.
 */
@Component
public class Claimed {

    private final Claims claims;

    private final Reentry reentry;

    private final TransactionTemplate transaction;

    Claimed(Claims claims, Reentry reentry, TransactionTemplate transaction) {
        this.claims = claims;
        this.reentry = reentry;
        this.transaction = transaction;
    }

    /**
     * Claims, then works, in one transaction and under the request's lock.
     * @throws NotClaimed where another instance acts for the request, or it is unknown or
     * ended: the instance is cancelled
     * @throws OfALostEngine where the job is left from an engine that has lost its data
     * since: nothing is done about it
     */
    public <T> T within(OnboardingJob job, Supplier<T> work) {
        return transaction.execute(status -> {
            if (!claims.claim(job.requestId(), job.entry(), job.instanceKey())) {
                throw ofALostEngine(job) ? new OfALostEngine() : new NotClaimed();
            }
            return work.get();
        });
    }

    boolean ofALostEngine(OnboardingJob job) {
        return claims.ofALostEngine(job.requestId(), job.entry(), job.toldToEndIn());
    }

    /** Its instance has been cancelled, since another one is to act for the request. */
    void instanceEnded(OnboardingJob job) {
        reentry.instanceEnded(job.requestId());
    }

    /**
     * What the step ends with, and the status that the request has come to: operators
     * read it at the instance.
     */
    Map<String, Object> withStatus(OnboardingJob job, Map<String, Object> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        claims.status(job.requestId()).ifPresent(status -> all.put(Variables.STATUS, status.name()));
        return all;
    }

    /** The keys that this job carries may be another request's by now. */
    static final class OfALostEngine extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OfALostEngine() {
            this(null);
        }

        /** The cause is what the job failed with meanwhile; null if it did not. */
        OfALostEngine(RuntimeException cause) {
            super("The engine that handed out this job has lost its data since.", cause, false, false);
        }

    }

    /** This instance has no right to act for the request. */
    static final class NotClaimed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotClaimed() {
            super("Another instance acts for this request, or it has ended.", null, false, false);
        }

    }

}
