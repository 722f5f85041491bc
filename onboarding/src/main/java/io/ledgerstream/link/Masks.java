package io.ledgerstream.link;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Hides names and addresses from whoever holds a link but has not entered a code; the
 * invited person recognises them.
 */
public final class Masks {

    private static final String HIDDEN = "•••";

    private static final int WORDS = 3;

    private Masks() {
    }

    /**
     * As {@code A••• T•••} for <em>Acme Tooling</em>: first letters only, at most three
     * words, lengths hidden.
     */
    public static String company(String name) {
        return Arrays.stream(name.strip().split("\\s+"))
            .limit(WORDS)
            .map(Masks::initial)
            .collect(Collectors.joining(" "));
    }

    /** As {@code d•••@acme.example}. */
    public static String email(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? HIDDEN : initial(address) + address.substring(at);
    }

    private static String initial(String word) {
        return word.isEmpty() ? HIDDEN : new String(Character.toChars(word.codePointAt(0))) + HIDDEN;
    }

}
