package io.ledgerstream.outbox;

/** Every mail that the product writes, and for whom it is. */
public enum MailKind {

    INVITATION, REMINDER, NEW_LINK, SIGN_IN_CODE, CONSENT_RECEIPT, CUSTOMER_CONNECTED, CUSTOMER_CANCELLED, CUSTOMER_STILL_CHECKING,
    LENDER_CONNECTED, LENDER_DECLINED, LENDER_EXPIRED, LENDER_WANTS_TO_GO_ON;

    /** Mails to the lender go to the company's owner, all others to the invited contact. */
    public boolean toLender() {
        return name().startsWith("LENDER_");
    }
}
