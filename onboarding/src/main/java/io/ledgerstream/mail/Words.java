package io.ledgerstream.mail;

import io.ledgerstream.platform.Sentences;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/**
 * The texts of the mails in one language, with dates and times as the recipient's company
 * reads them.
 */
final class Words {

    private static final Sentences BUNDLES = bundles();

    private final Locale locale;

    private final ZoneId zone;

    Words(String language, ZoneId zone) {
        this.locale = Locale.of(language);
        this.zone = zone;
    }

    Locale locale() {
        return locale;
    }

    /**
     * @param key without its prefix {@code mail.}; a missing one is an error
     * @param args names as people typed them: made harmless here
     */
    String text(String key, Object... args) {
        return BUNDLES.getMessage("mail." + key, safe(args), locale);
    }

    /**
     * The text of a key that is made from a code; of the other key where there is none
     * for that code.
     */
    String textOr(String key, String otherwise, Object... args) {
        String text = BUNDLES.getMessage("mail." + key, safe(args), null, locale);
        return text == null ? text(otherwise, args) : text;
    }

    private static Object[] safe(Object... args) {
        return Arrays.stream(args).map(arg -> arg == null ? "" : Plain.line(arg.toString())).toArray();
    }

    /** As {@code Tue 24 Nov 2026}. */
    String day(Instant instant) {
        return format("EEE d MMM uuuu", instant);
    }

    String day(LocalDate day) {
        return format("EEE d MMM uuuu", day.atStartOfDay(zone).toInstant());
    }

    /** As {@code 14:32}. */
    String time(Instant instant) {
        return format("HH:mm", instant);
    }

    /** As {@code 14:32 EST}. */
    String timeAndZone(Instant instant) {
        return format("HH:mm z", instant);
    }

    String dayAndTime(Instant instant) {
        return day(instant) + ", " + timeAndZone(instant);
    }

    private String format(String pattern, Instant instant) {
        return DateTimeFormatter.ofPattern(pattern, locale).withZone(zone).format(instant);
    }

    private static Sentences bundles() {
        Sentences source = new Sentences("mail");
        source.setAlwaysUseMessageFormat(true);
        return source;
    }

}
