package io.ledgerstream.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * One mail on the wire: both parts, a Message-ID that stays the same over attempts, and
 * whether all of it went out.
 */
final class OutgoingMessage extends SMTPMessage {

    private final String messageId;

    private volatile boolean written;

    private OutgoingMessage(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    /**
     * @param returnPath the envelope sender, to which bounces go
     * @throws jakarta.mail.internet.AddressException where an address is not exactly one
     * plain address
     */
    static OutgoingMessage of(Session session, Attempt attempt, String returnPath)
            throws MessagingException, UnsupportedEncodingException {
        Addresses addresses = attempt.composed().addresses();
        Composer.Parts parts = attempt.composed().sent();
        OutgoingMessage message = new OutgoingMessage(session, attempt.messageId());
        message.setRecipient(Message.RecipientType.TO, address(addresses.to()));
        message.setFrom(address(addresses.from()));
        message.setReplyTo(new InternetAddress[] { address(addresses.replyTo()) });
        message.setSubject(parts.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(attempt.date()));
        message.setHeader("Content-Language", parts.language());
        message.automatic();
        message.unsubscribedBy(attempt.composed().unsubscribe());
        message.bouncesTo(returnPath);
        message
            .setContent(with(new MimeMultipart("alternative", part(parts.text(), "plain"), part(parts.html(), "html")),
                    attempt.composed().attachments()));
        return message;
    }

    private static MimeMultipart with(MimeMultipart words, List<Attachment> attachments) throws MessagingException {
        if (attachments.isEmpty()) {
            return words;
        }
        MimeBodyPart first = new MimeBodyPart();
        first.setContent(words);
        MimeMultipart all = new MimeMultipart("mixed", first);
        for (Attachment attachment : attachments) {
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(attachment.content(), attachment.mediaType())));
            part.setFileName(attachment.name());
            part.setDisposition(Part.ATTACHMENT);
            all.addBodyPart(part);
        }
        return all;
    }

    /**
     * No absence notes, no receipts. Not "All", by which Exchange would suppress its
     * non-delivery reports too.
     */
    private void automatic() throws MessagingException {
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply");
    }

    /** RFC 8058: mail programs offer it as a button and press it by a POST. */
    private void unsubscribedBy(URI address) throws MessagingException {
        if (address != null) {
            setHeader("List-Unsubscribe", "<" + address + ">");
            setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    /**
     * A server that knows RFC 3461 returns the headers only, so that no bounce carries a
     * personal link.
     */
    private void bouncesTo(String returnPath) {
        setEnvelopeFrom(returnPath);
        setNotifyOptions(NOTIFY_FAILURE | NOTIFY_DELAY);
        setReturnOption(RETURN_HDRS);
    }

    /**
     * Whether the last byte has been sent, after which only the server knows whether it
     * took the mail.
     */
    boolean written() {
        return written;
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
        super.writeTo(out, ignored);
        written = true;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", "<" + messageId + ">");
    }

    private static InternetAddress address(Addresses.Address address)
            throws MessagingException, UnsupportedEncodingException {
        InternetAddress checked = new InternetAddress(address.address(), true);
        checked.setPersonal(address.name(), StandardCharsets.UTF_8.name());
        return checked;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

}
