package io.ledgerstream.platform.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** What people may type into the portal's fields. */
public final class Patterns {

    /** One line: no line breaks, no other control characters, none that turn the direction of what follows. */
    public static final String PLAIN = "[^\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]*";

    /** Several lines; other control characters are not welcome. */
    public static final String LINES = "(?s)[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]*";

    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";

    /** One address as it is used between companies: no quotes, no comments, no addresses by number, a domain with a dot. */
    public static final String EMAIL = "(?=.{1,64}@)" + ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")*\\.[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]";

    private Patterns() {
    }

    /** Several lines as they are kept: without space around them, a line break as one character; null for nothing. */
    public static String lines(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip().replace("\r\n", "\n");
    }

    /** @return null where what was typed is no day of the calendar */
    public static LocalDate day(String typed) {
        try {
            return typed == null ? null : LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
