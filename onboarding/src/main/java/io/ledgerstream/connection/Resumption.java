package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.secret.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A company that ended its sharing and connects the very same books again, to the same
 * lender, within 30 days has the same connection as before: what was read and has not
 * been erased is there, and only what has changed since is read. Later it is a new one.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Resumption {

    static final Duration WITHIN = Duration.ofDays(30);

    /**
     * Where one account keeps the books of several companies, other ones are other books.
     * A connection that other software has taken the place of counts until the day of the
     * change only: it is not resumed.
     */
    private static final String EARLIER = """
            select o.id from connection n
            join connection o on o.company_id = n.company_id
              and o.software = n.software and o.external_id = n.external_id and o.id <> n.id
            where n.id = :id and n.state = 'PENDING_AUTH' and n.linked_at is null
              and o.state = 'UNLINKED' and o.linked_at is not null
              and o.state_changed_at >= :since and o.subsidiaries is not distinct from n.subsidiaries
              and not exists (select from software_change s
                              where s.old_connection = o.id and s.completed_at is not null)
            order by o.state_changed_at desc, o.id limit 1""";

    private final JdbcClient jdbc;

    private final Secrets secrets;

    private final Audit audit;

    private final Clock clock;

    Resumption(JdbcClient jdbc, Secrets secrets, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
    }

    /** The connection that would be resumed, were this new one verified. */
    Optional<UUID> earlier(UUID connection) {
        return jdbc.sql(EARLIER)
            .param("id", connection)
            .param("since", Timestamp.from(clock.instant().minus(WITHIN)))
            .query(UUID.class)
            .optional();
    }

    /**
     * Puts what the new connection was given into the one before, which is Linked by
     * that. The new row ends; it takes over what access of before is still to be revoked,
     * so that no credential is lost sight of.
     * @return the connection that is, or is to be, Linked: the one before, or this one
     * where there is none
     */
    UUID resumed(UUID connection, UUID attempt) {
        return earlier(connection).map(earlier -> {
            // Whoever ends, revokes or erases the one before is done with it, or comes
            // later.
            Row before = locked(earlier);
            Row now = locked(connection);
            give(now, before);
            take(before, now);
            follow(before, attempt);
            audit.record(Actor.PROCESS, "connection-resumed", now.companyId(), now.requestId(), Map.of());
            if (!Objects.equals(before.name(), now.name())) {
                audit.record(Actor.PROCESS, "company-renamed", now.companyId(), now.requestId(),
                        Map.of("from", before.name(), "to", now.name()));
            }
            return earlier;
        }).orElse(connection);
    }

    private Row locked(UUID id) {
        return jdbc.sql("select * from connection where id = ? for update").param(id).query(Resumption::row).single();
    }

    private void give(Row now, Row before) {
        jdbc.sql("""
                update connection o set state = 'LINKED', state_reason = null, state_changed_at = :at,
                    linked_at = :at, line_id = n.line_id,
                    request_id = n.request_id, external_name = n.external_name,
                    external_legal_name = n.external_legal_name,
                    external_country = n.external_country,
                    external_currency = n.external_currency, sample = n.sample,
                    access_token = :access, refresh_token = :refresh, access_expires_at = n.access_expires_at,
                    refresh_expires_at = n.refresh_expires_at,
                    credential_kind = n.credential_kind, credential_fixed = n.credential_fixed,
                    refresh_lease = null, refresh_leased_until = null,
                    revoke_due_at = null, revoke_leased_until = null, revoke_attempts = 0, revoked_at = null
                from connection n where n.id = :now and o.id = :before""")
            .param("at", Timestamp.from(clock.instant()))
            .param("now", now.id())
            .param("before", before.id())
            .param("access",
                    moved(now.access(), ConnectionRows.accessToken(now.id()), ConnectionRows.accessToken(before.id())))
            .param("refresh",
                    moved(now.refresh(), ConnectionRows.refreshToken(now.id()),
                            ConnectionRows.refreshToken(before.id())))
            .update();
    }

    private void take(Row before, Row now) {
        jdbc.sql("""
                update connection set state = 'UNLINKED', state_reason = 'resumed', state_changed_at = :at,
                    access_token = null, refresh_token = :refresh,
                    access_expires_at = null, refresh_expires_at = null, refresh_lease = null,
                    refresh_leased_until = null,
                    revoke_due_at = case when :due then cast(:at as timestamptz) end
                where id = :now""")
            .param("at", Timestamp.from(clock.instant()))
            .param("now", now.id())
            .param("due", before.refresh() != null)
            .param("refresh",
                    moved(before.refresh(), ConnectionRows.refreshToken(before.id()),
                            ConnectionRows.refreshToken(now.id())))
            .update();
    }

    /**
     * The consents of before stay with the connection, so that what they promised to
     * erase is found.
     */
    private void follow(Row before, UUID attempt) {
        jdbc.sql("update request_line set connection_id = ? where id = ?")
            .params(before.id(), before.lineId())
            .update();
        jdbc.sql("update connection_attempt set connection_id = ? where id = ?").params(before.id(), attempt).update();
    }

    private byte[] moved(byte[] sealed, Secrets.Place from, Secrets.Place to) {
        return sealed == null ? null : secrets.seal(to, secrets.open(from, sealed));
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(row.getObject("id", UUID.class), row.getObject("company_id", UUID.class),
                row.getObject("request_id", UUID.class), row.getObject("line_id", UUID.class),
                row.getString("external_name"), row.getBytes("access_token"), row.getBytes("refresh_token"));
    }

    private record Row(UUID id, UUID companyId, UUID requestId, UUID lineId, String name, byte[] access,
            byte[] refresh) {

        @Override
        public String toString() {
            return "Row[" + id + "]";
        }
    }

}
