package io.ledgerstream.lender.web;

import io.ledgerstream.platform.RateLimits;
import io.ledgerstream.platform.TooMany;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a sign-in address be tried {@value #PER_ADDRESS} times an hour, and a network address {@value #PER_NETWORK} times. */
final class SignInTries extends OncePerRequestFilter {

    static final int PER_ADDRESS = 20;
    static final int PER_NETWORK = 500;

    private final RateLimits limits;

    SignInTries(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod()) || !SignInPage.PATH.equals(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            limits.count("sign-in", Objects.requireNonNullElse(request.getParameter("email"), "").strip().toLowerCase(Locale.ROOT),
                    PER_ADDRESS);
            limits.count("sign-in-from", request.getRemoteAddr(), PER_NETWORK);
        } catch (TooMany e) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds()));
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
            return;
        }
        chain.doFilter(request, response);
    }
}
