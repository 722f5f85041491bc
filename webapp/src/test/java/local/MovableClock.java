package local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Business time of local mode: the system's, ahead by what is kept in
 * {@code standin.clock}. It goes forward only.
 */
final class MovableClock extends Clock {

    private final JdbcClient jdbc;

    private volatile Duration ahead;

    MovableClock(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
        jdbc.sql("create schema if not exists standin").update();
        jdbc.sql("create table if not exists standin.clock (ahead_seconds bigint not null)").update();
        jdbc.sql("insert into standin.clock select 0 where not exists (select from standin.clock)").update();
        ahead = Duration.ofSeconds(jdbc.sql("select ahead_seconds from standin.clock").query(Long.class).single());
    }

    Duration ahead() {
        return ahead;
    }

    synchronized void forward(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock does not go back: " + by);
        }
        jdbc.sql("update standin.clock set ahead_seconds = ?").param(ahead.plus(by).toSeconds()).update();
        ahead = ahead.plus(by);
    }

    /** Microseconds, as PostgreSQL keeps them. */
    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(ahead).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        MovableClock original = this;
        return new Clock() {
            @Override
            public Instant instant() {
                return original.instant();
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return original.withZone(other);
            }
        };
    }

}
