package io.ledgerstream.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which software does not answer at present, or did not until lately. The same for all
 * lenders: it says nothing of anybody.
 */
@Service
@Transactional(readOnly = true)
public class Outages {

    /** So long the end of one is told. */
    private static final Duration TOLD = Duration.ofHours(24);

    private final JdbcClient jdbc;

    private final Clock clock;

    Outages(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty where it answers. */
    public Optional<Outage> now(String software) {
        return jdbc.sql("select * from provider_outage where software = ? and ended_at is null")
            .param(software)
            .query(Outages::outage)
            .optional();
    }

    /**
     * Those that last, and of the last 24 hours the newest of each software; oldest
     * first.
     */
    public List<Outage> lately() {
        return jdbc.sql("""
                select *
                from (select distinct on (software) * from provider_outage order by software, began_at desc) newest
                where ended_at is null or ended_at > ? order by began_at""")
            .param(Timestamp.from(clock.instant().minus(TOLD)))
            .query(Outages::outage)
            .list();
    }

    /** Outages that have ended, and whose customers do not know yet. */
    public List<Ended> toTell() {
        return jdbc.sql("""
                select * from provider_outage where ended_at is not null
                  and told_at is null order by ended_at limit 10""")
            .query((row, n) -> new Ended(row.getObject("id", UUID.class), outage(row, n)))
            .list();
    }

    /** Whoever was about to connect it then, of all lenders. */
    public List<Waited> waited(Outage outage) {
        return jdbc.sql("select * from waited_for(?, ?, ?)")
            .params(outage.software(), Timestamp.from(outage.beganAt()), Timestamp.from(outage.endedAt()))
            .query((row, n) -> new Waited(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    }

    @Transactional
    public void told(UUID id) {
        jdbc.sql("update provider_outage set told_at = ? where id = ?")
            .params(Timestamp.from(clock.instant()), id)
            .update();
    }

    public record Ended(UUID id, Outage outage) {
    }

    public record Waited(UUID lenderId, UUID requestId) {
    }

    private static Outage outage(ResultSet row, int n) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new Outage(row.getString("software"), row.getTimestamp("began_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }

}
