package io.ledgerstream.provider.netsuite;

import io.ledgerstream.provider.netsuite.OAuth1.Keys;
import java.net.URI;
import java.util.UUID;

/**
 * How a request says who asks: by an access token, or by a signature of its own. Secrets,
 * never printed.
 */
final class Authorization {

    private static final String SIGNED = "signed:";

    private final String token;

    private final Credential.Tba keys;

    private Authorization(String token, Credential.Tba keys) {
        this.token = token;
        this.keys = keys;
    }

    /** In the place of an access token, for requests that are signed. */
    static String signed(Credential.Tba keys) {
        return SIGNED + keys.sealable();
    }

    static Authorization of(String accessToken) {
        return accessToken.startsWith(SIGNED)
                ? new Authorization(null, (Credential.Tba) Credential.read(accessToken.substring(SIGNED.length())))
                : new Authorization(accessToken, null);
    }

    boolean signed() {
        return keys != null;
    }

    /** By system time, which NetSuite compares with. */
    String header(String method, URI address) {
        return keys == null ? "Bearer " + token
                : OAuth1.header(method, address, keys.account(),
                        new Keys(keys.consumerKey(), keys.consumerSecret(), keys.token(), keys.tokenSecret()),
                        System.currentTimeMillis() / 1000, UUID.randomUUID().toString().replace("-", ""));
    }

}
