package io.ledgerstream.platform.web;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What people type, before it is kept: line breaks as one character, nothing that hides or turns what stands beside it. */
public final class Typed {

    /** Line breaks, other controls, halves of characters, and marks that turn the direction of what follows. */
    private static final Pattern ODD = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\u2028\\u2029\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private Typed() {
    }

    /** For one line, as a name: whether anything stands in it that no name has. */
    public static boolean odd(String line) {
        return ODD.matcher(line).find() || line.codePoints().noneMatch(Character::isLetterOrDigit);
    }

    /** Several lines in a person's own words, null for none; what is odd is left out. */
    public static String lines(String text) {
        return text == null ? "" : text.lines().map(line -> ODD.matcher(line.replace('\t', ' ')).replaceAll("").stripTrailing())
                .collect(Collectors.joining("\n")).strip();
    }
}
