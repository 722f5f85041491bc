package io.ledgerstream.provider.quickbooks;

import jakarta.validation.constraints.AssertTrue;
import java.net.URI;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How QuickBooks Online is reached: by these addresses only, over TLS except on this very
 * machine.
 *
 * @param clientId of our app at Intuit; empty: nobody can connect QuickBooks, and whoever
 * tries is told so
 * @param apiUrl production by default; the sandbox has another one, with keys of its own
 * @param minorVersion the API's minor version that our field names are those of
 */
@Validated
@ConfigurationProperties("ledgerstream.quickbooks")
record QuickBooksProperties(@DefaultValue("") String clientId, @DefaultValue("") String clientSecret,
        @DefaultValue("https://appcenter.intuit.com/connect/oauth2") URI authorizeUrl,
        @DefaultValue("https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer") URI tokenUrl,
        @DefaultValue("https://developer.api.intuit.com/v2/oauth2/tokens/revoke") URI revokeUrl,
        @DefaultValue("https://quickbooks.api.intuit.com") URI apiUrl, @DefaultValue("75") int minorVersion) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    @AssertTrue(message = "every address must be https, except on this machine")
    boolean isSafe() {
        return Stream.of(authorizeUrl, tokenUrl, revokeUrl, apiUrl).allMatch(QuickBooksProperties::safe);
    }

    private static boolean safe(URI address) {
        return address.getHost() != null && ("https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && THIS_MACHINE.contains(address.getHost())));
    }

    void requireCredentials() {
        if (clientId.isBlank() || clientSecret.isBlank()) {
            throw new IllegalStateException(
                    "QuickBooks Online is not set up: set ledgerstream.quickbooks.client-id and client-secret.");
        }
    }

    @Override
    public String toString() {
        return "QuickBooksProperties[" + apiUrl + "]";
    }
}
