package io.ledgerstream.request;

/**
 * Why a request's contact is perhaps not the right one. As long as there is a doubt, no
 * mail with a link goes out.
 */
public enum ContactDoubt {

    /** The mail server refused the invitation for good. */
    UNDELIVERABLE,
    /** A mail that had been accepted came back. */
    BOUNCED,
    /** Somebody who holds the link says that they are not the right person. */
    DISPUTED

}
