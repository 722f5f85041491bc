package io.ledgerstream.connection;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.provider.Aspect;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.provider.Tokens;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.secret.Secrets;
import io.ledgerstream.secret.Secrets.Place;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of connections and attempts. A connection holds one grant in its life: a
 * rejected one ends and is revoked, and the next attempt gets a row of its own; an
 * attempt that brought nothing leaves its row to the next.
 */
@Component
class ConnectionRows {

    private final JdbcClient jdbc;

    private final Secrets secrets;

    private final SharedData shared;

    private final Providers providers;

    private final JsonMapper json;

    private final Clock clock;

    ConnectionRows(JdbcClient jdbc, Secrets secrets, SharedData shared, Providers providers, JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.shared = shared;
        this.providers = providers;
        this.json = json;
        this.clock = clock;
    }

    /**
     * With what is going to be checked of it, so that pages can show that before it
     * begins.
     */
    void attempted(RequestFacts facts, UUID attemptId, int number) {
        boolean works = facts.connectionId() != null && linked(facts.connectionId());
        List<Aspect> aspects = shared.toCheck(providers.of(facts.software()).aspects(), facts.lineId(),
                facts.connectionId(), works);
        jdbc.sql("""
                insert into connection_attempt (id, lender_id, request_id, connection_id, number, started_at, checks)
                values (?, ?, ?, ?, ?, ?, ?::jsonb)""")
            .params(attemptId, CurrentLender.required(), facts.requestId(), pending(facts), number, now(),
                    json.writeValueAsString(Checklist.waiting(aspects)))
            .update();
    }

    /**
     * What the customer typed before leaving; in place of what was typed for an attempt
     * before. @param settings null for none
     */
    void settings(UUID attemptId, String settings) {
        UUID connection = connectionOf(attemptId);
        jdbc.sql("update connection set settings = ? where id = ?")
            .params(settings == null ? null : secrets.seal(settings(connection), settings), connection)
            .update();
    }

    /** Null for none. */
    String settingsOf(UUID attemptId) {
        UUID connection = connectionOf(attemptId);
        byte[] sealed = jdbc.sql("select settings from connection where id = ?")
            .param(connection)
            .query((row, n) -> Optional.ofNullable(row.getBytes(1)))
            .single()
            .orElse(null);
        return sealed == null ? null : secrets.open(settings(connection), sealed);
    }

    void forgetSettings(UUID requestId) {
        jdbc.sql("update connection set settings = null where request_id = ? and settings is not null")
            .param(requestId)
            .update();
    }

    /** The request's lock is held: nobody else inserts one. */
    private UUID pending(RequestFacts facts) {
        return facts.connectionId() != null ? facts.connectionId()
                : jdbc.sql("select id from connection where line_id = ? and software = ? and state = 'PENDING_AUTH'")
                    .params(facts.lineId(), facts.software())
                    .query(UUID.class)
                    .optional()
                    .orElseGet(() -> insert(facts, facts.software(), "PENDING_AUTH", null));
    }

    UUID connectionOf(UUID attemptId) {
        return jdbc.sql("select connection_id from connection_attempt where id = ?")
            .param(attemptId)
            .query(UUID.class)
            .single();
    }

    /**
     * Whether these are the books that the connection was made for; also where it was
     * made for none yet.
     */
    boolean sameBooks(UUID connection, String externalId) {
        return jdbc.sql("select external_id is null or external_id = ? from connection where id = ?")
            .params(externalId, connection)
            .query(Boolean.class)
            .single();
    }

    /** Whether these are the very books that are to be replaced. */
    boolean replaced(RequestFacts facts, String externalId) {
        return facts.change() != null && facts.change().software().equals(facts.software())
                && jdbc.sql("select external_id is not distinct from ? from connection where id = ?")
                    .params(externalId, facts.change().connectionId())
                    .query(Boolean.class)
                    .single();
    }

    boolean linked(UUID connection) {
        return jdbc.sql("select state = 'LINKED' from connection where id = ?")
            .param(connection)
            .query(Boolean.class)
            .single();
    }

    /** An attempt that has access already, over a connection that is there. */
    void authorised(UUID attemptId) {
        jdbc.sql("update connection_attempt set authorised_at = ? where id = ?").params(now(), attemptId).update();
    }

    private UUID insert(RequestFacts facts, String software, String state, String reason) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into connection (id, lender_id, company_id, request_id, line_id, software, state,
                                        state_reason, state_changed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
            .params(id, CurrentLender.required(), facts.companyId(), facts.requestId(), facts.lineId(), software, state,
                    reason, now())
            .update();
        return id;
    }

    void authorised(UUID attemptId, String externalId, Tokens tokens) {
        UUID connection = jdbc
            .sql("update connection_attempt set authorised_at = ? where id = ? returning connection_id")
            .params(now(), attemptId)
            .query(UUID.class)
            .single();
        jdbc.sql("update connection set external_id = ?, settings = null where id = ?")
            .params(externalId, connection)
            .update();
        keep(connection, tokens);
    }

    /** Tokens that nobody wants any more: kept, sealed, only until they are revoked. */
    void unwanted(RequestFacts facts, String software, String externalId, Tokens tokens) {
        UUID connection = insert(facts, software, "UNLINKED", "not-wanted");
        jdbc.sql("update connection set external_id = ?, revoke_due_at = ? where id = ?")
            .params(externalId, now(), connection)
            .update();
        keep(connection, tokens);
    }

    private void keep(UUID connection, Tokens tokens) {
        // A renewal of what was there before may be under way: its answer is not stored
        // over this.
        String software = jdbc.sql("select software from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single();
        jdbc.sql("""
                update connection set access_token = ?, refresh_token = ?, access_expires_at = ?,
                                      refresh_expires_at = ?, credential_kind = ?,
                                      credential_fixed = false, refresh_lease = null,
                                      refresh_leased_until = null where id = ?""")
            .params(tokens.accessToken() == null ? null : secrets.seal(accessToken(connection), tokens.accessToken()),
                    secrets.seal(refreshToken(connection), tokens.credential()), timestamp(tokens.accessExpiresAt()),
                    timestamp(tokens.credentialEndsAt()), providers.of(software).kind(tokens.credential()).name(),
                    connection)
            .update();
    }

    void linked(UUID connection, UUID attemptId) {
        jdbc.sql("""
                update connection set state = 'LINKED', state_reason = null, linked_at = coalesce(linked_at, :now),
                                      state_changed_at = case state when 'LINKED' then state_changed_at else :now end
                where id = :id and state <> 'UNLINKED'""").param("now", now()).param("id", connection).update();
        jdbc.sql("update connection_attempt set outcome = 'VERIFIED', decided_at = ? where id = ?")
            .params(now(), attemptId)
            .update();
    }

    void over(UUID attemptId, String reason) {
        jdbc.sql("""
                update connection_attempt set decided_at = ?, outcome = 'REJECTED', reason = ?
                where id = ? and outcome is null""").params(now(), reason, attemptId).update();
    }

    /**
     * Ends a connection that never was Linked, and has its grant revoked, if it has one.
     */
    void unlinkPending(UUID connection, String reason) {
        jdbc.sql(UNLINK + " where id = :id and state = 'PENDING_AUTH'")
            .param("id", connection)
            .param("reason", reason)
            .param("now", now())
            .update();
    }

    /**
     * Ends a connection that is Linked, or was until its access was lost. @return false
     * where it has ended before
     */
    boolean unlinkWorking(UUID connection, String reason) {
        return jdbc.sql(UNLINK + " where id = :id and state in ('LINKED', 'DEAUTHORIZED')")
            .param("id", connection)
            .param("reason", reason)
            .param("now", now())
            .update() == 1;
    }

    /** Ends every connection of a request. */
    void unlinkAll(UUID requestId, String reason) {
        jdbc.sql(UNLINK + " where request_id = :id and state <> 'UNLINKED'")
            .param("id", requestId)
            .param("reason", reason)
            .param("now", now())
            .update();
    }

    private static final String UNLINK = """
            update connection set state = 'UNLINKED', state_reason = :reason, state_changed_at = :now,
                                  settings = null,
                                  revoke_due_at = case when refresh_token is null then null
                                                       else cast(:now as timestamptz) end""";

    static Place accessToken(UUID connection) {
        return SealedConnections.ACCESS_TOKEN.at(connection);
    }

    static Place settings(UUID connection) {
        return SealedConnections.SETTINGS.at(connection);
    }

    static Place refreshToken(UUID connection) {
        return SealedConnections.REFRESH_TOKEN.at(connection);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    static Timestamp timestamp(Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

}
