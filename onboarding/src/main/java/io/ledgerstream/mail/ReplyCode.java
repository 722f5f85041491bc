package io.ledgerstream.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code of a mail server's reply with its enhanced code (RFC 3463), without its words,
 * which may quote the address.
 */
final class ReplyCode {

    private static final Pattern ENHANCED = Pattern.compile("\\b[245]\\.\\d{1,3}\\.\\d{1,3}\\b");

    private ReplyCode() {
    }

    /** As {@code 550 5.1.1}. */
    static String of(int code, String reply) {
        Matcher enhanced = ENHANCED.matcher(reply == null ? "" : reply);
        return enhanced.find() ? code + " " + enhanced.group() : Integer.toString(code);
    }

}
