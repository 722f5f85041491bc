package io.ledgerstream.sharing;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.connection.SharedData;
import io.ledgerstream.provider.DataType;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Erases what was read or given, so many days after the end of the sharing as the consent
 * promised. The consent itself stays, as evidence.
 */
@Service
@Transactional
public class Erasures {

    private final JdbcClient jdbc;

    private final SharedData shared;

    private final Audit audit;

    private final Clock clock;

    Erasures(JdbcClient jdbc, SharedData shared, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.shared = shared;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<SharingEnds.Due> due(int atMost) {
        return jdbc.sql("select * from due_erasures(?, ?)")
            .params(Timestamp.from(clock.instant()), atMost)
            .query((row, n) -> new SharingEnds.Due(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    }

    /**
     * As the consent's lender. What another consent still allows over the same connection
     * stays.
     */
    public void erase(UUID consentId) {
        jdbc.sql("""
                update consent set erased_at = ? where id = ?
                  and erased_at is null returning line_id, request_id, company_id""")
            .params(Timestamp.from(clock.instant()), consentId)
            .query((row,
                    n) -> new UUID[] { row.getObject(1, UUID.class), row.getObject(2, UUID.class),
                            row.getObject(3, UUID.class) })
            .optional()
            .ifPresent(ids -> {
                int records = connections(ids[0]).stream().mapToInt(this::eraseRecords).sum();
                int files = jdbc.sql("delete from upload where request_id = ?").param(ids[1]).update();
                audit.record(Actor.SYSTEM, "data-erased", ids[2], ids[1],
                        Map.of("records", Integer.toString(records), "files", Integer.toString(files)));
            });
    }

    private List<UUID> connections(UUID line) {
        return jdbc.sql("""
                select id from connection c
                where c.line_id = :line or c.id = (select connection_id from request_line where id = :line)""")
            .param("line", line)
            .query(UUID.class)
            .list();
    }

    /**
     * With where their reading had got to: should they be shared again over the same
     * connection, they are read from the beginning.
     */
    private int eraseRecords(UUID connection) {
        String[] kept = shared.over(connection).stream().map(DataType::name).toArray(String[]::new);
        jdbc.sql("""
                update sync_position set position = null, pages = 0, records = 0, last_synced_at = null,
                    last_change_at = null, swept_at = null
                where connection_id = ? and data_type <> all (?)""").params(connection, kept).update();
        return jdbc.sql("delete from record where connection_id = ? and data_type <> all (?)")
            .params(connection, kept)
            .update();
    }

}
