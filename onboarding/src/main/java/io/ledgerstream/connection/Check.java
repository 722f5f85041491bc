package io.ledgerstream.connection;

import io.ledgerstream.provider.Aspect;

/**
 * One line of the checking page.
 *
 * @param detail why it failed, one of {@link Reasons}, or what is pointed out or
 * doubtful, one of {@link Notes}; also the provider's own; null otherwise
 */
public record Check(Aspect name, State state, String detail) {

    /**
     * DOUBTFUL: read, but somebody has to say whether it is right. NOTED: done, with
     * something to point out.
     */
    public enum State {

        WAITING, DONE, NOTED, DOUBTFUL, FAILED

    }
}
