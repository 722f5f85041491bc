package standin.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a real receiving server refuses and GreenMail lets pass. Each answers with the
 * reply to send, or with nothing.
 */
final class MailRules {

    static final int MOST_BYTES = 10_000_000;

    private static final int LONGEST_LINE = 998;

    private static final Pattern PATH = Pattern
        .compile("<(?<address>[^<>@\\s,;:\"\\\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?)>.*");

    private MailRules() {
    }

    static Optional<String> path(String command) {
        if (!isAscii(command)) {
            return Optional.of("553 5.6.7 address not in ASCII, and SMTPUTF8 was not agreed");
        }
        boolean bounce = command.toUpperCase(Locale.ROOT).startsWith("MAIL FROM:<>");
        return bounce || PATH.matcher(argument(command)).matches() ? Optional.empty()
                : Optional.of("501 5.1.3 malformed address");
    }

    /**
     * The address of a well-formed MAIL or RCPT command, in lower case; empty for the
     * null sender.
     */
    static String address(String command) {
        var matcher = PATH.matcher(argument(command));
        return matcher.matches() ? matcher.group("address").toLowerCase(Locale.ROOT) : "";
    }

    /**
     * Addresses that are taken and then reported as undeliverable: at bounce.example, or
     * beginning with bounces-.
     */
    static boolean bounces(String recipient) {
        return recipient.endsWith("@bounce.example") || recipient.startsWith("bounces-");
    }

    /** Where mail for an address goes: {@code bounces+tag@…} to {@code bounces@…}. */
    static String mailbox(String address) {
        return address.replaceFirst("\\+[^@]*@", "@");
    }

    private static String argument(String command) {
        return command.substring(command.indexOf(':') + 1).strip();
    }

    static Optional<String> content(byte[] raw) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        if (text.lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
            return Optional.of("554 5.6.0 line longer than " + LONGEST_LINE + " octets");
        }
        if (text.indexOf('\0') >= 0) {
            return Optional.of("550 5.6.0 NUL in the message");
        }
        return headers(text.split("\r\n\r\n", 2)[0]);
    }

    private static Optional<String> headers(String headers) {
        if (!isAscii(headers)) {
            return Optional.of("554 5.6.7 header not in ASCII, and SMTPUTF8 was not agreed");
        }
        List<String> names = headers.lines()
            .filter(line -> !line.isEmpty() && !Character.isWhitespace(line.charAt(0)))
            .map(line -> line.split(":", 2)[0].toLowerCase(Locale.ROOT))
            .toList();
        for (String once : List.of("from", "date", "message-id", "subject", "to")) {
            long count = names.stream().filter(once::equals).count();
            if (count != 1) {
                return Optional.of("550 5.7.1 " + count + " headers " + once + ", wants one");
            }
        }
        return Optional.empty();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

}
