package io.ledgerstream.provider;

/**
 * The right to read one company's books for some minutes.
 *
 * @param externalId the provider's id of the company
 * @param token      a secret, never printed
 */
public record Access(String externalId, String token) {

    @Override
    public String toString() {
        return "Access[]";
    }
}
