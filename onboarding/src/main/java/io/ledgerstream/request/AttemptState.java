package io.ledgerstream.request;

/**
 * The newest attempt to connect: begun by the customer, authorised at the provider, then
 * found right or rejected. Books that seem to be another company's wait in between: first
 * for the customer's word, then for the lender's decision. An account that keeps the
 * books of several companies waits for the customer's choice, and is then checked again.
 */
public enum AttemptState {

    STARTED, AUTHORISED, TO_CHOOSE, MISMATCHED, TO_DECIDE, VERIFIED, REJECTED;

    /** Whether the customer has come back with access that was not rejected since. */
    public boolean authorised() {
        return switch (this) {
            case AUTHORISED, TO_CHOOSE, MISMATCHED, TO_DECIDE, VERIFIED -> true;
            case STARTED, REJECTED -> false;
        };
    }

}
