package io.ledgerstream.mail;

import io.ledgerstream.mail.Incoming.Recipient;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.angus.mail.dsn.DeliveryStatus;

/**
 * The fields of a delivery report that say what became of each recipient (RFC 3464,
 * section 2.3).
 */
final class StatusFields {

    private static final int MOST_BYTES = 64 * 1024;

    private static final int MOST_RECIPIENTS = 50;

    private static final Pattern STATUS = Pattern.compile("(?<code>[245]\\.\\d{1,3}\\.\\d{1,3})(?:[\\s(;].*)?",
            Pattern.DOTALL);

    private StatusFields() {
    }

    /**
     * @throws MessagingException where the fields are not what the standard says, or are
     * too many
     */
    static List<Recipient> of(BodyPart part) throws MessagingException, IOException {
        DeliveryStatus status = new DeliveryStatus(new ByteArrayInputStream(bytes(part)));
        if (status.getRecipientDSNCount() > MOST_RECIPIENTS) {
            throw new MessagingException("too many recipients");
        }
        // Some servers leave out the blank line after the fields of the message as a
        // whole, or add one.
        Stream<InternetHeaders> groups = Stream.concat(Stream.of(status.getMessageDSN()),
                IntStream.range(0, status.getRecipientDSNCount()).mapToObj(status::getRecipientDSN));
        List<InternetHeaders> recipients = groups.filter(group -> group.getHeader("Final-Recipient") != null).toList();
        for (InternetHeaders group : recipients) {
            requireOnce(group, "Final-Recipient", "Original-Recipient", "Action", "Status");
        }
        return recipients.stream().map(StatusFields::recipient).toList();
    }

    private static Recipient recipient(InternetHeaders group) {
        String action = value(group, "Action");
        return new Recipient(address(value(group, "Final-Recipient")), address(value(group, "Original-Recipient")),
                action == null ? "" : action.split("[\\s(;]", 2)[0].toLowerCase(Locale.ROOT),
                status(value(group, "Status")));
    }

    /**
     * {@code rfc822;dora@acme.example}; the type is left out by some servers, and angle
     * brackets are added by others.
     */
    private static String address(String field) {
        if (field == null) {
            return null;
        }
        String address = field.substring(field.indexOf(';') + 1).strip();
        return address.startsWith("<") && address.endsWith(">") ? address.substring(1, address.length() - 1) : address;
    }

    private static String status(String field) {
        Matcher status = STATUS.matcher(field == null ? "" : field);
        return status.matches() ? status.group("code") : null;
    }

    private static String value(InternetHeaders group, String name) {
        String[] values = group.getHeader(name);
        return values == null ? null : values[0].strip();
    }

    /** Which of two would be meant is not for us to choose. */
    private static void requireOnce(InternetHeaders group, String... names) throws MessagingException {
        for (String name : names) {
            String[] values = group.getHeader(name);
            if (values != null && values.length > 1) {
                throw new MessagingException("repeated field");
            }
        }
    }

    private static byte[] bytes(BodyPart part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new MessagingException("status too long");
            }
            return bytes;
        }
    }

}
