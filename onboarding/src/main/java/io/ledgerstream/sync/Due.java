package io.ledgerstream.sync;

import io.ledgerstream.provider.DataType;
import java.time.Instant;
import java.util.UUID;

/**
 * A page to read, leased to one node.
 *
 * @param position where to begin, null for the beginning
 * @param attempts how often in a row it has not worked
 * @param lastSyncedAt when the last complete read began; null before the first has come to its end
 */
public record Due(UUID connectionId, DataType type, UUID lenderId, UUID requestId, String position, int attempts, Instant lastSyncedAt) {
}
