package io.ledgerstream.provider;

/**
 * What access is got with, as far as people have to know it: what ends is renewed in
 * another way.
 */
public enum CredentialKind {

    /** What the provider gave when the customer agreed there. */
    ACCESS,
    /** A certificate of ours that the customer has uploaded. */
    CERTIFICATE

}
