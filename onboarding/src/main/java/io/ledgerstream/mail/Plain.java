package io.ledgerstream.mail;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes what people typed harmless in subjects, headers and texts: no control characters,
 * no line breaks, nothing that turns the direction of writing, no half characters. Markup
 * is left as it is, since both parts escape it.
 */
final class Plain {

    private static final int LONGEST = 200;

    private static final int LONGEST_SENTENCE = 1_000;

    private static final int LONGEST_TEXT = 2_000;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;

    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private static final Pattern SPACE = Pattern.compile("\\s");

    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}]+");

    private Plain() {
    }

    /** One line of at most 200 characters: a name, a number, an address. */
    static String line(String typed) {
        return line(typed, LONGEST);
    }

    /** One line of at most 1,000 characters. */
    static String sentence(String typed) {
        return line(typed, LONGEST_SENTENCE);
    }

    private static String line(String typed, int longest) {
        String clean = clean(SPACE.matcher(start(typed, longest)).replaceAll(" "));
        return cut(GAP.matcher(clean).replaceAll(" ").strip(), longest);
    }

    /** Several lines, as typed, of at most 2,000 characters in all. */
    static String lines(String typed) {
        return cut(start(typed, LONGEST_TEXT).lines()
            .map(Plain::clean)
            .map(String::stripTrailing)
            .collect(Collectors.joining("\n"))
            .strip(), LONGEST_TEXT);
    }

    /**
     * So much of it that what is cut away cannot be missed, so that a huge text costs
     * nothing.
     */
    private static String start(String typed, int longest) {
        return typed.substring(0, Math.min(typed.length(), 4 * longest));
    }

    private static String cut(String clean, int longest) {
        int length = clean.codePointCount(0, clean.length());
        return length <= longest ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, longest - 1)).stripTrailing() + "…";
    }

    private static String clean(String text) {
        return text.codePoints()
            .filter(Plain::harmless)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    }

    private static boolean harmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
            default -> true;
        };
    }

}
