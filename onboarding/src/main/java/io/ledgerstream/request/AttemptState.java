package io.ledgerstream.request;

/** The newest attempt to connect: begun by the customer, authorised at the provider, then found right or rejected. */
public enum AttemptState {

    STARTED, AUTHORISED, VERIFIED, REJECTED
}
