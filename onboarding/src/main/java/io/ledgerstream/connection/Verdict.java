package io.ledgerstream.connection;

import io.ledgerstream.request.AttemptState;
import java.time.Duration;

/** What verification came to. Recorded before it is told to anybody. */
public sealed interface Verdict {

    /** The connection is Linked. */
    record Verified() implements Verdict {
    }

    /** The customer has to connect again, or the request is no longer at this step. */
    record Rejected() implements Verdict {
    }

    /**
     * The books seem to be another company's: the customer is asked, then the lender.
     * Nothing is synced before that.
     */
    record Mismatched() implements Verdict {
    }

    /**
     * The account keeps the books of several companies: the customer is asked which to
     * share.
     */
    record ChooseSubsidiaries() implements Verdict {
    }

    /** The provider asked for a pause; nothing is decided. */
    record Later(Duration pause) implements Verdict {
    }

    /**
     * What a decided attempt came to; one that is not waiting to be checked counts as
     * rejected.
     */
    static Verdict of(AttemptState attempt) {
        return switch (attempt) {
            case VERIFIED -> new Verified();
            case TO_CHOOSE -> new ChooseSubsidiaries();
            case MISMATCHED, TO_DECIDE -> new Mismatched();
            case null -> new Rejected();
            case STARTED, AUTHORISED, REJECTED -> new Rejected();
        };
    }

}
