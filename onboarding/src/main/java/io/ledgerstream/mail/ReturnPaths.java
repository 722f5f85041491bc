package io.ledgerstream.mail;

import io.ledgerstream.link.MailMarks;
import io.ledgerstream.platform.LedgerstreamProperties;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The envelope sender of each mail, to which its bounces come back:
 * {@code <local>+<mail id>.<mark>@<domain>}. It alone says which mail bounced, since
 * reports quote whatever they like; and it cannot be made up, because of the mark.
 */
@Component
class ReturnPaths {

    /**
     * What RFC 5321 leaves of 64 characters beside the plus sign, the id, the full stop
     * and the mark.
     */
    private static final int LONGEST_LOCAL_PART = 18;

    private static final int ID_LENGTH = 25;

    private static final Pattern CONFIGURED = Pattern
        .compile("(?<local>[a-z0-9][a-z0-9._-]*)@(?<domain>[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?)");

    private static final Pattern TAG = Pattern.compile("(?<id>[0-9a-z]{25})\\.(?<mark>[0-9a-z]{19})");

    private final MailMarks marks;

    private final String before;

    private final String after;

    ReturnPaths(LedgerstreamProperties properties, MailMarks marks) {
        Matcher address = CONFIGURED.matcher(properties.mail().returnPath().toLowerCase(Locale.ROOT));
        if (!address.matches() || address.group("local").length() > LONGEST_LOCAL_PART) {
            throw new IllegalStateException(
                    "ledgerstream.mail.return-path must be a plain address with at most " + LONGEST_LOCAL_PART
                            + " characters before the @, whose server takes mail for <local>+<anything> too.");
        }
        this.marks = marks;
        this.before = address.group("local") + "+";
        this.after = "@" + address.group("domain");
    }

    String of(UUID mailId) {
        return before + id(mailId) + "." + marks.of(mailId) + after;
    }

    /**
     * The mail whose return path this is; empty for any other address, and for one whose
     * mark is not ours.
     */
    Optional<UUID> mail(String address) {
        String plain = address.toLowerCase(Locale.ROOT);
        if (!plain.startsWith(before) || !plain.endsWith(after) || plain.length() < before.length() + after.length()) {
            return Optional.empty();
        }
        Matcher tag = TAG.matcher(plain.substring(before.length(), plain.length() - after.length()));
        return tag.matches() ? uuid(tag.group("id")).filter(id -> marks.fits(id, tag.group("mark"))) : Optional.empty();
    }

    private static String id(UUID id) {
        BigInteger high = new BigInteger(Long.toUnsignedString(id.getMostSignificantBits()));
        BigInteger both = high.shiftLeft(Long.SIZE)
            .or(new BigInteger(Long.toUnsignedString(id.getLeastSignificantBits())));
        String digits = both.toString(Character.MAX_RADIX);
        return "0".repeat(ID_LENGTH - digits.length()) + digits;
    }

    private static Optional<UUID> uuid(String digits) {
        BigInteger both = new BigInteger(digits, Character.MAX_RADIX);
        return both.bitLength() > 2 * Long.SIZE ? Optional.empty()
                : Optional.of(new UUID(both.shiftRight(Long.SIZE).longValue(), both.longValue()));
    }

}
