package io.ledgerstream.request;

/**
 * Where the customer stands, by the database; the journey's pages follow it, and the
 * process follows it too.
 */
public enum RequestStep {

    SELECT_SOFTWARE, GIVE_CONSENT, CONNECT_SOFTWARE, UPLOAD_FILES, CHECKING,
    /**
     * The account keeps the books of several companies: the customer chooses which to
     * share.
     */
    CHOOSE_SUBSIDIARIES,
    /**
     * The books seem to be another company's: the customer is to say whether they are
     * right.
     */
    CONFIRM_COMPANY,
    /** The customer says that they are; the lender is to decide. */
    LENDER_DECIDES, DONE, DECLINED, EXPIRED, CANCELLED

}
