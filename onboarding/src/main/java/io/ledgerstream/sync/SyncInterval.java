package io.ledgerstream.sync;

import java.time.Duration;
import java.util.Arrays;

/** How often a connection's data are read without anybody asking. */
public enum SyncInterval {

    HOURLY(1), SIX_HOURLY(6), DAILY(24), WEEKLY(7 * 24), MONTHLY(30 * 24);

    private final int hours;

    SyncInterval(int hours) {
        this.hours = hours;
    }

    public int hours() {
        return hours;
    }

    /** After so long without a complete read, data are stale. */
    public Duration staleAfter() {
        return Duration.ofHours(2L * hours);
    }

    /**
     * @throws IllegalArgumentException where none has so many hours
     */
    static SyncInterval of(int hours) {
        return Arrays.stream(values())
            .filter(one -> one.hours == hours)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no interval of " + hours + " hours"));
    }

}
