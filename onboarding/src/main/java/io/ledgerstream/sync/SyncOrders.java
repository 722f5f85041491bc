package io.ledgerstream.sync;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a lender's people order of a connection's reads: one now, or others' times. */
@Service
@Transactional
public class SyncOrders {

    /**
     * A lender may not ask more often: accounts have limits, which their owners share.
     */
    public static final Duration BETWEEN_REFRESHES = Duration.ofMinutes(15);

    private final JdbcClient jdbc;

    private final Audit audit;

    private final Clock clock;

    SyncOrders(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Everything that is planned is read at once, with what is under way.
     * @throws Refused {@code not-connected}; {@code refreshed-lately} within a quarter of
     * an hour of the last time
     */
    public void refresh(UUID connectionId, Actor actor) {
        Connection connection = hold(connectionId);
        Instant now = clock.instant();
        if (jdbc.sql("select count(*) from sync_position where connection_id = ? and refreshed_at > ?")
            .params(connectionId, at(now.minus(BETWEEN_REFRESHES)))
            .query(Integer.class)
            .single() > 0) {
            throw new Refused("refreshed-lately");
        }
        jdbc.sql("""
                update sync_position set refreshed_at = :now, next_at = least(next_at, :now)
                where connection_id = :id and next_at is not null""")
            .param("now", at(now))
            .param("id", connectionId)
            .update();
        audit.record(actor, "refresh-asked", connection.companyId(), connection.requestId(), Map.of());
    }

    /**
     * Later reads follow the interval; one that would come later than by it comes by it.
     * Repeating it changes nothing.
     */
    public void every(UUID connectionId, SyncInterval interval, Actor actor) {
        Connection connection = hold(connectionId);
        int changed = jdbc.sql("""
                update sync_position set every_hours = :hours,
                       next_at = case when state = 'DONE'
                                      then greatest(:now, last_synced_at + make_interval(hours => :hours))
                                      else next_at end
                where connection_id = :id and every_hours <> :hours and next_at is not null""")
            .param("hours", interval.hours())
            .param("now", at(clock.instant()))
            .param("id", connectionId)
            .update();
        if (changed > 0) {
            audit.record(actor, "sync-interval-changed", connection.companyId(), connection.requestId(),
                    Map.of("interval", interval.name().toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * By its row, so that two orders at once come one after the other; row-level security
     * lets only its lender.
     */
    private Connection hold(UUID connectionId) {
        Connection connection = jdbc
            .sql("select company_id, request_id, state from connection where id = ? and lender_id = ? for update")
            .params(connectionId, CurrentLender.required())
            .query((row, n) -> new Connection(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
                    row.getString(3)))
            .optional()
            .orElseThrow(() -> new NotFound("connection"));
        if (!"LINKED".equals(connection.state())) {
            throw new Refused("not-connected");
        }
        return connection;
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.from(instant);
    }

    private record Connection(UUID companyId, UUID requestId, String state) {
    }

}
