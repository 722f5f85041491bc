package io.ledgerstream.link.web;

import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.TooMany;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/**
 * What the journey answers in its own way; everything else goes to the pages for errors
 * that all rooms share.
 */
@ControllerAdvice(annotations = JourneyController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class JourneyErrors {

    /**
     * The request ended between the page and the press: its end says more than a refusal.
     */
    private static final Set<String> ENDED = Set.of("request-closed", "request-is-cancelled", "request-is-expired",
            "request-is-declined", "request-is-connected", "request-is-uploaded");

    /**
     * Where two people are on the same way, and one was faster: the other reads who did
     * what.
     */
    private static final Set<String> OVERTAKEN = Set.of("out-of-order", "already-authorised", "attempt-superseded");

    private final Meanwhile meanwhile;

    JourneyErrors(Meanwhile meanwhile) {
        this.meanwhile = meanwhile;
    }

    @ExceptionHandler
    ModelAndView elsewhere(Elsewhere elsewhere) {
        return JourneyPaths.seeOther(elsewhere.path());
    }

    @ExceptionHandler
    ModelAndView refused(Refused refused, HttpServletRequest request, Locale language) {
        if (ENDED.contains(refused.reason())) {
            return JourneyPaths.seeOther(JourneyPaths.HOME);
        }
        String meanwhileDone = OVERTAKEN.contains(refused.reason()) ? meanwhile.inWords(request, language).orElse(null)
                : null;
        return page("journey/refused", HttpStatus.CONFLICT).addObject("reason", refused.reason())
            .addObject("meanwhile", meanwhileDone);
    }

    @ExceptionHandler
    ModelAndView tooMany(TooMany tooMany, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.retryAfter().toSeconds()));
        return page("journey/too-many", HttpStatus.TOO_MANY_REQUESTS).addObject("minutes",
                tooMany.retryAfter().toMinutes() + 1);
    }

    private static ModelAndView page(String view, HttpStatus status) {
        var page = new ModelAndView(view);
        page.setStatus(status);
        return page;
    }

}
