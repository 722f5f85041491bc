package io.ledgerstream.sync;

import io.ledgerstream.provider.DataType;
import java.time.Instant;

/**
 * How far one data type of a connection is read.
 *
 * @param records  stored so far
 * @param dataAsOf when the last complete read of this type began; null before the first has come to its end
 * @param error    key of what keeps it from going on, null where nothing does
 */
public record DataStanding(DataType type, State state, int records, Instant dataAsOf, String error) {

    public enum State { PLANNED, RUNNING, DONE, FAILED }
}
