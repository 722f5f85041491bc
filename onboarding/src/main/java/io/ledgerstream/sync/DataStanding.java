package io.ledgerstream.sync;

import io.ledgerstream.provider.DataType;
import java.time.Instant;
import java.util.UUID;

/**
 * How far one data type of a connection is read.
 *
 * @param records stored so far
 * @param dataAsOf when the last complete read of this type began; null before the first
 * has come to its end
 * @param lastChange the newest change in the books that was seen; null before the first,
 * and where the software does not tell
 * @param nextAt when it is read next; null where nothing is planned
 * @param staleSince since when they have not been read for twice their interval; null
 * where they are fresh
 * @param error key of what keeps it from going on, null where nothing does
 */
public record DataStanding(UUID connectionId, DataType type, State state, int records, Instant dataAsOf,
        Instant lastChange, Instant nextAt, Instant staleSince, String error) {

    /**
     * What is not shared any more: another consent may still share the rest over the same
     * connection.
     */
    public static final String ENDED = "sharing-ended";

    /**
     * What is shared, but cannot be read until the customer has mended the connection.
     */
    static final String ACCESS_LOST = "access-lost";

    public boolean ended() {
        return ENDED.equals(error);
    }

    public enum State {

        PLANNED, RUNNING, DONE, FAILED

    }
}
