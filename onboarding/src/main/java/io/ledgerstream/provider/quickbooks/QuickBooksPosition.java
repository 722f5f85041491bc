package io.ledgerstream.provider.quickbooks;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/**
 * Where reading goes on: at the last change seen, not at a count of rows. While pages are read, rows change and move to
 * the end; a count would then skip as many rows as moved, a time skips none and at worst reads some again. Only within
 * rows of one and the same time is counted.
 *
 * @param since a time as the provider wrote it; null for the beginning
 * @param start from 1
 */
record QuickBooksPosition(String since, int start) {

    private static final QuickBooksPosition BEGINNING = new QuickBooksPosition(null, 1);

    /** @throws IllegalArgumentException for a text that {@link #text} did not write */
    static QuickBooksPosition parse(String text) {
        if (text == null) {
            return BEGINNING;
        }
        int bar = text.indexOf('|');
        String since = text.substring(0, bar);
        if (bar > 0 && !isTime(since)) {
            throw new IllegalArgumentException("not a position");
        }
        return new QuickBooksPosition(bar == 0 ? null : since, Integer.parseInt(text.substring(bar + 1)));
    }

    String text() {
        return (since == null ? "" : since) + "|" + start;
    }

    /** @param lastChange of the last row of the page that was read from here; null where the row did not tell */
    QuickBooksPosition after(int rows, String lastChange) {
        boolean later = isTime(lastChange) && (since == null || OffsetDateTime.parse(lastChange).isAfter(OffsetDateTime.parse(since)));
        return later ? new QuickBooksPosition(lastChange, 1) : new QuickBooksPosition(since, start + rows);
    }

    /** After the last page: what changes later begins at the newest change seen, counted from the first of that time. */
    QuickBooksPosition atEnd(int rows, String lastChange) {
        return rows == 0 ? this : new QuickBooksPosition(isTime(lastChange) ? lastChange : since, 1);
    }

    static boolean isTime(String text) {
        try {
            return text != null && text.length() <= 40 && OffsetDateTime.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
