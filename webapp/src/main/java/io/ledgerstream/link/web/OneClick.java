package io.ledgerstream.link.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/**
 * A mail program's own button (RFC 8058): a POST of {@code List-Unsubscribe=One-Click} to
 * the address in the mail's header, without cookies and so without a form's token. The
 * token in the address stands for both; nothing else is let through so, and all that it
 * can do is to stop reminders.
 */
final class OneClick {

    static final String FIELD = "List-Unsubscribe";
    static final String VALUE = "One-Click";

    private static final Pattern ADDRESS = Pattern.compile("/r/[A-Za-z0-9_-]{43}");

    private OneClick() {
    }

    static boolean asked(HttpServletRequest request) {
        return "POST".equals(request.getMethod())
                && ADDRESS.matcher(request.getRequestURI().substring(request.getContextPath().length())).matches()
                && VALUE.equals(request.getParameter(FIELD));
    }

}
