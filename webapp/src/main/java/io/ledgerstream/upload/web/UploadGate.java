package io.ledgerstream.upload.web;

import io.ledgerstream.link.Visit;
import io.ledgerstream.link.Visits;
import io.ledgerstream.link.web.JourneyPaths;
import io.ledgerstream.link.web.VisitCookie;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before anything reads a form with files, since reading writes them to the disk:
 * only a customer who is signed in may send such a form, and only to the one page that
 * takes files. Who is not is led to a new code.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class UploadGate extends OncePerRequestFilter {

    private final Visits visits;

    private final VisitCookie cookie;

    UploadGate(Visits visits, VisitCookie cookie) {
        this.visits = visits;
        this.cookie = cookie;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getRequestURI().equals(request.getContextPath() + JourneyPaths.UPLOAD)) {
            response.setStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE.value());
        }
        else if (visits.find(cookie.read(request)).filter(Visit::signedIn).isEmpty()) {
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader(HttpHeaders.LOCATION, JourneyPaths.HOME);
        }
        else {
            chain.doFilter(request, response);
        }
    }

}
