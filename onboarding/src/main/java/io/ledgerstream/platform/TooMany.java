package io.ledgerstream.platform;

import java.time.Duration;

/** Tried too often. Pages answer 429 with Retry-After. */
public class TooMany extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration wait;

    public TooMany(Duration wait) {
        super("Too many tries; the next one is possible in " + wait.toSeconds() + " s.", null, false, false);
        this.wait = wait;
    }

    /** How long until the next try is let pass, at least a second. */
    public Duration retryAfter() {
        return wait;
    }

}
