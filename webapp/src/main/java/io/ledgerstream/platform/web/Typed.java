package io.ledgerstream.platform.web;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What people type, before it is kept: line breaks as one character, nothing that nobody
 * sees.
 */
public final class Typed {

    private static final Pattern UNSEEN = Pattern.compile(Patterns.UNSEEN);

    private Typed() {
    }

    /** For one line, as a name: whether anything stands in it that no name has. */
    public static boolean odd(String line) {
        return UNSEEN.matcher(line).find() || line.codePoints().noneMatch(Character::isLetterOrDigit);
    }

    /**
     * Several lines in a person's own words, null for none; what nobody sees is left out:
     * it comes along with what is pasted, and could not be found to delete it.
     */
    public static String lines(String text) {
        return text == null ? ""
                : text.lines()
                    .map(line -> UNSEEN.matcher(line.replace('\t', ' ')).replaceAll("").stripTrailing())
                    .collect(Collectors.joining("\n"))
                    .strip();
    }

}
