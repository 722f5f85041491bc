package io.ledgerstream.sharing.web;

import io.ledgerstream.platform.web.Cookies;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The session of the manage page in the browser: a random token, gone when the browser is
 * closed.
 */
@Component
class ManageCookie {

    private static final String NAME = "manage";

    private final Cookies cookies;

    ManageCookie(Cookies cookies) {
        this.cookies = cookies;
    }

    /** Null where the browser has none. */
    String read(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, cookies.name(NAME));
        return cookie == null ? null : cookie.getValue();
    }

    void write(HttpServletResponse response, String token) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.make(NAME, token, Duration.ofSeconds(-1)).toString());
    }

    void forget(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.make(NAME, "", Duration.ZERO).toString());
    }

}
