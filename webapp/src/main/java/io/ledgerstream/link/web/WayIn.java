package io.ledgerstream.link.web;

import io.ledgerstream.link.Links;
import io.ledgerstream.link.Visits;
import io.ledgerstream.platform.CurrentLender;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * Back in for a browser that is known from before: by a new code, or where that would
 * lead to nothing, to what its link says by now.
 */
@Component
public class WayIn {

    private static final String MANAGE = "/manage";

    private final Visits visits;

    private final Links links;

    private final VisitCookie cookie;

    WayIn(Visits visits, Links links, VisitCookie cookie) {
        this.visits = visits;
        this.links = links;
        this.cookie = cookie;
    }

    public ModelAndView again(UUID lenderId, UUID requestId, HttpServletResponse response) {
        return CurrentLender.as(lenderId, () -> visits.resume(lenderId, requestId).map(token -> {
            cookie.write(response, token);
            return JourneyPaths.seeOther(JourneyPaths.CODE);
        }).orElseGet(() -> closed(requestId)));
    }

    /**
     * Where a request of the current lender says what has become of it to whoever has its
     * link: there is nothing behind a code any more.
     */
    ModelAndView closed(UUID requestId) {
        return JourneyPaths.seeOther(links.newest(requestId).map(URI::getPath).orElse(MANAGE));
    }

}
