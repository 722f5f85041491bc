package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.provider.Tokens;
import io.ledgerstream.request.Requests;
import io.ledgerstream.secret.Secrets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tokens of a connection as they lie in its row, and the lease under which they are
 * renewed.
 */
@Component
class TokenRows {

    /** Longer than connecting and reading take at most (15 s). System time. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /**
     * A token that ends within this time is renewed first: the call it is for takes some
     * seconds.
     */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final JdbcClient jdbc;

    private final Secrets secrets;

    private final Requests requests;

    private final Audit audit;

    private final Providers providers;

    private final Clock clock;

    TokenRows(JdbcClient jdbc, Secrets secrets, Requests requests, Audit audit, Providers providers, Clock clock) {
        this.requests = requests;
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.audit = audit;
        this.providers = providers;
        this.clock = clock;
    }

    /** Reads the token, and where it has to be renewed tries to take the lease for it. */
    Look look(UUID connectionId, String refused, UUID me) {
        Optional<Row> found = jdbc.sql("""
                select software, external_id, access_token, refresh_token, access_expires_at, subsidiaries
                from connection
                where id = ? and state <> 'UNLINKED' and refresh_token is not null""")
            .param(connectionId)
            .query(TokenRows::row)
            .optional();
        if (found.isEmpty()) {
            return new Look.Gone();
        }
        Row row = found.get();
        String token = row.access() == null ? null
                : secrets.open(ConnectionRows.accessToken(connectionId), row.access());
        if (token != null && !token.equals(refused) && row.expiresAt().isAfter(clock.instant().plus(MARGIN))) {
            return new Look.Good(new Access(row.externalId(), token, row.subsidiaries()));
        }
        return lease(connectionId, row, me)
                ? new Look.Mine(row.software(), row.externalId(), row.access(),
                        secrets.open(ConnectionRows.refreshToken(connectionId), row.refresh()), row.subsidiaries())
                : new Look.Others();
    }

    /**
     * Only on the token that was read: if somebody has stored another in between, it is
     * read again.
     */
    private boolean lease(UUID connectionId, Row row, UUID me) {
        return jdbc.sql("""
                update connection set refresh_lease = ?, refresh_leased_until = now() + make_interval(secs => ?)
                where id = ? and access_token is not distinct from ?
                  and (refresh_leased_until is null or refresh_leased_until < now())""")
            .params(me, LEASE.toSeconds(), connectionId, row.access())
            .update() == 1;
    }

    /**
     * Stores what was issued, also where the lease has run out or the connection has
     * ended (so that the right token is revoked), but never over a token that somebody
     * else has stored. Whose lease still stands there is the last who leased; the token
     * may look different then only because its key was renewed.
     */
    boolean store(UUID connectionId, Look.Mine mine, UUID me, Tokens tokens) {
        Timestamp ends = ConnectionRows.timestamp(tokens.credentialEndsAt());
        return jdbc.sql("""
                update connection set access_token = ?, refresh_token = ?, access_expires_at = ?,
                                      credential_fixed = coalesce(cast(? as timestamptz) <= refresh_expires_at
                                                                  + interval '1 hour', false),
                                      refresh_expires_at = ?, credential_kind = ?, refresh_lease = null,
                                      refresh_leased_until = null
                where id = ? and (access_token is not distinct from ? or refresh_lease = ?)
                  and revoked_at is null""")
            .params(secrets.seal(ConnectionRows.accessToken(connectionId), tokens.accessToken()),
                    secrets.seal(ConnectionRows.refreshToken(connectionId), tokens.credential()),
                    Timestamp.from(tokens.accessExpiresAt()), ends, ends,
                    providers.of(mine.software()).kind(tokens.credential()).name(), connectionId, mine.sealed(), me)
            .update() == 1;
    }

    /**
     * The provider has ended the grant. Believed only of whoever holds the lease: another
     * may just have renewed the token.
     */
    boolean lost(UUID connectionId, UUID me, String reason) {
        return lost("", connectionId, me, reason);
    }

    /**
     * As {@link #lost}, but a connection that was never Linked keeps its credential:
     * verification says why it is not taken.
     */
    boolean lostIfLinked(UUID connectionId, UUID me, String reason) {
        return lost(" and state = 'LINKED'", connectionId, me, reason);
    }

    private boolean lost(String condition, UUID connectionId, UUID me, String reason) {
        return jdbc.sql("""
                update connection set state = case state when 'LINKED' then 'DEAUTHORIZED' else state end,
                                      state_reason = :reason, state_changed_at = :now,
                                      access_token = null, refresh_token = null,
                                      refresh_lease = null, refresh_leased_until = null, revoke_due_at = null
                where id = :id and refresh_lease = :me""" + condition + " returning state, company_id, request_id")
            .param("reason", reason)
            .param("now", Timestamp.from(clock.instant()))
            .param("id", connectionId)
            .param("me", me)
            .query((row, n) -> told(connectionId, row))
            .optional()
            .isPresent();
    }

    void release(UUID connectionId, UUID me) {
        jdbc.sql("""
                update connection set refresh_lease = null, refresh_leased_until = null
                where id = ? and refresh_lease = ?""").params(connectionId, me).update();
    }

    /**
     * The customer is asked to mend what was Linked, in the same transaction: access is
     * never lost in silence.
     */
    private boolean told(UUID connectionId, ResultSet row) throws SQLException {
        if ("DEAUTHORIZED".equals(row.getString("state"))) {
            audit.record(Actor.SYSTEM, "access-lost", row.getObject("company_id", UUID.class),
                    row.getObject("request_id", UUID.class), Map.of());
            requests.reconnect(connectionId);
        }
        return true;
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(row.getString("software"), row.getString("external_id"), row.getBytes("access_token"),
                row.getBytes("refresh_token"), row.getTimestamp("access_expires_at") == null ? null
                        : row.getTimestamp("access_expires_at").toInstant(),
                ids(row));
    }

    private static List<String> ids(ResultSet row) throws SQLException {
        Array ids = row.getArray("subsidiaries");
        return ids == null ? null : List.of((String[]) ids.getArray());
    }

    private record Row(String software, String externalId, byte[] access, byte[] refresh, Instant expiresAt,
            List<String> subsidiaries) {
    }

    /** What a look at the row says to do. */
    sealed interface Look {

        record Good(Access access) implements Look {
        }

        /** No token: never given, revoked, or ended by the provider. */
        record Gone() implements Look {
        }

        /**
         * The lease is this caller's: renew. @param sealed the access token as it lay
         * there, null for none
         */
        record Mine(String software, String externalId, byte[] sealed, String credential,
                List<String> subsidiaries) implements Look {

            Access access(String token) {
                return new Access(externalId, token, subsidiaries);
            }

            @Override
            public String toString() {
                return "Mine[]";
            }
        }

        /** Somebody else renews: wait and look again. */
        record Others() implements Look {
        }

    }

}
