package io.ledgerstream.connection.web;

import io.ledgerstream.connection.Begun;
import io.ledgerstream.platform.web.Cookies;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Binds a round trip to the provider to this browser. A cookie of its own: it holds also
 * when the session has ended.
 */
@Component
public class OAuthCookie {

    private static final String NAME = "oauth";

    private final Cookies cookies;

    OAuthCookie(Cookies cookies) {
        this.cookies = cookies;
    }

    /** Null where the browser has none. */
    String read(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, cookies.name(NAME));
        return cookie == null || cookie.getValue().length() > 100 ? null : cookie.getValue();
    }

    public void write(HttpServletResponse response, Begun begun) {
        response.addHeader(HttpHeaders.SET_COOKIE,
                cookies.make(NAME, begun.cookieValue(), begun.lifetime()).toString());
    }

    void delete(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.make(NAME, "", Duration.ZERO).toString());
    }

}
