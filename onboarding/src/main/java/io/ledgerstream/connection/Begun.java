package io.ledgerstream.connection;

import java.net.URI;
import java.time.Duration;

/**
 * An attempt to connect that has begun.
 *
 * @param authorizeUrl where the customer goes, by a link
 * @param cookieValue for a cookie of its own (HttpOnly, SameSite=Lax), without which the
 * way back is closed; never printed
 * @param lifetime how long both hold
 */
public record Begun(URI authorizeUrl, String cookieValue, Duration lifetime) {

    @Override
    public String toString() {
        return "Begun[]";
    }
}
