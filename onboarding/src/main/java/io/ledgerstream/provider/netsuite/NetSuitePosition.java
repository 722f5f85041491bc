package io.ledgerstream.provider.netsuite;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Where reading goes on: at the last change seen and, within its second, at the last id.
 *
 * @param since a time as NetSuite wrote it, in the account's zone; null for the beginning
 * @param id    digits
 */
record NetSuitePosition(String since, String id) {

    private static final NetSuitePosition BEGINNING = new NetSuitePosition(null, "0");
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    /** A row is seen only when its transaction ends, with the time at which it was written: so far back later reading begins. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    NetSuitePosition {
        if (since != null && !isTime(since) || !id.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("not a position");
        }
    }

    /** @throws IllegalArgumentException for a text that {@link #text} did not write */
    static NetSuitePosition parse(String text) {
        if (text == null) {
            return BEGINNING;
        }
        int bar = text.indexOf('|');
        return new NetSuitePosition(bar <= 0 ? null : text.substring(0, bar), text.substring(bar + 1));
    }

    String text() {
        return (since == null ? "" : since) + "|" + id;
    }

    /** Whether a row cannot have been asked for: a page was sent again, or rows in no order. Times of this form are in the order of their text. */
    boolean isAfter(String changed, String rowId) {
        return since != null && (changed.compareTo(since) < 0 || changed.equals(since) && Long.parseLong(rowId) <= Long.parseLong(id));
    }

    /** @throws IllegalArgumentException where the row does not tell when it changed */
    NetSuitePosition after(String changed, String lastId) {
        return new NetSuitePosition(changed, lastId);
    }

    /** After the last page: a little before the newest change seen, so that what was being written then is read again. */
    NetSuitePosition atEnd() {
        return since == null || id.equals("0") ? this : new NetSuitePosition(LocalDateTime.parse(since, FORM).minus(OVERLAP).format(FORM), "0");
    }

    static boolean isTime(String text) {
        try {
            return text != null && text.length() == 19 && LocalDateTime.parse(text, FORM) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
