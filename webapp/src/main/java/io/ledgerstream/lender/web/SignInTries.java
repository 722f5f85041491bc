package io.ledgerstream.lender.web;

import io.ledgerstream.platform.EmailAddresses;
import io.ledgerstream.platform.RateLimits;
import io.ledgerstream.platform.TooMany;
import io.ledgerstream.platform.web.Networks;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a sign-in address be tried in vain {@value #PER_ADDRESS} times an hour, and a
 * network address {@value #PER_NETWORK} times, in vain or not: behind one of these a
 * whole bank may sit, and whoever has one account of it could try the others from there.
 */
final class SignInTries extends OncePerRequestFilter {

    /**
     * What the form login itself goes by: however the path is written, what is tried is
     * counted.
     */
    private static final RequestMatcher SIGN_IN = PathPatternRequestMatcher.pathPattern(HttpMethod.POST,
            SignInPage.PATH);
    static final int PER_ADDRESS = 20;
    static final int PER_NETWORK = 500;

    private final RateLimits limits;

    SignInTries(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !SIGN_IN.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            limits.count("sign-in", address(request), PER_ADDRESS);
            limits.count("sign-in-from", Networks.of(request), PER_NETWORK);
        }
        catch (TooMany e) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds()));
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
            return;
        }
        chain.doFilter(request, response);
    }

    /** Signed in: whoever comes and goes all day is not held up. */
    static void good(RateLimits limits, HttpServletRequest request) {
        limits.giveBack("sign-in", address(request));
    }

    private static String address(HttpServletRequest request) {
        return EmailAddresses.small(request.getParameter("email"));
    }

}
