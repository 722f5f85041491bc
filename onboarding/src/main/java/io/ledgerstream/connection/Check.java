package io.ledgerstream.connection;

import io.ledgerstream.provider.Aspect;

/**
 * One line of the checking page.
 *
 * @param detail why it failed, one of {@link Reasons} or of the provider's own; what is pointed out; {@link #OTHER_COMPANY} where the
 *               company is doubtful; null otherwise
 */
public record Check(Aspect name, State state, String detail) {

    static final String OTHER_COMPANY = "other-company";

    /** DOUBTFUL: read, but somebody has to say whether it is right. NOTED: done, with something to point out. */
    public enum State { WAITING, DONE, NOTED, DOUBTFUL, FAILED }
}
