package io.ledgerstream.sync;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.Flags;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Data that have not been read for twice their interval, although they should be: the
 * lender is told once, and sees when they are fresh again. Where access is lost or the
 * sharing has ended, nothing is planned, so nothing is stale; that is told by other
 * words.
 */
@Service
@Transactional
public class StaleData {

    private static final String STALE = "greatest(last_synced_at, planned_at) < cast(:now as timestamptz) - "
            + "make_interval(hours => 2 * every_hours)";

    private final JdbcClient jdbc;

    private final Flags flags;

    private final MailQueue mails;

    private final Audit audit;

    private final Clock clock;

    StaleData(JdbcClient jdbc, Flags flags, MailQueue mails, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.flags = flags;
        this.mails = mails;
        this.audit = audit;
        this.clock = clock;
    }

    /** A connection that has become stale, or fresh. */
    public record Change(UUID connectionId, UUID lenderId) {
    }

    @Transactional(readOnly = true)
    public List<Change> due(int atMost) {
        return jdbc
            .sql("select distinct connection_id, lender_id from sync_position where (next_at is not null "
                    + "and stale_since is null and " + STALE
                    + ") or (stale_since is not null and (next_at is null or not " + STALE + ")) limit :atMost")
            .param("now", now())
            .param("atMost", atMost)
            .query((row, n) -> new Change(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    }

    /** As the connection's lender; repeating it changes nothing. */
    public void look(UUID connectionId) {
        Connection connection = jdbc.sql("select company_id, request_id from connection where id = ? for update")
            .param(connectionId)
            .query((row, n) -> new Connection(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .single();
        jdbc.sql("select id from request where id = ? for update")
            .param(connection.requestId())
            .query(UUID.class)
            .single();
        boolean before = stale(connectionId);
        jdbc.sql("update sync_position set stale_since = case when next_at is not null and " + STALE + """
                then coalesce(stale_since, cast(:now as timestamptz)) end where connection_id = :id""")
            .param("now", now())
            .param("id", connectionId)
            .update();
        boolean after = stale(connectionId);
        if (after && !before) {
            told(connection);
        }
        else if (before && !after) {
            flags.clear(connection.requestId(), Flag.DATA_STALE);
            if (read(connectionId)) {
                audit.record(Actor.SYSTEM, "data-fresh", connection.companyId(), connection.requestId(), Map.of());
            }
        }
    }

    /** The flag writes the line of the timeline. */
    private void told(Connection connection) {
        flags.raise(connection.requestId(), Flag.DATA_STALE);
        mails.plan(connection.requestId(), MailKind.LENDER_DATA_STALE, clock.instant().toString());
    }

    /**
     * Or access was lost, or the sharing has ended: then they are not stale any more, and
     * not fresh either.
     */
    private boolean read(UUID connectionId) {
        return jdbc.sql("""
                select exists (select from sync_position p join connection c on c.id = p.connection_id
                               where c.id = ? and c.state = 'LINKED' and p.next_at is not null)""")
            .param(connectionId)
            .query(Boolean.class)
            .single();
    }

    private boolean stale(UUID connectionId) {
        return jdbc.sql("select exists (select from sync_position where connection_id = ? and stale_since is not null)")
            .param(connectionId)
            .query(Boolean.class)
            .single();
    }

    /** Since when, of the request's connection; for its mail. */
    @Transactional(readOnly = true)
    public List<DataStanding> of(UUID requestId) {
        return jdbc.sql("""
                select p.* from sync_position p join connection c on c.id = p.connection_id
                where c.request_id = ? and p.stale_since is not null""").param(requestId).query(Syncs::standing).list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private record Connection(UUID companyId, UUID requestId) {
    }

}
