package io.ledgerstream.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import java.io.UnsupportedEncodingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * Talks SMTP and tells apart what must be told apart: taken, refused for good, not ready,
 * and no answer after everything was sent. Server's words go nowhere, since they may
 * quote the address; its codes are enough.
 */
@Component
class MailServer {

    private static final int PERMANENT = 500;

    private final JavaMailSenderImpl settings;

    private final ReturnPaths returnPaths;

    MailServer(JavaMailSenderImpl settings, ReturnPaths returnPaths) {
        this.settings = settings;
        this.returnPaths = returnPaths;
    }

    sealed interface Answer {

    }

    record Accepted() implements Answer {
    }

    /**
     * @param code as {@code 550 5.1.1}
     */
    record Refused(String code) implements Answer {
    }

    /** The whole mail was sent and the answer did not come: it may have been taken. */
    record NoAnswer() implements Answer {
    }

    /** It was certainly not taken, but may be later. */
    record NotReady(String code) implements Answer {
    }

    Answer send(Attempt attempt) {
        OutgoingMessage message;
        try {
            message = OutgoingMessage.of(settings.getSession(), attempt, returnPaths.of(attempt.mailId()));
        }
        catch (AddressException e) {
            return new Refused("malformed address");
        }
        catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("Mail " + attempt.mailId() + " could not be put together.", e);
        }
        return send(message);
    }

    private Answer send(OutgoingMessage message) {
        Transport transport = null;
        try {
            transport = settings.getSession()
                .getTransport(settings.getProtocol() == null ? "smtp" : settings.getProtocol());
            transport.connect(settings.getHost(), settings.getPort(), settings.getUsername(), settings.getPassword());
            message.saveChanges();
            transport.sendMessage(message, message.getAllRecipients());
            return new Accepted();
        }
        catch (MessagingException e) {
            return answer(e, message);
        }
        finally {
            close(transport);
        }
    }

    private static Answer answer(MessagingException failure, OutgoingMessage message) {
        SMTPAddressFailedException recipient = find(failure, SMTPAddressFailedException.class);
        if (recipient != null) {
            return answer(recipient.getReturnCode(), recipient.getMessage());
        }
        SMTPSendFailedException reply = find(failure, SMTPSendFailedException.class);
        if (reply != null && reply.getReturnCode() > 0) {
            return message.written() ? answer(reply.getReturnCode(), reply.getMessage()) : notReady(reply);
        }
        return message.written() ? new NoAnswer() : notReady(failure);
    }

    /**
     * A permanent refusal of the recipient or of the content; one of the sender or of the
     * connection is ours to mend.
     */
    private static Answer answer(int code, String reply) {
        String shown = ReplyCode.of(code, reply);
        return code >= PERMANENT ? new Refused(shown) : new NotReady(shown);
    }

    private static Answer notReady(MessagingException failure) {
        if (failure instanceof SMTPSendFailedException reply) {
            return new NotReady(ReplyCode.of(reply.getReturnCode(), reply.getMessage()));
        }
        return new NotReady(failure instanceof AuthenticationFailedException ? "sign-in refused"
                : failure.getClass().getSimpleName());
    }

    /** JavaMail chains failures by {@code getNextException} as well as by cause. */
    private static <T extends MessagingException> T find(Exception failure, Class<T> type) {
        for (Exception e = failure; e != null; e = e instanceof MessagingException next ? next.getNextException()
                : null) {
            if (type.isInstance(e)) {
                return type.cast(e);
            }
        }
        return null;
    }

    /** What happens while closing does not matter any more: the mail was answered. */
    private static void close(Transport transport) {
        try {
            if (transport != null) {
                transport.close();
            }
        }
        catch (MessagingException e) {
            org.slf4j.LoggerFactory.getLogger(MailServer.class)
                .debug("The mail server's connection was not closed in order: {}", e.getClass().getSimpleName());
        }
    }

}
