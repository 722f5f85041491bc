package io.ledgerstream.link.web;

import io.ledgerstream.link.Visit;
import io.ledgerstream.link.Visits;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.web.Languages;
import io.ledgerstream.request.RequestViews;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds the visit of the browser's cookie and answers everything behind it as the visit's
 * lender, so that row-level security holds there. A link's own pages know their lender
 * from the link. The pages that stand alone speak the request's language by it, too.
 */
public final class VisitFilter extends OncePerRequestFilter {

    private static final String VISIT = Visit.class.getName();

    private final Visits visits;

    private final VisitCookie cookie;

    private final RequestViews requests;

    VisitFilter(Visits visits, VisitCookie cookie, RequestViews requests) {
        this.visits = visits;
        this.cookie = cookie;
        this.requests = requests;
    }

    /**
     * The visit of this request, also one that has ended; none under {@code /c/},
     * {@code /r/} and {@code /manage}.
     */
    public static Optional<Visit> visit(HttpServletRequest request) {
        return Optional.ofNullable((Visit) request.getAttribute(VISIT));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Stream.of("/c/", "/r/", "/manage").anyMatch(request.getServletPath()::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Visit> visit = visits.find(cookie.read(request));
        visit.ifPresent(found -> {
            request.setAttribute(VISIT, found);
            Languages.ofRequest(request,
                    () -> CurrentLender.as(found.lenderId(), () -> requests.get(found.requestId()).language()));
        });
        if (visit.isEmpty() || visit.get().ended()) {
            chain.doFilter(request, response);
        }
        else {
            CarriedThrough.run(work -> CurrentLender.as(visit.get().lenderId(), work),
                    () -> chain.doFilter(request, response));
        }
    }

    /**
     * Carries the servlets' checked exceptions through a piece of work that may throw
     * none.
     */
    private static final class CarriedThrough extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private CarriedThrough(Exception cause) {
            super(cause);
        }

        static void run(java.util.function.Consumer<Runnable> around, Work work) throws ServletException, IOException {
            try {
                around.accept(() -> carry(work));
            }
            catch (CarriedThrough carried) {
                switch (carried.getCause()) {
                    case IOException e -> throw e;
                    case ServletException e -> throw e;
                    default -> throw carried;
                }
            }
        }

        private static void carry(Work work) {
            try {
                work.run();
            }
            catch (IOException | ServletException e) {
                throw new CarriedThrough(e);
            }
        }

    }

    private interface Work {

        void run() throws ServletException, IOException;

    }

}
