package io.ledgerstream.platform.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** What people may type into the portal's fields. */
public final class Patterns {

    /**
     * What stands on either side of a joiner that does something: Persian and Indian
     * words have them, and composed emoji.
     */
    private static final String JOINED = "[\\p{L}\\p{M}\\p{N}\\p{S}]";

    private static final String JOINER = "[\\u200C\\u200D]";

    /** {@code {1,2}}, since looking behind counts in halves of characters. */
    private static final String STRAY_JOINER = "(?<!" + JOINED + "{1,2})" + JOINER + "|" + JOINER + "(?!" + JOINED
            + ")";

    /**
     * Letters and a symbol that are blank beside the categories: fillers of Korean
     * syllables, and braille without a dot.
     */
    private static final String UNSEEN_KINDS = "\\p{C}\\p{Zl}\\p{Zp}\\u115F\\u1160\\u2800\\u3164\\uFFA0";

    /**
     * A character that nobody sees: controls, line breaks among them; what turns, joins,
     * hides or marks; separators of lines; private, unassigned and half characters. What
     * nobody sees can make two names look like one, and one sentence like another.
     */
    static final String UNSEEN = "[" + UNSEEN_KINDS + "&&[^\\u200C\\u200D]]|" + STRAY_JOINER;

    private static final String UNSEEN_IN_LINES = "[" + UNSEEN_KINDS + "&&[^\\n\\t\\u200C\\u200D]]|" + STRAY_JOINER;

    /** One line, all of it seen. */
    public static final String PLAIN = "(?s)(?!.*(?:" + UNSEEN + ")).*";

    /** Several lines, as {@link #lines} leaves them, with tabs; all else of it seen. */
    public static final String LINES = "(?s)(?!.*(?:" + UNSEEN_IN_LINES + ")).*";

    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";

    /**
     * One address as it is used between companies: no quotes, no comments, no addresses
     * by number, a domain with a dot.
     */
    public static final String EMAIL = "(?=.{1,64}@)" + ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL
            + ")*\\.[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]";

    private Patterns() {
    }

    /**
     * Several lines as they are kept: without space around them, a line break as one
     * character; null for nothing.
     */
    public static String lines(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip().replace("\r\n", "\n").replace('\r', '\n');
    }

    /**
     * @return null where what was typed is no day of the calendar
     */
    public static LocalDate day(String typed) {
        try {
            return typed == null ? null : LocalDate.parse(typed);
        }
        catch (DateTimeParseException e) {
            return null;
        }
    }

}
