package io.ledgerstream.company;

/**
 * What the list says of a company, the first that applies: its open request's status, its
 * connection, its last closed request, nothing yet.
 */
public enum CompanyStatus {

    REQUESTED, OPENED, IN_PROGRESS, CONNECTED, UPLOADED, ACCESS_LOST, DISCONNECTED, DECLINED, EXPIRED, CANCELLED,
    NOT_REQUESTED

}
