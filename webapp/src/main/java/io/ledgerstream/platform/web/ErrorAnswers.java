package io.ledgerstream.platform.web;

import jakarta.servlet.RequestDispatcher;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;

/**
 * What an error says to a machine: its status, and the reference that our log lines
 * carry. Not the address, which may hold a link's token.
 */
@Component
class ErrorAnswers extends DefaultErrorAttributes {

    @Override
    public Map<String, Object> getErrorAttributes(WebRequest web, ErrorAttributeOptions options) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", web.getAttribute(RequestDispatcher.ERROR_STATUS_CODE, RequestAttributes.SCOPE_REQUEST));
        answer.put("reference", web.getAttribute(PageHeaders.CORRELATION, RequestAttributes.SCOPE_REQUEST));
        return answer;
    }

}
