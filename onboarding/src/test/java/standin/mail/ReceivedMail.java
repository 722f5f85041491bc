package standin.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A mail as its recipient's server got it. One mail to two recipients is two of these.
 *
 * @param sender envelope sender, the address that bounces go to
 * @param recipient envelope recipient, in lower case
 */
public record ReceivedMail(UUID id, String sender, String recipient, Instant receivedAt, byte[] raw) {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");

    private static final Pattern HREF = Pattern.compile("href=\"([^\"]+)\"");

    private static final Pattern CODE = Pattern.compile("(?<![\\d/+-])\\d{4}[ \\u00a0-]?\\d{4}(?![\\d/-])");

    public String subject() {
        return read(message -> Optional.ofNullable(message.getSubject()).orElse(""));
    }

    /** All values of a header, as sent, unfolded; empty where the mail has none. */
    public List<String> header(String name) {
        return read(message -> Optional.ofNullable(message.getHeader(name)).map(Arrays::asList).orElse(List.of()))
            .stream()
            .map(value -> value.replaceAll("\\r?\\n[ \\t]+", " "))
            .toList();
    }

    /** The {@code text/plain} part; empty where there is none. */
    public String text() {
        return part("text/plain");
    }

    /** The {@code text/html} part; empty where there is none. */
    public String html() {
        return part("text/html");
    }

    /** Every address in the text part, in order. */
    public List<String> links() {
        return LINK.matcher(text()).results().map(MatchResult::group).map(ReceivedMail::withoutFullStop).toList();
    }

    /** Every link target in the HTML part, in order. */
    public List<String> htmlLinks() {
        return HREF.matcher(html()).results().map(match -> match.group(1).replace("&amp;", "&")).toList();
    }

    /** The first link in the text part that contains the words given. */
    public String link(String containing) {
        return links().stream()
            .filter(link -> link.contains(containing))
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException("no link with '" + containing + "' in '" + subject() + "'"));
    }

    /** The eight digits of a sign-in code, from the text part. */
    public String code() {
        return CODE.matcher(text())
            .results()
            .map(MatchResult::group)
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException("no code in '" + subject() + "'"))
            .replaceAll("\\D", "");
    }

    private static String withoutFullStop(String link) {
        return link.replaceAll("[.,;:!?)]+$", "");
    }

    private String part(String type) {
        return read(message -> find(message, type).orElse(""));
    }

    private static Optional<String> find(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return Optional.of(part.getContent().toString());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                Optional<String> found = find(inner, type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.of(new MimeMessage(null, new ByteArrayInputStream(raw)));
        }
        catch (MessagingException | IOException e) {
            throw new IllegalStateException("not a readable mail", e);
        }
    }

    private interface Reading<T> {

        T of(MimeMessage message) throws MessagingException, IOException;

    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReceivedMail mail && id.equals(mail.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "mail to " + recipient + ": " + subject();
    }
}
