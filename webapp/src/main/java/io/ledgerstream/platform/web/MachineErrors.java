package io.ledgerstream.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Where a machine called, an error is no page: status and reference, as from
 * {@link ErrorAnswers}.
 */
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class MachineErrors {

    private static final Logger LOG = LoggerFactory.getLogger(MachineErrors.class);

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> failed(Exception e, HttpServletRequest request) {
        HttpStatusCode status = e instanceof ErrorResponse answer ? answer.getStatusCode()
                : HttpStatus.INTERNAL_SERVER_ERROR;
        Object reference = request.getAttribute(PageHeaders.CORRELATION);
        if (status.is5xxServerError()) {
            LOG.error("{} {} failed, correlation id {}", request.getMethod(),
                    request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE), reference, e);
        }
        return ResponseEntity.status(status).body(Map.of("status", status.value(), "reference", reference));
    }

}
