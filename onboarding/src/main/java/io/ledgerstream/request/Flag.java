package io.ledgerstream.request;

/**
 * <em>Needs attention</em>: why, and who must act. In the order in which they are shown
 * where there is room for one.
 */
public enum Flag {

    MAIL_BOUNCED(Acts.LENDER), CONTACT_DISPUTED(Acts.LENDER),
    /** Whether the invitation arrived is not known, and will not be. */
    MAIL_UNKNOWN(Acts.LENDER), HELP_WAITING(Acts.LENDER), COMPANY_MISMATCH(Acts.LENDER),
    REJECTED_THREE_TIMES(Acts.LENDER), ACCESS_LOST(Acts.CUSTOMER), CONSENT_ENDING(Acts.CUSTOMER),
    DATA_STALE(Acts.LENDER),
    /** Connected, but there is no bill and no expense in the last twelve months. */
    NOTHING_TO_ANALYSE(Acts.LENDER);

    private final Acts acts;

    Flag(Acts acts) {
        this.acts = acts;
    }

    public Acts acts() {
        return acts;
    }

    /**
     * Stored with each row: a flag that is declared before others moves their ranks, and
     * needs a migration.
     */
    @SuppressWarnings("EnumOrdinal")
    int rank() {
        return ordinal();
    }

    /** Whether it speaks of the open request only, and goes when that is closed. */
    boolean endsWithTheRequest() {
        return switch (this) {
            case MAIL_BOUNCED, CONTACT_DISPUTED, MAIL_UNKNOWN, COMPANY_MISMATCH, REJECTED_THREE_TIMES -> true;
            case HELP_WAITING, ACCESS_LOST, CONSENT_ENDING, DATA_STALE, NOTHING_TO_ANALYSE -> false;
        };
    }

    /** Who must act. */
    public enum Acts {

        LENDER, CUSTOMER

    }

}
