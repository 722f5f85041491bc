package io.ledgerstream.provider;

import java.util.List;

/**
 * The right to read one account's books for some minutes.
 *
 * @param externalId the provider's id of the account
 * @param token a secret, never printed
 * @param subsidiaries ids of those whose books may be read: every statement is held to
 * them. Null where the account keeps one company's books, or where nothing but the
 * account itself is read yet
 */
public record Access(String externalId, String token, List<String> subsidiaries) {

    public Access {
        subsidiaries = subsidiaries == null ? null : List.copyOf(subsidiaries);
    }

    @Override
    public String toString() {
        return "Access[]";
    }
}
