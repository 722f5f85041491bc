package io.ledgerstream.sync;

import io.ledgerstream.connection.SharedData;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.TechnicalFailure;
import io.ledgerstream.provider.DataType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is being read from a connected company's books, and how far it is. */
@Service
public class Syncs {

    private final JdbcClient jdbc;

    private final SharedData shared;

    private final Clock clock;

    Syncs(JdbcClient jdbc, SharedData shared, Clock clock) {
        this.jdbc = jdbc;
        this.shared = shared;
        this.clock = clock;
    }

    /**
     * Plans the first full read of what is shared over a request's connection, due at
     * once. Repeating it changes nothing. How far back is read stays as it was when
     * reading began, until what was read has been erased.
     * @throws TechnicalFailure where the request has no connection
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void plan(UUID requestId) {
        UUID connection = jdbc.sql("""
                select c.id from connection c join request_line l on l.request_id = ?
                where (c.id = l.connection_id or c.request_id = l.request_id) and c.state in ('LINKED', 'DEAUTHORIZED')
                order by c.id is not distinct from l.connection_id desc, c.linked_at desc limit 1""")
            .param(requestId)
            .query(UUID.class)
            .optional()
            .orElseThrow(() -> new TechnicalFailure(
                    "The request is not connected, so there is nothing to read. If its connection was ended, cancel "
                            + "this instance; otherwise look at the request's page."));
        shared.history(connection)
            .forEach((type, history) -> jdbc.sql("""
                    insert into sync_position (connection_id, data_type, lender_id, request_id, history_from, state,
                                               next_at, planned_at, every_hours)
                    select :connection, :type, :lender, :request, :from, 'PLANNED', :now, :now,
                           coalesce((select max(every_hours) from sync_position where connection_id = :connection),
                                    :daily)
                    on conflict (connection_id, data_type) do update set state = 'PLANNED',
                        next_at = excluded.next_at, attempts = 0, last_error = null,
                        planned_at = excluded.planned_at,
                        history_from = case when sync_position.pages = 0 then excluded.history_from
                                            else sync_position.history_from end,
                        request_id = case when sync_position.last_error = 'sharing-ended' then excluded.request_id
                                          else sync_position.request_id end
                    where sync_position.state = 'FAILED'""")
                .param("connection", connection)
                .param("type", type.name())
                .param("lender", CurrentLender.required())
                .param("request", requestId)
                .param("from", history.from())
                .param("now", Timestamp.from(clock.instant()))
                .param("daily", SyncInterval.DAILY.hours())
                .update());
        // Access is there again, and yet these are not read: their own sharing has ended
        // meanwhile.
        jdbc.sql("""
                update sync_position set last_error = 'sharing-ended'
                where connection_id = ? and state = 'FAILED' and last_error = 'access-lost'""")
            .param(connection)
            .update();
    }

    /**
     * What is planned is read now, unless something is in the way: then its own time
     * holds.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hasten(UUID connectionId) {
        jdbc.sql("""
                update sync_position set next_at = least(next_at, ?)
                where connection_id = ? and next_at is not null and last_error is null""")
            .params(Timestamp.from(clock.instant()), connectionId)
            .update();
    }

    /** Nothing more is read over a connection; a page under way is thrown away. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stop(UUID connectionId, String reason) {
        jdbc.sql("""
                update sync_position set state = 'FAILED', last_error = ?, next_at = null, leased_until = null,
                    run_id = null, run_began_at = null where connection_id = ?""")
            .params(reason, connectionId)
            .update();
    }

    /**
     * When the oldest of a connection's data was read, of what is shared if anything
     * still is; empty before all were.
     */
    @Transactional(readOnly = true)
    public Optional<Instant> dataAsOf(UUID connectionId) {
        return jdbc.sql("""
                select min(last_synced_at) from (
                    select last_synced_at, last_error is not distinct from 'sharing-ended' as ended,
                           bool_and(last_error is not distinct from 'sharing-ended') over () as all_ended
                    from sync_position where connection_id = ? and lender_id = ?) p
                where not ended or all_ended having bool_and(last_synced_at is not null)""")
            .params(connectionId, CurrentLender.required())
            .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
            .optional()
            .flatMap(found -> found);
    }

    /**
     * One statement; empty before the stream was started. The table has no policy, so the
     * lender is asked for here.
     */
    @Transactional(readOnly = true)
    public List<DataStanding> of(UUID requestId) {
        return jdbc.sql("select * from sync_position where request_id = ? and lender_id = ?")
            .params(requestId, CurrentLender.required())
            .query(Syncs::standing)
            .list()
            .stream()
            .sorted(java.util.Comparator.comparing(DataStanding::type))
            .toList();
    }

    static DataStanding standing(ResultSet row, int n) throws SQLException {
        return new DataStanding(row.getObject("connection_id", UUID.class),
                DataType.valueOf(row.getString("data_type")), DataStanding.State.valueOf(row.getString("state")),
                row.getInt("records"), at(row, "last_synced_at"), at(row, "last_change_at"), at(row, "next_at"),
                at(row, "stale_since"), row.getString("last_error"));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

}
