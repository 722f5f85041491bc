package io.ledgerstream.sync;

import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.History;
import java.time.Instant;
import java.util.UUID;

/**
 * A page to read, leased to one node.
 *
 * @param history how far back the customer lets these data be read
 * @param position where to begin, null for the beginning
 * @param attempts how often in a row it has not worked
 * @param lastSyncedAt up to when everything is known; null before the first has come to
 * its end
 * @param sweptAt until when deletions are known; null before the first read has come to
 * its end
 * @param readAnewAt when it was noticed last that all must be read once more; null if
 * never
 * @param run the read that the page is part of
 */
public record Due(UUID connectionId, DataType type, UUID lenderId, UUID requestId, History history, String position,
        int attempts, Instant lastSyncedAt, Instant sweptAt, Instant readAnewAt, Run run) {

    /** Whether everything is being read once more. */
    boolean anew() {
        return anew(lastSyncedAt, readAnewAt);
    }

    static boolean anew(Instant lastSyncedAt, Instant readAnewAt) {
        return readAnewAt != null && lastSyncedAt != null && lastSyncedAt.isBefore(readAnewAt);
    }

    /** From the first page to the last. */
    public record Run(UUID id, Instant beganAt) {
    }
}
