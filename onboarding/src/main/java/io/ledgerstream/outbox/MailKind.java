package io.ledgerstream.outbox;

/** Every mail that the product writes, and for whom it is. */
public enum MailKind {

    INVITATION, REMINDER, NEW_LINK, GO_ON_AT_DESK, SIGN_IN_CODE, CONSENT_RECEIPT, CUSTOMER_CONNECTED, CUSTOMER_UPLOADED,
    CUSTOMER_CANCELLED, CUSTOMER_STILL_CHECKING, CUSTOMER_SOFTWARE_BACK, CUSTOMER_HELP_ANSWERED,
    CUSTOMER_COMPANY_REFUSED,
    /** The link with which a connection is mended: a reconnection's invitation. */
    RECONNECT, CUSTOMER_RECONNECTED,
    /**
     * The link with which something is renewed before it ends: the invitation of that.
     */
    RENEW,
    /** The code for the page where a person manages everything that they share. */
    MANAGE_CODE, CUSTOMER_SHARING_ENDED, LENDER_CONNECTED, LENDER_UPLOADED, LENDER_DECLINED, LENDER_CHANGED_MIND,
    LENDER_EXPIRED, LENDER_WANTS_TO_GO_ON, LENDER_HELP_ASKED, LENDER_CONTACT_DISPUTED, LENDER_MAIL_BOUNCED,
    LENDER_COMPANY_TO_DECIDE, LENDER_REJECTED_THREE_TIMES, LENDER_ACCESS_LOST, LENDER_RECONNECTED,
    LENDER_NOT_RECONNECTED, LENDER_SHARING_ENDED, LENDER_OTHER_SOFTWARE,
    /** Data have not been read for twice their interval. */
    LENDER_DATA_STALE;

    /**
     * Mails to the lender go to the company's owner, all others to the invited contact.
     */
    public boolean toLender() {
        return name().startsWith("LENDER_");
    }

}
