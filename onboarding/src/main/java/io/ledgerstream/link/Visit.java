package io.ledgerstream.link;

import java.time.Instant;
import java.util.UUID;

/** A browser on the journey, known by its cookie. */
public record Visit(UUID id, UUID lenderId, UUID requestId, State state, Instant begunAt) {

    /**
     * Only what is signed in may read or do more than ask for a code; what has ended may
     * ask for one, too.
     */
    public enum State {

        WAITS_FOR_CODE, SIGNED_IN, ENDED

    }

    public boolean signedIn() {
        return state == State.SIGNED_IN;
    }

    public boolean ended() {
        return state == State.ENDED;
    }
}
