package io.ledgerstream.platform.web;

import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.TooMany;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Every error as a page that says what happened and what to do now, with a correlation id
 * and nothing of the inside. Comes last, so that a room of the product may answer its own
 * in its own way.
 */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class ErrorPages {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    @ExceptionHandler({ NotFound.class, TypeMismatchException.class })
    ModelAndView nothingThere() {
        return page(HttpStatus.NOT_FOUND);
    }

    @ExceptionHandler
    ModelAndView refused(Refused refused) {
        return page(HttpStatus.CONFLICT).addObject("reason", refused.reason());
    }

    @ExceptionHandler
    ModelAndView tooMany(TooMany tooMany, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.retryAfter().toSeconds()));
        return page(HttpStatus.TOO_MANY_REQUESTS);
    }

    /** A form with files that breaks off or is no form. */
    @ExceptionHandler
    ModelAndView broken(MultipartException form) {
        return page(form instanceof ErrorResponse answer ? answer.getStatusCode() : HttpStatus.BAD_REQUEST);
    }

    /** Spring Security's own to answer. */
    @ExceptionHandler
    void denied(AccessDeniedException denied) {
        throw denied;
    }

    @ExceptionHandler
    ModelAndView unexpected(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse answer && answer.getStatusCode().is4xxClientError()) {
            return page(answer.getStatusCode());
        }
        // The pattern, not the address: an address may carry a link's token.
        LOG.error("{} {} failed, correlation id {}", request.getMethod(),
                request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
                request.getAttribute(PageHeaders.CORRELATION), e);
        return page(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private static ModelAndView page(HttpStatusCode status) {
        var page = new ModelAndView("error").addObject("status", status.value());
        page.setStatus(status);
        return page;
    }

}
