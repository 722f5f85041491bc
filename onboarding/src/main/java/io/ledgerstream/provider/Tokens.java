package io.ledgerstream.provider;

import java.time.Instant;

/**
 * What a provider has issued. Secrets: sealed wherever they are kept, never printed.
 *
 * @param accessToken null where none was issued yet: the credential gets the first one
 * @param credential what new access is got with, as long as it holds: a refresh token, a
 * key; opaque to all but the provider's client
 * @param accessExpiresAt null without an access token
 * @param credentialEndsAt when the credential ends unless it is renewed; null where the
 * provider did not say
 */
public record Tokens(String accessToken, String credential, Instant accessExpiresAt, Instant credentialEndsAt) {

    @Override
    public String toString() {
        return "Tokens[until " + accessExpiresAt + "]";
    }
}
