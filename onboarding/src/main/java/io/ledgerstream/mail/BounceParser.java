package io.ledgerstream.mail;

import io.ledgerstream.mail.Incoming.AutoReply;
import io.ledgerstream.mail.Incoming.NotUnderstood;
import io.ledgerstream.mail.Incoming.Report;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a message that anybody may have written. Looks at the headers and at the parts of
 * the outermost {@code multipart/report}, and never deeper: a report inside of something
 * else is not a report to us.
 */
final class BounceParser {

    private static final Session SESSION = Session.getInstance(new Properties());

    private static final String[] SENT_TO = { "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To" };

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;:\"()]{1,64}@[^\\s<>,;:\"()]{1,253}");

    private static final Pattern PROGRAM = Pattern.compile("(?i)\\b(?:mailer-daemon|postmaster)\\b");

    private static final int MOST_ADDRESSES = 50;

    private static final int MOST_PARTS = 20;

    private BounceParser() {
    }

    /**
     * @param raw the whole message, of a size that the caller has limited
     */
    static Incoming parse(byte[] raw) {
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            return message.isMimeType("multipart/report") ? report(message, raw) : noReport(message);
        }
        catch (MessagingException | IOException | RuntimeException e) {
            // Nothing but the message's own content can be the cause, so that no second
            // try would do better.
            return new NotUnderstood("unreadable (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Incoming noReport(MimeMessage message) throws MessagingException {
        return isAutoReply(message) ? new AutoReply() : new NotUnderstood("no delivery report");
    }

    private static Incoming report(MimeMessage message, byte[] raw) throws MessagingException, IOException {
        String boundary = new ContentType(message.getContentType()).getParameter("boundary");
        if (boundary == null || hasTooManyParts(raw, boundary)) {
            return new NotUnderstood("no boundary, or too many parts");
        }
        MimeMultipart parts = new MimeMultipart(message.getDataHandler().getDataSource());
        if (find(parts, "message/disposition-notification").isPresent()) {
            return new AutoReply();
        }
        Optional<BodyPart> status = find(parts, "message/delivery-status")
            .or(() -> find(parts, "message/global-delivery-status"));
        return status.isPresent() ? new Report(sentTo(message), StatusFields.of(status.get()))
                : new NotUnderstood("a report without a status");
    }

    /**
     * Counted before they are parsed: a megabyte of empty parts takes the library ten
     * seconds.
     */
    private static boolean hasTooManyParts(byte[] raw, String boundary) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        String line = "\n--" + boundary;
        int count = 0;
        for (int at = text.indexOf(line); at >= 0 && count <= MOST_PARTS; at = text.indexOf(line, at + 1)) {
            count++;
        }
        return count > MOST_PARTS;
    }

    private static Optional<BodyPart> find(MimeMultipart parts, String type) {
        try {
            for (int i = 0; i < parts.getCount(); i++) {
                if (parts.getBodyPart(i).isMimeType(type)) {
                    return Optional.of(parts.getBodyPart(i));
                }
            }
            return Optional.empty();
        }
        catch (MessagingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> sentTo(MimeMessage message) throws MessagingException {
        Stream.Builder<String> values = Stream.builder();
        for (String name : SENT_TO) {
            Arrays.stream(values(message, name)).forEach(values);
        }
        return values.build()
            .flatMap(value -> ADDRESS.matcher(value).results().map(MatchResult::group))
            .distinct()
            .limit(MOST_ADDRESSES)
            .toList();
    }

    /**
     * Reports too are marked auto-replied by most servers; so are some that are no
     * reports but speak of a failure.
     */
    private static boolean isAutoReply(MimeMessage message) throws MessagingException {
        boolean replied = Arrays.stream(values(message, "Auto-Submitted"))
            .anyMatch(value -> value.strip().toLowerCase(Locale.ROOT).startsWith("auto-replied"));
        boolean failure = values(message, "X-Failed-Recipients").length > 0
                || Arrays.stream(values(message, "From")).anyMatch(from -> PROGRAM.matcher(from).find());
        return replied && !failure;
    }

    private static String[] values(MimeMessage message, String header) throws MessagingException {
        String[] values = message.getHeader(header);
        return values == null ? new String[0] : values;
    }

}
