package io.ledgerstream.sync;

import io.ledgerstream.provider.DataType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * A connection's data as the lender sees them: how far each type is read, and what was
 * read when.
 *
 * @param state of the connection, in code; {@code reason} where it is not Linked
 * @param refreshAt from when one may ask for a refresh; null where one may at once
 * @param history newest first
 * @param older where more of it begins; null where there is no more
 */
public record ConnectionData(UUID connectionId, UUID companyId, String company, ZoneId zone, UUID requestId,
        String software, String state, Instant linkedAt, SyncInterval interval, Instant refreshAt,
        List<DataStanding> types, List<Run> history, Instant older) {

    public boolean linked() {
        return "LINKED".equals(state);
    }

    /**
     * When the oldest of the data were read, of those that are shared if any still are;
     * null before all were.
     */
    public Instant dataAsOf() {
        List<DataStanding> shared = types.stream().filter(type -> !type.ended()).toList();
        List<DataStanding> these = shared.isEmpty() ? types : shared;
        return these.stream().anyMatch(type -> type.dataAsOf() == null) ? null
                : these.stream().map(DataStanding::dataAsOf).min(Instant::compareTo).orElse(null);
    }

    public Instant staleSince() {
        return types.stream()
            .map(DataStanding::staleSince)
            .filter(java.util.Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(null);
    }

    /**
     * One read of one data type.
     *
     * @param endedAt null while it goes on
     * @param written records that were new or had changed
     * @param gone records that were there no more
     * @param error key of what was in the way at last; null where it came to its end
     */
    public record Run(DataType type, Instant beganAt, Instant endedAt, int pages, int written, int gone, String error) {

        /** Null while it goes on. */
        public Duration took() {
            return endedAt == null ? null : Duration.between(beganAt, endedAt);
        }
    }
}
