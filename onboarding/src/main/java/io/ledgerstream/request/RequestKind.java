package io.ledgerstream.request;

/**
 * What a request is for: a company's first connection (or one more product), or a
 * connection that is to be mended.
 */
public enum RequestKind {

    ONBOARDING, RECONNECTION

}
