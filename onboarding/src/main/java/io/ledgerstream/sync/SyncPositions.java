package io.ledgerstream.sync;

import io.ledgerstream.provider.DataType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where each data type of each connection stands, for all lenders and all nodes: ids, counts and positions only. */
@Component
public class SyncPositions {

    /** Longer than one page may take with a renewed token (some 45 s). System time. */
    private static final int LEASE_SECONDS = 90;

    /** What has changed is read once a day. */
    static final Duration EVERY = Duration.ofHours(24);
    private static final Duration SPREAD = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final Clock clock;

    SyncPositions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Leases pages that are due to this caller. A lease left over by a node that died is taken again. */
    public List<Due> lease(int atMost) {
        return jdbc.sql("""
                update sync_position p set leased_until = now() + make_interval(secs => ?), state = 'RUNNING'
                where (connection_id, data_type) in (
                    select connection_id, data_type from sync_position
                    where next_at <= ? and (leased_until is null or leased_until < now())
                    order by next_at limit ? for update skip locked)
                returning *""")
                .params(LEASE_SECONDS, now(), atMost).query(SyncPositions::due).list();
    }

    /**
     * A page is stored: goes on after it. In the transaction that stored the page.
     *
     * @param asOf when the read began that this page completes, and the next is due a day later; null where pages follow
     * @return false where another node has gone on from here already: its page is the one that counts
     */
    boolean advance(Due due, String next, int added, Instant asOf) {
        return jdbc.sql("""
                update sync_position set position = :next, pages = pages + 1, records = records + :added, attempts = 0, last_error = null,
                       leased_until = null, state = case when :done then 'DONE' else 'RUNNING' end,
                       next_at = case when :done then cast(:tomorrow as timestamptz) else cast(:now as timestamptz) end,
                       last_synced_at = coalesce(cast(:asOf as timestamptz), last_synced_at)
                where connection_id = :connection and data_type = :type and position is not distinct from :position and next_at is not null""")
                .param("next", next).param("added", added).param("done", asOf != null).param("now", now()).param("tomorrow", Timestamp.from(clock.instant().plus(EVERY).plus(spread(due))))
                .param("asOf", asOf == null ? null : Timestamp.from(asOf)).param("connection", due.connectionId())
                .param("type", due.type().name()).param("position", due.position()).update() == 1;
    }

    /** Not everybody's at the same minute; of one connection always at the same. */
    private static Duration spread(Due due) {
        return Duration.ofSeconds(Math.floorMod(due.connectionId().hashCode(), SPREAD.toSeconds()));
    }

    /** Tries the same page again after a pause. @param error key of what is in the way; null where nothing is wrong */
    void again(Due due, Duration pause, String error, boolean failed) {
        jdbc.sql("""
                update sync_position set attempts = attempts + ?, leased_until = null, next_at = ?, last_error = ?, state = ?
                where connection_id = ? and data_type = ? and position is not distinct from ? and next_at is not null""")
                .params(error == null ? 0 : 1, Timestamp.from(clock.instant().plus(pause)), error, failed ? "FAILED" : "RUNNING",
                        due.connectionId(), due.type().name(), due.position()).update();
    }

    /** Nothing more may be read. */
    void end(Due due, String error) {
        jdbc.sql("update sync_position set leased_until = null, next_at = null, last_error = ?, state = 'FAILED' where connection_id = ? and data_type = ?")
                .params(error, due.connectionId(), due.type().name()).update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Due due(ResultSet row, int n) throws SQLException {
        return new Due(row.getObject("connection_id", UUID.class), DataType.valueOf(row.getString("data_type")),
                row.getObject("lender_id", UUID.class), row.getObject("request_id", UUID.class), row.getString("position"), row.getInt("attempts"),
                row.getTimestamp("last_synced_at") == null ? null : row.getTimestamp("last_synced_at").toInstant());
    }
}
