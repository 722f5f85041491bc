package io.ledgerstream.link.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes moments in the customer's language and the company's time zone. */
public record Dates(Locale language, ZoneId zone) {

    /** As {@code Tue 24 Nov 2026}. */
    public String day(Instant at) {
        return format(at, "EEE d MMM uuuu");
    }

    /** As {@code Tue 24 Nov 2026}. */
    public String day(LocalDate day) {
        return DateTimeFormatter.ofPattern("EEE d MMM uuuu", language).format(day);
    }

    /** As {@code 14:32}. */
    public String time(Instant at) {
        return format(at, "HH:mm");
    }

    /** As {@code Tue 24 Nov 2026, 14:32 CET}. */
    public String moment(Instant at) {
        return format(at, "EEE d MMM uuuu, HH:mm zzz");
    }

    private String format(Instant at, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, language).format(ZonedDateTime.ofInstant(at, zone));
    }
}
