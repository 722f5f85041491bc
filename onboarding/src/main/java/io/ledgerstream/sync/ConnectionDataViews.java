package io.ledgerstream.sync;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.provider.DataType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the page of a connection's data shows; three statements. */
@Service
@Transactional(readOnly = true)
public class ConnectionDataViews {

    private static final int PAGE = 50;

    private final JdbcClient jdbc;

    private final Clock clock;

    ConnectionDataViews(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param before the history begins with what was read before then; null for the
     * newest
     * @throws NotFound also where it is another lender's, or was never authorised
     */
    public ConnectionData of(UUID connectionId, Instant before) {
        List<DataStanding> types = jdbc.sql("select * from sync_position where connection_id = ? and lender_id = ?")
            .params(connectionId, CurrentLender.required())
            .query(Syncs::standing)
            .list()
            .stream()
            .sorted(Comparator.comparing(DataStanding::type))
            .toList();
        List<ConnectionData.Run> history = history(connectionId, before);
        return jdbc.sql("""
                select c.company_id, k.legal_name, k.time_zone, c.request_id, c.software, c.state, c.linked_at,
                       p.every_hours, p.refreshed_at
                from connection c join company k on k.id = c.company_id
                left join (select max(every_hours) as every_hours, max(refreshed_at) as refreshed_at
                           from sync_position where connection_id = :id) p on true
                where c.id = :id and c.linked_at is not null""")
            .param("id", connectionId)
            .query((row, n) -> new ConnectionData(connectionId, row.getObject("company_id", UUID.class),
                    row.getString("legal_name"), ZoneId.of(row.getString("time_zone")),
                    row.getObject("request_id", UUID.class), row.getString("software"), row.getString("state"),
                    at(row, "linked_at"),
                    SyncInterval.of(row.getObject("every_hours") == null ? SyncInterval.DAILY.hours()
                            : row.getInt("every_hours")),
                    from(at(row, "refreshed_at")), types, history.subList(0, Math.min(PAGE, history.size())),
                    history.size() > PAGE ? history.get(PAGE - 1).beganAt() : null))
            .optional()
            .orElseThrow(() -> new NotFound("connection"));
    }

    private Instant from(Instant refreshedAt) {
        Instant from = refreshedAt == null ? null : refreshedAt.plus(SyncOrders.BETWEEN_REFRESHES);
        return from == null || !from.isAfter(clock.instant()) ? null : from;
    }

    private List<ConnectionData.Run> history(UUID connectionId, Instant before) {
        return jdbc.sql("""
                select data_type, began_at, ended_at, pages, written, gone, error from sync_run
                where connection_id = :id
                  and (cast(:before as timestamptz) is null or began_at < cast(:before as timestamptz))
                order by began_at desc, id limit :atMost""")
            .param("id", connectionId)
            .param("before", before == null ? null : Timestamp.from(before))
            .param("atMost", PAGE + 1)
            .query((row, n) -> new ConnectionData.Run(DataType.valueOf(row.getString(1)), at(row, "began_at"),
                    at(row, "ended_at"), row.getInt("pages"), row.getInt("written"), row.getInt("gone"),
                    row.getString("error")))
            .list();
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

}
