package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.secret.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends at the provider what has ended here, then erases the tokens; tried again with
 * back-off until the provider answers.
 */
@Service
public class Revocations {

    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);

    private static final int LEASE_SECONDS = 60;

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final JdbcClient jdbc;

    private final Secrets secrets;

    private final Providers providers;

    private final Audit audit;

    private final Clock clock;

    private final TransactionTemplate transaction;

    Revocations(JdbcClient jdbc, Secrets secrets, Providers providers, Audit audit, Clock clock,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.providers = providers;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** All lenders' connections that are due, as ids. */
    public List<Due> due(int atMost) {
        return jdbc.sql("select * from due_revocations(?, ?)")
            .params(now(), atMost)
            .query((row, n) -> new Due(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    }

    /** Revokes one. Calls the provider: never inside a transaction. */
    public void revoke(Due due) {
        CurrentLender.as(due.lenderId(), () -> lease(due).ifPresent(grant -> {
            Provider provider = providers.of(grant.software());
            Optional<Boolean> others = provider.endsTogether() ? givenAnew(due.connectionId()) : Optional.empty();
            if (others.isPresent()) {
                notRevoked(due, grant, others.get());
                return;
            }
            ProviderAnswer<Boolean> answer = provider.revoke(grant.credential());
            transaction.executeWithoutResult(status -> {
                if (answer instanceof ProviderAnswer.Ok || answer instanceof ProviderAnswer.AccessEnded) {
                    UUID[] of = erase(due.connectionId());
                    audit.record(Actor.SYSTEM, "access-revoked", of[0], of[1], Map.of());
                }
                else {
                    later(due.connectionId(), grant.attempts());
                }
            });
        }));
    }

    /**
     * Whether the company has connected the same books again, and whether that is
     * verified; empty where it has not.
     */
    private Optional<Boolean> givenAnew(UUID connectionId) {
        return transaction.execute(status -> jdbc.sql("""
                select bool_or(o.state <> 'PENDING_AUTH') from connection c
                join connection o on o.company_id = c.company_id
                  and o.software = c.software and o.external_id = c.external_id
                where c.id = ? and o.state <> 'UNLINKED' and o.refresh_token is not null""")
            .param(connectionId)
            .query((row, n) -> Optional.ofNullable(row.getObject(1, Boolean.class)))
            .single());
    }

    /**
     * Ending the old grant would end the new one, which may be in use: it is not called
     * any more, and what it was known by is erased.
     */
    private void notRevoked(Due due, Doomed grant, boolean verified) {
        transaction.executeWithoutResult(status -> {
            if (verified) {
                UUID[] of = erase(due.connectionId());
                audit.record(Actor.SYSTEM, "access-given-anew", of[0], of[1], Map.of());
            }
            else {
                later(due.connectionId(), grant.attempts());
            }
        });
    }

    /** Not while the tokens are being renewed: the renewed ones are those to revoke. */
    private Optional<Doomed> lease(Due due) {
        return transaction.execute(status -> jdbc.sql("""
                update connection set revoke_leased_until = now() + make_interval(secs => ?),
                    revoke_attempts = revoke_attempts + 1
                where id = ? and state = 'UNLINKED' and revoked_at is null
                  and revoke_due_at <= ? and refresh_token is not null
                  and (revoke_leased_until is null or revoke_leased_until < now())
                  and (refresh_leased_until is null or refresh_leased_until < now())
                returning software, refresh_token, revoke_attempts""")
            .params(LEASE_SECONDS, due.connectionId(), now())
            .query((row, n) -> doomed(due, row))
            .optional());
    }

    private Doomed doomed(Due due, ResultSet row) throws SQLException {
        return new Doomed(row.getString("software"),
                secrets.open(ConnectionRows.refreshToken(due.connectionId()), row.getBytes("refresh_token")),
                row.getInt("revoke_attempts"));
    }

    /**
     * @return the company and the request
     */
    private UUID[] erase(UUID connectionId) {
        return jdbc.sql("""
                update connection set revoked_at = ?, revoke_leased_until = null,
                    access_token = null, refresh_token = null
                where id = ? returning company_id, request_id""")
            .params(now(), connectionId)
            .query((row, n) -> new UUID[] { row.getObject(1, UUID.class), row.getObject(2, UUID.class) })
            .single();
    }

    /** After 5, 10, 20 … seconds, at most an hour. */
    private void later(UUID connectionId, int attempts) {
        Duration pause = Duration.ofSeconds(5L << Math.min(attempts - 1, 12));
        LOG.warn("Access of connection {} was not revoked, attempt {}; it is tried again.", connectionId, attempts);
        jdbc.sql("update connection set revoke_due_at = ?, revoke_leased_until = null where id = ?")
            .params(Timestamp.from(clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE)),
                    connectionId)
            .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    public record Due(UUID connectionId, UUID lenderId) {
    }

    private record Doomed(String software, String credential, int attempts) {

        @Override
        public String toString() {
            return "Doomed[]";
        }
    }

}
