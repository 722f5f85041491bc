package io.ledgerstream.link.web;

import io.ledgerstream.platform.web.Cookies;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The journey's session in the browser: a random token, gone when the browser is closed.
 */
@Component
public class VisitCookie {

    private static final String NAME = "visit";

    private static final Duration WHILE_OPEN = Duration.ofSeconds(-1);

    private final Cookies cookies;

    VisitCookie(Cookies cookies) {
        this.cookies = cookies;
    }

    /** Null where the browser has none. */
    public String read(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, cookies.name(NAME));
        return cookie == null ? null : cookie.getValue();
    }

    public void forget(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.make(NAME, "", Duration.ZERO).toString());
    }

    public void write(HttpServletResponse response, String token) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.make(NAME, token, WHILE_OPEN).toString());
    }

}
