package io.ledgerstream.provider;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The customer's way to the provider's consent page and back, by OAuth 2.0's
 * authorization code.
 */
public interface RoundTrip {

    /**
     * Where the provider sends the customer back to: a path of ours, of this provider
     * alone.
     */
    String callbackPath();

    /**
     * Makes no call. @throws IllegalStateException where the provider's credentials are
     * not configured
     */
    URI authorizeUrl(Leaving leaving);

    /**
     * What the customer brought back; empty where it is incomplete or not of the
     * provider's patterns. Makes no call.
     */
    Optional<Grant> grant(Map<String, String> parameters);

    /**
     * Calls the provider: never inside a transaction. {@code Misconfigured} where it is
     * not the account that was left for.
     */
    ProviderAnswer<Tokens> exchange(Grant grant, Leaving leaving);

    /**
     * What one way out and back has in common.
     *
     * @param state one-time, from {@code A-Za-z0-9_-}
     * @param verifier PKCE's code verifier, 43 characters of the same; a secret
     * @param redirect our address that the provider sends back to
     * @param settings what the customer typed before leaving, in the form of the
     * provider's client; a secret; null for none
     */
    record Leaving(String state, String verifier, URI redirect, String settings) {

        @Override
        public String toString() {
            return "Leaving[]";
        }
    }

}
