package io.ledgerstream.link.web;

import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.TooMany;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** What the journey answers in its own way; everything else goes to the pages for errors that all rooms share. */
@ControllerAdvice(annotations = JourneyController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class JourneyErrors {

    /** The request ended between the page and the press: its end says more than a refusal. */
    private static final Set<String> ENDED = Set.of("request-closed", "request-is-cancelled", "request-is-expired",
            "request-is-declined", "request-is-connected");

    @ExceptionHandler
    ModelAndView elsewhere(Elsewhere elsewhere) {
        return JourneyPaths.seeOther(elsewhere.path());
    }

    @ExceptionHandler
    ModelAndView refused(Refused refused) {
        if (ENDED.contains(refused.reason())) {
            return JourneyPaths.seeOther(JourneyPaths.HOME);
        }
        return page("journey/refused", HttpStatus.CONFLICT).addObject("reason", refused.reason());
    }

    @ExceptionHandler
    ModelAndView tooMany(TooMany tooMany, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.retryAfter().toSeconds()));
        return page("journey/too-many", HttpStatus.TOO_MANY_REQUESTS).addObject("minutes", tooMany.retryAfter().toMinutes() + 1);
    }

    private static ModelAndView page(String view, HttpStatus status) {
        var page = new ModelAndView(view);
        page.setStatus(status);
        return page;
    }
}
