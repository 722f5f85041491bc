package io.ledgerstream.lender.web;

import io.ledgerstream.platform.CurrentLender;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Everything that a signed-in person asks for is answered as their lender: row-level
 * security follows from here.
 */
final class PortalLender extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        if (person == null || !(person.getPrincipal() instanceof PortalUser user)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            CurrentLender.as(user.lenderId(), () -> go(request, response, chain));
        }
        catch (UncheckedIOException e) {
            throw e.getCause();
        }
        catch (Failed e) {
            throw e.cause;
        }
    }

    private static void go(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        try {
            chain.doFilter(request, response);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        catch (ServletException e) {
            throw new Failed(e);
        }
    }

    /** Carries the servlets' checked exception through. */
    private static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient ServletException cause;

        Failed(ServletException cause) {
            super(cause);
            this.cause = cause;
        }

    }

}
