package io.ledgerstream.link.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * @param day as the browser's date field sends it, or as it was typed: anything
 */
record NotNowForm(String day) {

    /** Empty where it is not a date of the form 2026-12-01. */
    Optional<LocalDate> date() {
        try {
            return day == null || day.length() > 20 ? Optional.empty() : Optional.of(LocalDate.parse(day.strip()));
        }
        catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
