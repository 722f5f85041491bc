package io.ledgerstream.provider;

import java.time.Instant;

/**
 * What a provider has issued. Secrets: sealed wherever they are kept, never printed.
 *
 * @param refreshExpiresAt null where the provider did not say
 */
public record Tokens(String accessToken, String refreshToken, Instant accessExpiresAt, Instant refreshExpiresAt) {

    @Override
    public String toString() {
        return "Tokens[until " + accessExpiresAt + "]";
    }
}
