package io.ledgerstream.provider;

import java.time.Instant;

/**
 * A time in which a software did not answer anybody. @param endedAt null while it lasts
 */
public record Outage(String software, Instant beganAt, Instant endedAt) {

    public boolean over() {
        return endedAt != null;
    }
}
