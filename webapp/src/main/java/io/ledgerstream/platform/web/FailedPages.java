package io.ledgerstream.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.validation.Errors;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/**
 * A form that comes back with errors says so in the page's title, which a screen reader
 * reads first.
 */
final class FailedPages implements HandlerInterceptor {

    @Override
    public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
            ModelAndView page) {
        if (page != null && (page.getStatus() == HttpStatus.UNPROCESSABLE_CONTENT || hasErrors(page))) {
            page.addObject("failed", true);
        }
    }

    private static boolean hasErrors(ModelAndView page) {
        return page.getModel()
            .values()
            .stream()
            .anyMatch(value -> value instanceof Errors errors && errors.hasErrors());
    }

}
