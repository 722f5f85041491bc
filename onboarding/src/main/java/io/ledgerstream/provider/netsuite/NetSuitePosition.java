package io.ledgerstream.provider.netsuite;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Where reading goes on: at the last change seen and, within its second, at the last id.
 * NetSuite writes times as a clock on the wall of the account, or of its user, without
 * saying where that is: in autumn an hour comes twice, and whoever moves west lives some
 * hours again.
 *
 * @param since a time as NetSuite wrote it; null for the beginning
 * @param id digits; 0 where a read begins
 * @param first whether this is a read from the beginning: nothing was read before it, or
 * all is read once more
 */
record NetSuitePosition(String since, String id, boolean first) {

    private static final NetSuitePosition BEGINNING = new NetSuitePosition(null, "0", true);

    private static final String FIRST = "|first";

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** No clock on a wall shows more than so much after UTC. */
    private static final Duration MOST_AHEAD = Duration.ofHours(14);

    /**
     * So far back later reading begins: as much as two clocks on walls are ever apart,
     * and far more than a row takes from being written to being seen.
     */
    private static final Duration OVERLAP = MOST_AHEAD.plusHours(12);

    NetSuitePosition {
        if ((since != null && !isTime(since)) || !id.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("not a position");
        }
    }

    /**
     * @throws IllegalArgumentException for a text that {@link #text} did not write
     */
    static NetSuitePosition parse(String text) {
        if (text == null) {
            return BEGINNING;
        }
        boolean first = text.endsWith(FIRST) || text.startsWith("|");
        String place = text.endsWith(FIRST) ? text.substring(0, text.length() - FIRST.length()) : text;
        int bar = place.indexOf('|');
        return new NetSuitePosition(bar <= 0 ? null : place.substring(0, bar), place.substring(bar + 1), first);
    }

    String text() {
        return (since == null ? "" : since) + "|" + id + (first && since != null ? FIRST : "");
    }

    /**
     * Whether a row cannot have been asked for: a page was sent again, or rows in no
     * order. Times of this form are in the order of their text.
     */
    boolean isAfter(String changed, String rowId) {
        return since != null && (changed.compareTo(since) < 0
                || (changed.equals(since) && Long.parseLong(rowId) <= Long.parseLong(id)));
    }

    /**
     * @throws IllegalArgumentException where the row does not tell when it changed
     */
    NetSuitePosition after(String changed, String lastId) {
        return new NetSuitePosition(changed, lastId, first);
    }

    /**
     * Where a read begins. After a time that nobody has seen yet no change would ever be
     * found: then all is read, since nobody knows what was missed.
     */
    NetSuitePosition atStart(Instant now) {
        return begins() && since != null && time().isAfter(latest(now)) ? BEGINNING : this;
    }

    /**
     * After the last page: well before the newest change seen, or before now where a row
     * says that it changed later than that, and so before all that follows. Where nothing
     * was seen, the beginning still.
     */
    NetSuitePosition atEnd(Instant now) {
        if (since == null) {
            return this;
        }
        LocalDateTime seen = begins() ? time() : time().minus(OVERLAP);
        LocalDateTime possible = latest(now).minus(OVERLAP);
        return new NetSuitePosition((seen.isAfter(possible) ? possible : seen).format(FORM), "0", false);
    }

    private boolean begins() {
        return id.equals("0");
    }

    private LocalDateTime time() {
        return LocalDateTime.parse(since, FORM);
    }

    private static LocalDateTime latest(Instant now) {
        return LocalDateTime.ofInstant(now.plus(MOST_AHEAD), ZoneOffset.UTC);
    }

    static boolean isTime(String text) {
        try {
            return text != null && text.length() == 19 && LocalDateTime.parse(text, FORM) != null;
        }
        catch (DateTimeException e) {
            return false;
        }
    }
}
