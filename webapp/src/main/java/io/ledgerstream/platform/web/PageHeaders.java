package io.ledgerstream.platform.web;

import io.ledgerstream.platform.LedgerstreamProperties;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The headers of every answer, errors included, before anything else has its say. A page
 * that loads a script gives it the attribute {@code cspNonce}; error pages show
 * {@code correlationId}, which the log lines of the same request carry.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class PageHeaders extends OncePerRequestFilter {

    public static final String NONCE = "cspNonce";

    public static final String CORRELATION = "correlationId";

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; "
            + "frame-ancestors 'self'";

    private static final String FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private final boolean tls;

    PageHeaders(LedgerstreamProperties properties) {
        tls = "https".equals(properties.baseUrl().getScheme());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (ofBeforeHeaders(request)) {
            response.setStatus(HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED);
            return;
        }
        String nonce = random(16);
        String correlation = kept(request);
        request.setAttribute(NONCE, nonce);
        request.setAttribute(CORRELATION, correlation);
        write(response, nonce);
        MDC.put(CORRELATION, correlation);
        try {
            chain.doFilter(request, response);
        }
        finally {
            MDC.remove(CORRELATION);
        }
    }

    /**
     * What failed may have lost its headers on the way, and what the container refused by
     * itself never had them.
     */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    /**
     * HTTP/0.9, whose answers are a text alone: no page is served without its headers.
     * What Tomcat could not read has no protocol either, but a status.
     */
    private static boolean ofBeforeHeaders(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.REQUEST
                && (request.getProtocol().isEmpty() || "HTTP/0.9".equals(request.getProtocol()));
    }

    /**
     * The reference on the page for an error is the one in the log lines of what failed.
     */
    private static String kept(HttpServletRequest request) {
        return request.getAttribute(CORRELATION) instanceof String before ? before : random(9);
    }

    /** For an answer that no page of ours gives. */
    void write(HttpServletResponse response) {
        write(response, random(16));
    }

    private void write(HttpServletResponse response, String nonce) {
        response.setHeader("Content-Security-Policy", policy(nonce));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        response.setHeader("Cache-Control", "no-store");
        if (tls) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }

    /**
     * For the one exception: a mail shown as a page of its own, in a sandboxed frame of
     * ours.
     */
    public static void forMail(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", MAIL_POLICY);
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
    }

    /**
     * For a file that somebody gave us, to be saved: whatever is in it, no browser runs
     * it as a page of ours.
     */
    public static void forFile(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", FILE_POLICY);
    }

    private static String policy(String nonce) {
        return ("default-src 'none'; script-src 'nonce-%s'; style-src 'self'; img-src 'self' data:; "
                + "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
            .formatted(nonce);
    }

    private static String random(int bytes) {
        byte[] value = new byte[bytes];
        RANDOM.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

}
