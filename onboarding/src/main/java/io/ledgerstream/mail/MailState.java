package io.ledgerstream.mail;

/**
 * How far a mail has come, as far as can be known: nobody ever learns that a mail was
 * read.
 */
public enum MailState {

    /** Not sent yet, or to be tried again. */
    PLANNED("Queued"), ATTEMPTING("Queued"), SENT("Accepted by their server"),
    /** The recipient's server refused it for good. */
    REJECTED("Refused"),
    /** Accepted, and later reported as undeliverable for good. */
    BOUNCED("Bounced"),
    /** The answer of the recipient's server was lost: it may have arrived. */
    UNKNOWN("Unknown"),
    /**
     * By the time it could be sent it was pointless: the request had ended, the code was
     * too old.
     */
    DROPPED("Not sent");

    private final String words;

    MailState(String words) {
        this.words = words;
    }

    /** In the words of the portal. */
    public String words() {
        return words;
    }

}
