package io.ledgerstream.connection.web;

import io.ledgerstream.platform.web.Patterns;
import java.util.Objects;
import org.springframework.validation.BindingResult;

/**
 * What the customer says of books that seem to be another company's.
 *
 * @param answer {@code another} or {@code right}
 * @param reason why they are right, in the customer's words
 * @param attempt whose books the page showed
 */
record CompanyForm(String answer, String reason, String attempt) {

    static final String ANOTHER = "another";
    static final String RIGHT = "right";

    private static final int LONGEST = 1000;

    CompanyForm {
        reason = Objects.requireNonNullElse(Patterns.lines(reason), "");
    }

    /**
     * Whether it can be told to anybody; otherwise {@code errors} says what is missing.
     */
    boolean complete(BindingResult errors) {
        if (RIGHT.equals(answer)) {
            checkReason(errors);
        }
        else if (!ANOTHER.equals(answer)) {
            errors.rejectValue("answer", "company-match.answer.none");
        }
        return !errors.hasErrors();
    }

    private void checkReason(BindingResult errors) {
        if (reason.isEmpty()) {
            errors.rejectValue("reason", "company-match.reason.none");
        }
        else if (reason.length() > LONGEST) {
            errors.rejectValue("reason", "company-match.reason.long");
        }
        else if (!reason.matches(Patterns.LINES)) {
            errors.rejectValue("reason", "company-match.reason.odd");
        }
    }
}
