package io.ledgerstream.mail;

/**
 * A mail in both parts, with its addresses.
 *
 * @param from display name and address, as the recipient reads it
 * @param replyTo display name and address; where answers go
 * @param to the recipient's address
 */
public record MailContent(String from, String replyTo, String to, String subject, String text, String html) {

    /** Never the content: it may carry a link or a code. */
    @Override
    public String toString() {
        return "MailContent[" + subject.length() + " characters of subject]";
    }
}
