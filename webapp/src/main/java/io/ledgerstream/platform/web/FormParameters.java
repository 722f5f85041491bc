package io.ledgerstream.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what no page of ours sends: a parameter given twice (two readers of one request
 * could disagree on which one counts) and the character NUL, which the database does not
 * take. Answers 400; and 413 where a form is too large to be read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class FormParameters extends OncePerRequestFilter {

    /** Groups of boxes, of which several may be ticked. */
    private static final Set<String> SEVERAL = Set.of("products", "shared");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Map<String, String[]> parameters;
        try {
            parameters = request.getParameterMap();
        }
        catch (InvalidParameterException unreadable) {
            boolean tooLarge = unreadable.getErrorCode() == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
            cannotBeRead(request, response, tooLarge ? unreadable.getErrorCode() : HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        if (parameters.entrySet().stream().anyMatch(FormParameters::refused)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
        else {
            chain.doFilter(request, response);
        }
    }

    /** Without sendError: the error page would stumble over the same form again. */
    private static void cannotBeRead(HttpServletRequest request, HttpServletResponse response, int status)
            throws ServletException, IOException {
        response.setStatus(status);
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, status);
        request.getRequestDispatcher("/error").forward(new Unread(request), response);
    }

    private static boolean refused(Map.Entry<String, String[]> parameter) {
        return (parameter.getValue().length > 1 && !SEVERAL.contains(parameter.getKey())) || hasNul(parameter);
    }

    private static boolean hasNul(Map.Entry<String, String[]> parameter) {
        return String.join("", parameter.getValue()).concat(parameter.getKey()).indexOf('\0') >= 0;
    }

}
