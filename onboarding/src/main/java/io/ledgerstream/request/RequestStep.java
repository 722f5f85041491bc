package io.ledgerstream.request;

/** Where the customer stands, by the database; the journey's pages follow it, and the process follows it too. */
public enum RequestStep {

    SELECT_SOFTWARE, GIVE_CONSENT, CONNECT_SOFTWARE, CHECKING, DONE, DECLINED, EXPIRED, CANCELLED
}
