package io.ledgerstream.platform;

/**
 * What was asked cannot be done as things stand; nothing was changed. Pages answer 409
 * with the way back. The reason is a key of the message bundles, never a text with
 * somebody's data.
 */
public class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public Refused(String reason) {
        super("Refused: " + reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }

}
