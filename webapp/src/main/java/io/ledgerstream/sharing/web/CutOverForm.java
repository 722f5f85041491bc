package io.ledgerstream.sharing.web;

import io.ledgerstream.platform.web.Patterns;
import java.time.LocalDate;
import org.springframework.validation.BindingResult;

/** The first day that is kept in the new software, ISO 8601. */
record CutOverForm(String cutOver) {

    CutOverForm {
        cutOver = cutOver == null ? "" : cutOver.strip();
    }

    /** Null, and said, where it is no day. */
    LocalDate day(BindingResult errors) {
        LocalDate day = Patterns.day(cutOver);
        if (day == null) {
            errors.rejectValue("cutOver", cutOver.isEmpty() ? "manage.change.day.none" : "manage.change.day.odd");
        }
        return day;
    }
}
