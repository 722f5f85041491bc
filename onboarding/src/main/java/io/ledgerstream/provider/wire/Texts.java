package io.ledgerstream.provider.wire;

/** Texts from outside, made such that a database takes them. */
public final class Texts {

    private Texts() {
    }

    /** Without NUL and lone surrogates, which PostgreSQL refuses, and cut to a length. */
    public static String clean(String text, int atMost) {
        if (text.length() <= atMost && isPlain(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), atMost));
        text.codePoints()
            .limit(atMost)
            .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
            .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** Nearly all are; every text of every record passes here, hence no stream. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** One line of text without control characters; null where nothing is left. */
    public static String line(String text, int atMost) {
        if (text == null) {
            return null;
        }
        String line = clean(text, atMost).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return line.isEmpty() ? null : line;
    }

}
