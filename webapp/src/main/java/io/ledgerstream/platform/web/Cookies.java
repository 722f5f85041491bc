package io.ledgerstream.platform.web;

import io.ledgerstream.platform.LedgerstreamProperties;
import java.time.Duration;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * How our cookies are made: unreadable for scripts, not sent along from elsewhere, and
 * bound to this host where TLS is.
 */
@Component
public class Cookies {

    private final boolean tls;

    Cookies(LedgerstreamProperties properties) {
        tls = "https".equals(properties.baseUrl().getScheme());
    }

    /**
     * The name of a cookie as the browser has it: with the prefix {@code __Host-} where
     * TLS is.
     */
    public String name(String name) {
        return tls ? "__Host-" + name : name;
    }

    public boolean tls() {
        return tls;
    }

    /**
     * @param life zero to delete it; negative to keep it until the browser is closed
     */
    public ResponseCookie make(String name, String value, Duration life) {
        return ResponseCookie.from(name(name), value)
            .path("/")
            .httpOnly(true)
            .secure(tls)
            .sameSite("Lax")
            .maxAge(life)
            .build();
    }

}
