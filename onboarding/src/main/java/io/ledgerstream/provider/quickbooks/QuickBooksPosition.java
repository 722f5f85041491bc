package io.ledgerstream.provider.quickbooks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Where a query goes on: at the last change seen, not at a count of rows. While pages are
 * read, rows change and move to the end; a count would then skip as many rows as moved, a
 * time skips none and at worst reads some again. Only within rows of one and the same
 * time is counted. Once all has been read, the position is a time of ours
 * ({@link #changesSince}), from which change data capture goes on.
 *
 * @param since a time as the provider wrote it; null for the beginning
 * @param start from 1
 * @param began when the first page was asked for; null in positions of before it was kept
 * @param origin where these pages stand for changes that were too many or too old to be
 * told: since when; null in a first read
 * @param part which of the queries that a first read takes, from 0
 */
record QuickBooksPosition(String since, int start, Instant began, Instant origin, int part) {

    /**
     * Clocks are apart, and what was being written may show up later with the time at
     * which it was begun.
     */
    static final Duration OVERLAP = Duration.ofHours(1);

    /**
     * So many rows do not change in one second: whoever sends them sends the same page
     * over and over.
     */
    private static final int MOST_OF_A_SECOND = 200_000;

    private static final int LONGEST = 40;

    private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    /** In the first query. */
    QuickBooksPosition(String since, int start, Instant began, Instant origin) {
        this(since, start, began, origin, 0);
    }

    /**
     * @throws IllegalArgumentException for a text that {@link #text} did not write
     */
    static QuickBooksPosition parse(String text, Instant now) {
        if (text == null) {
            return new QuickBooksPosition(null, 1, now, null);
        }
        String[] parts = text.split("\\|", -1);
        if ((parts.length != 2 && parts.length != 4 && parts.length != 5)
                || (!parts[0].isEmpty() && !isTime(parts[0]))) {
            throw new IllegalArgumentException("not a position");
        }
        return new QuickBooksPosition(parts[0].isEmpty() ? null : parts[0], Integer.parseInt(parts[1]),
                parts.length == 2 ? now : instant(parts[2]), parts.length == 2 ? null : instant(parts[3]),
                parts.length == 5 ? Integer.parseInt(parts[4]) : 0);
    }

    /** To read by query what has changed since then. */
    static QuickBooksPosition ofChanges(Instant since, Instant now) {
        return new QuickBooksPosition(since.toString(), 1, now, since);
    }

    /** After the last page: from a little before its first was asked for. */
    static String end(Instant began) {
        return "@" + began.minus(OVERLAP);
    }

    /**
     * @return since when changes are to be asked for; empty where pages of a query follow
     */
    static Optional<Instant> changesSince(String text) {
        return text != null && text.startsWith("@") ? Optional.of(Instant.parse(text.substring(1))) : Optional.empty();
    }

    String text() {
        return (since == null ? "" : since) + "|" + start + "|" + (began == null ? "" : began) + "|"
                + (origin == null ? "" : origin) + (part == 0 ? "" : "|" + part);
    }

    /** At the beginning of the next query. */
    QuickBooksPosition nextPart() {
        return new QuickBooksPosition(null, 1, began, origin, part + 1);
    }

    /**
     * @param lastChange of the last row of the page that was read from here; null where
     * the row did not tell
     */
    QuickBooksPosition after(int rows, String lastChange) {
        Instant change = time(lastChange);
        boolean later = change != null && (since == null || change.isAfter(time(since)));
        return later ? new QuickBooksPosition(lastChange, 1, began, origin, part)
                : new QuickBooksPosition(since, start + rows, began, origin, part);
    }

    /**
     * Whether a row that changed then cannot have been asked for: a page was sent again,
     * or rows in no order.
     */
    boolean isAfter(Instant change) {
        return start > MOST_OF_A_SECOND || (since != null && change != null && change.isBefore(time(since)));
    }

    /**
     * Null for null, where it is none, and outside the years 1 to 9999: their texts no
     * database takes, and nothing was changed then.
     */
    static Instant time(String text) {
        try {
            Instant time = text == null || text.length() > LONGEST ? null : OffsetDateTime.parse(text).toInstant();
            return time == null || time.isBefore(YEAR_1) || !time.isBefore(YEAR_10000) ? null : time;
        }
        catch (DateTimeException e) {
            return null;
        }
    }

    static boolean isTime(String text) {
        return time(text) != null;
    }

    private static Instant instant(String text) {
        return text.isEmpty() ? null : Instant.parse(text);
    }
}
