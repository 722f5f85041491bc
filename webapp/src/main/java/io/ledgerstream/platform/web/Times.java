package io.ledgerstream.platform.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Dates and times as pages write them, in the page's language; in templates
 * {@code @times}.
 */
@Component("times")
public class Times {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu");

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm z");

    /** As <em>Tue 24 Nov 2026</em>. */
    public String day(Instant at, ZoneId zone) {
        return DAY.withLocale(LocaleContextHolder.getLocale()).format(at.atZone(zone));
    }

    public String day(LocalDate day) {
        return DAY.withLocale(LocaleContextHolder.getLocale()).format(day);
    }

    /** As <em>Tue 24 Nov 2026, 14:32 EST</em>. */
    public String moment(Instant at, ZoneId zone) {
        return MOMENT.withLocale(LocaleContextHolder.getLocale()).format(at.atZone(zone));
    }

    /** Where no one place is meant, as <em>Tue 24 Nov 2026, 19:32 UTC</em>. */
    public String moment(Instant at) {
        return moment(at, ZoneId.ofOffset("UTC", ZoneOffset.UTC));
    }

}
