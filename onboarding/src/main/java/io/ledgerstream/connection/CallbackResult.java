package io.ledgerstream.connection;

import java.util.UUID;

/**
 * What came of a customer's return from the provider. Whose return it was is known from
 * its state alone, not from a session.
 */
public sealed interface CallbackResult {

    /** Tokens are kept; verification follows. */
    record Authorised(UUID requestId, UUID lenderId) implements CallbackResult {
    }

    /** The customer said no over there. The request stays open, at the same step. */
    record Refused(UUID requestId, UUID lenderId) implements CallbackResult {
    }

    /**
     * It did not work; the step stays, and the customer may try again. @param reason one
     * of {@link Reasons}
     */
    record Failed(UUID requestId, UUID lenderId, String reason) implements CallbackResult {
    }

    /**
     * The request was closed, or has gone on, in the meantime. What the provider issued
     * is being revoked.
     */
    record NotWanted(UUID requestId, UUID lenderId) implements CallbackResult {
    }

    /** Not a return that we can trust; nothing was exchanged and nothing changed. */
    record InvalidState(Why why) implements CallbackResult {
    }

    enum Why {

        /** No state, or two. */
        MISSING,
        /** Not one of ours, or for another provider. */
        UNKNOWN,
        /** It took longer than 30 minutes: nothing is lost, press Connect again. */
        LATE,
        /** Used before: the page was loaded again. */
        REPLAYED,
        /**
         * Begun in another browser, or by somebody else; also where a newer attempt was
         * begun in this one.
         */
        OTHER_BROWSER

    }

}
