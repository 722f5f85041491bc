package io.ledgerstream.request;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When a company's office is open: mails that remind of something go out then and at no
 * other time. @param zone the company's
 */
record OfficeHours(ZoneId zone, BusinessDays days) {

    static final LocalTime OPENS = LocalTime.of(9, 0);
    static final LocalTime CLOSES = LocalTime.of(17, 0);

    /**
     * @param country the company's, ISO 3166 alpha-2
     */
    static OfficeHours of(ZoneId zone, String country) {
        return new OfficeHours(zone, BusinessDays.of(country));
    }

    boolean open(Instant at) {
        return opening(at).equals(at);
    }

    /** This moment, if the office is open, else when it opens next. */
    Instant opening(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        if (!days.includes(local.toLocalDate()) || !local.toLocalTime().isBefore(CLOSES)) {
            return days.after(local.toLocalDate(), 1).atTime(OPENS).atZone(zone).toInstant();
        }
        return local.toLocalTime().isBefore(OPENS) ? local.with(OPENS).toInstant() : at;
    }
}
