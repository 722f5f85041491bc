package io.ledgerstream.sync;

import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.History;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where each data type of each connection stands, for all lenders and all nodes: ids,
 * counts and positions only.
 */
@Component
public class SyncPositions {

    /** Longer than one page may take with a renewed token (some 45 s). System time. */
    private static final int LEASE_SECONDS = 90;

    private final JdbcClient jdbc;

    private final Clock clock;

    SyncPositions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Leases pages that are due to this caller. A lease left over by a node that died is
     * taken again. Lenders take turns, whatever each has waiting: first comes whose pages
     * under way are fewest. Within a lender it is first come, first served, page by page,
     * since whoever has read a page queues up again behind the others.
     */
    public List<Due> lease(int atMost) {
        return jdbc.sql("""
                with recursive waiting (lender_id) as (
                    (select lender_id from sync_position where next_at is not null order by lender_id limit 1)
                    union all
                    select (select n.lender_id from sync_position n
                            where n.next_at is not null and n.lender_id > w.lender_id order by n.lender_id limit 1)
                    from waiting w where w.lender_id is not null
                ), turns as (
                    select d.connection_id, d.data_type, d.next_at,
                           d.nth + (select count(*) from sync_position u
                                    where u.lender_id = w.lender_id and u.leased_until >= now()) as turn
                    from waiting w cross join lateral (
                        select p.connection_id, p.data_type, p.next_at,
                               row_number() over (order by p.next_at) as nth from sync_position p
                        where p.lender_id = w.lender_id and p.next_at <= :now
                          and (p.leased_until is null or p.leased_until < now())
                        order by p.next_at limit :atMost) d
                    where w.lender_id is not null
                ), mine as (
                    select p.connection_id, p.data_type from sync_position p
                    join turns t using (connection_id, data_type)
                    where p.next_at <= :now and (p.leased_until is null or p.leased_until < now())
                    order by t.turn, t.next_at limit :atMost for update of p skip locked
                )
                update sync_position p set leased_until = now() + make_interval(secs => :seconds), state = 'RUNNING',
                       run_id = coalesce(run_id, gen_random_uuid()), run_began_at = coalesce(run_began_at, :now)
                from mine where p.connection_id = mine.connection_id and p.data_type = mine.data_type
                returning p.*""")
            .param("seconds", LEASE_SECONDS)
            .param("now", now())
            .param("atMost", atMost)
            .query(SyncPositions::due)
            .list();
    }

    /**
     * Whoever changes records of a type does it one after the other, or their count would
     * be wrong. In the transaction that changes them.
     */
    void hold(UUID connectionId, String type) {
        jdbc.sql("select 1 from sync_position where connection_id = ? and data_type = ? for update")
            .params(connectionId, type)
            .query(Integer.class)
            .optional();
    }

    /**
     * A page is stored: goes on after it. What was told while it was read is read at
     * once. In the transaction that stored the page.
     * @param added how many records more there are
     * @param changedAt the newest change in the page, null where it told none
     * @param swept whether deletions are known up to now
     * @param asOf up to when everything is known; the next read is due an interval from
     * now. Null where pages follow
     * @return false where another node has gone on from here already: its page is the one
     * that counts
     */
    boolean advance(Due due, String next, int added, Instant changedAt, boolean swept, Instant asOf) {
        return jdbc.sql("""
                update sync_position set position = :next, pages = pages + 1, records = records + :added,
                       attempts = 0, last_error = null, leased_until = null,
                       state = case when :done then 'DONE' else 'RUNNING' end,
                       next_at = cast(:now as timestamptz)
                           + case when :done and (told_at is null or told_at < cast(:asOf as timestamptz))
                                  then make_interval(hours => every_hours, secs => mod(:spread, every_hours * 75))
                                  else interval '0' end,
                       last_synced_at = coalesce(cast(:asOf as timestamptz), last_synced_at),
                       swept_at = case when :swept then cast(:asOf as timestamptz)
                                       when :done then coalesce(swept_at, run_began_at) else swept_at end,
                       last_change_at = greatest(last_change_at, cast(:changed as timestamptz)),
                       run_id = case when not :done then run_id end,
                       run_began_at = case when not :done then run_began_at end
                where connection_id = :connection and data_type = :type
                  and position is not distinct from :position and next_at is not null
                  and run_id = :run""")
            .param("next", next)
            .param("added", added)
            .param("done", asOf != null)
            .param("now", now())
            .param("spread", spread(due))
            .param("swept", swept && asOf != null)
            .param("asOf", at(asOf))
            .param("changed", at(changedAt))
            .param("connection", due.connectionId())
            .param("type", due.type().name())
            .param("position", due.position())
            .param("run", due.run().id())
            .update() == 1;
    }

    /**
     * Not everybody's at the same minute (of a day's half an hour, of an hour's one and a
     * bit); of one connection always at the same. Seconds.
     */
    private static int spread(Due due) {
        return Math.floorMod(due.connectionId().hashCode(), 1_000_000);
    }

    /**
     * Tries the same page again after a pause. @param error key of what is in the way;
     * null where nothing is wrong
     */
    void again(Due due, Duration pause, String error, boolean failed) {
        jdbc.sql("""
                update sync_position set attempts = attempts + ?, leased_until = null, next_at = ?,
                    last_error = ?, state = ?
                where connection_id = ? and data_type = ?
                  and position is not distinct from ? and next_at is not null""")
            .params(error == null ? 0 : 1, Timestamp.from(clock.instant().plus(pause)), error,
                    failed ? "FAILED" : "RUNNING", due.connectionId(), due.type().name(), due.position())
            .update();
    }

    /** The next page is the first one again. */
    void startOver(Due due) {
        jdbc.sql("""
                update sync_position set position = null
                where connection_id = ? and data_type = ? and next_at is not null""")
            .params(due.connectionId(), due.type().name())
            .update();
    }

    /**
     * What is there again, or was never read, is read with everything, at once. Not more
     * than once a day, should it not come along even so. In the transaction that stored
     * the last page.
     * @param promised ids of all that is there and may be read
     * @param after when this was done last, at the latest
     * @return whether it is
     */
    boolean readAnew(Due due, Set<String> promised, Instant after) {
        return jdbc.sql("""
                update sync_position p set position = null, next_at = :now, read_anew_at = :now
                where p.connection_id = :connection and p.data_type = :type
                  and p.next_at is not null and (p.read_anew_at is null or p.read_anew_at < :after)
                  and exists (
                    select from unnest(cast(:promised as text[])) there (id)
                    left join record r on r.connection_id = p.connection_id
                      and r.data_type = p.data_type and r.external_id = there.id
                    where r.deleted and r.merged_into is null
                       or r.external_id is null and case when there.id ~ '^[0-9]+$' then there.id::numeric end < (
                            select max(case when k.external_id ~ '^[0-9]+$' then k.external_id::numeric end)
                            from record k
                            where k.connection_id = p.connection_id and k.data_type = p.data_type))""")
            .param("now", now())
            .param("connection", due.connectionId())
            .param("type", due.type().name())
            .param("after", Timestamp.from(after))
            .param("promised", promised.toArray(String[]::new))
            .update() == 1;
    }

    /** Nothing more may be read. */
    void end(Due due, String error) {
        jdbc.sql("""
                update sync_position set leased_until = null, next_at = null, last_error = ?, state = 'FAILED',
                    run_id = null, run_began_at = null
                where connection_id = ? and data_type = ?""")
            .params(error, due.connectionId(), due.type().name())
            .update();
    }

    private static Timestamp at(Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Due due(ResultSet row, int n) throws SQLException {
        Instant lastSyncedAt = instant(row, "last_synced_at");
        Instant readAnewAt = instant(row, "read_anew_at");
        // Before a full re-read, the data was kept up to date.
        boolean again = lastSyncedAt != null && row.getInt("records") > 0 && !Due.anew(lastSyncedAt, readAnewAt);
        return new Due(row.getObject("connection_id", UUID.class), DataType.valueOf(row.getString("data_type")),
                row.getObject("lender_id", UUID.class), row.getObject("request_id", UUID.class),
                new History(row.getObject("history_from", LocalDate.class), again), row.getString("position"),
                row.getInt("attempts"), lastSyncedAt, instant(row, "swept_at"), readAnewAt,
                new Due.Run(row.getObject("run_id", UUID.class), instant(row, "run_began_at")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

}
