package io.ledgerstream.provider;

/**
 * What a customer brings back from the provider's consent page.
 *
 * @param code to be exchanged once; a secret, never printed
 * @param externalId the provider's id of the company, of the provider's pattern, but not
 * yet confirmed by a call
 */
public record Grant(String code, String externalId) {

    @Override
    public String toString() {
        return "Grant[]";
    }
}
