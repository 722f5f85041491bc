package io.ledgerstream.mail;

import io.ledgerstream.mail.Composer.Composed;
import io.ledgerstream.outbox.MailKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of table mail. Leases run by the database's clock, everything else by the
 * business clock.
 */
@Component
class MailRows {

    private static final String SELECT = "select *, leased_until > clock_timestamp() as leased from mail";

    private final JdbcClient jdbc;

    private final Clock clock;

    MailRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param bySender whether the mail sender sends it, and no step of the process
     * @param leased whether somebody is sending it at this moment
     * @param nextAttemptAt null where nothing more will be done
     * @param doubts attempts whose answer was lost
     * @param recipient of the newest attempt, null before the first
     */
    record Row(UUID id, UUID requestId, MailKind kind, String number, MailState state, boolean bySender, boolean leased,
            Instant nextAttemptAt, int attempts, int doubts, String messageId, String recipient, String lastError) {

        boolean over() {
            return nextAttemptAt == null;
        }

        /** Whether a server may have taken it, so that it may come back. */
        boolean wentOut() {
            return doubts > 0 || switch (state) {
                case ATTEMPTING, SENT, UNKNOWN, BOUNCED -> true;
                case PLANNED, REJECTED, DROPPED -> false;
            };
        }
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(SELECT + " where id = ?").param(id).query(MailRows::row).optional();
    }

    Row lock(UUID requestId, MailKind kind, String number) {
        return jdbc.sql(SELECT + " where request_id = ? and kind = ? and number = ? for update")
            .params(requestId, kind.name(), number)
            .query(MailRows::row)
            .single();
    }

    Row lock(UUID id) {
        return jdbc.sql(SELECT + " where id = ? for update").param(id).query(MailRows::row).single();
    }

    Optional<String> unfinished(UUID requestId, MailKind kind) {
        return jdbc.sql("""
                select number from mail where request_id = ?
                  and kind = ? and not by_sender and next_attempt_at is not null
                order by planned_at limit 1""").params(requestId, kind.name()).query(String.class).optional();
    }

    void attempting(Row row, Composed mail, Duration lease) {
        jdbc.sql("""
                update mail set state = 'ATTEMPTING', attempts = attempts + 1,
                    leased_until = clock_timestamp() + make_interval(secs => ?),
                    next_attempt_at = ?, sender = ?, reply_to = ?, recipient = ?, language = ?, subject = ?,
                    text_body = ?, html_body = ?, last_error = null
                where id = ?""")
            .params(lease.toSeconds(), at(clock.instant().plus(lease)), mail.addresses().from().shown(),
                    mail.addresses().replyTo().shown(), mail.addresses().to().address(), mail.kept().language(),
                    mail.kept().subject(), mail.kept().text(), mail.kept().html(), row.id())
            .update();
    }

    void sent(UUID id) {
        jdbc.sql("""
                update mail set state = 'SENT', sent_at = coalesce(sent_at, ?), leased_until = null,
                    next_attempt_at = null where id = ?""").params(at(clock.instant()), id).update();
    }

    /** Whose mail it is, before a lender is set; empty where there is none. */
    Optional<UUID> lender(UUID id) {
        return jdbc.sql("select lender_id from find_mail(?)").param(id).query(UUID.class).optional();
    }

    /** It was accepted and came back; nothing more will be done about it. */
    void bounced(UUID id, String status) {
        jdbc.sql("""
                update mail set state = 'BOUNCED', sent_at = coalesce(sent_at, ?), leased_until = null,
                    next_attempt_at = null, last_error = ?
                where id = ?""").params(at(clock.instant()), status, id).update();
    }

    void late(UUID id, String words) {
        jdbc.sql("update mail set last_error = ? where id = ? and state = 'SENT'").params(words, id).update();
    }

    /**
     * @param next when to try again, by the business clock; null for never
     */
    void put(UUID id, MailState state, Instant next, boolean doubt, String error) {
        jdbc.sql("""
                update mail set state = ?, next_attempt_at = ?, doubts = doubts + ?, last_error = ?,
                    leased_until = null where id = ?""")
            .params(state.name(), at(next), doubt ? 1 : 0, error, id)
            .update();
    }

    void postpone(UUID id, Instant next) {
        jdbc.sql("update mail set next_attempt_at = ?, attempts = attempts + 1 where id = ?")
            .params(at(next), id)
            .update();
    }

    List<Deliveries.Due> due(int atMost) {
        return jdbc.sql("select mail_id, lender_id from due_mails(?, ?)")
            .params(at(clock.instant()), atMost)
            .query((row, n) -> new Deliveries.Due(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    }

    private static Timestamp at(Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        Timestamp next = row.getTimestamp("next_attempt_at");
        return new Row(row.getObject("id", UUID.class), row.getObject("request_id", UUID.class),
                MailKind.valueOf(row.getString("kind")), row.getString("number"),
                MailState.valueOf(row.getString("state")), row.getBoolean("by_sender"), row.getBoolean("leased"),
                next == null ? null : next.toInstant(), row.getInt("attempts"), row.getInt("doubts"),
                row.getString("message_id"), row.getString("recipient"), row.getString("last_error"));
    }

}
