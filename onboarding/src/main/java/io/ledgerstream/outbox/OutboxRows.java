package io.ledgerstream.outbox;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The relay's side of the outbox. Rows are leased, sent and marked; a lease that ends is
 * taken again. Of one request only one unsent row is out at a time, the oldest. Steps of
 * people at work come before starts, and starts before what is entered again. System
 * time, since leases are about processes and not about business.
 */
@Component
public class OutboxRows {

    private static final String LEASE = """
            update outbox set leased_until = now() + interval '30 seconds', attempts = attempts + 1
            where id in (
                select o.id from outbox o
                where o.done_at is null and o.next_at <= now() and (o.leased_until is null or o.leased_until < now())
                  and not exists (select 1 from outbox earlier
                                  where earlier.request_id = o.request_id and earlier.id < o.id
                                  and earlier.done_at is null and earlier.sent_at is null)
                order by o.urgency, o.id limit :most for update skip locked)
            returning id, lender_id, request_id, kind, name, fact_id, entry, attempts""";

    private final JdbcClient jdbc;

    OutboxRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Leases the rows that are due, at most one unsent row for each request. Commits
     * before it returns.
     */
    public List<Row> lease(int atMost) {
        return jdbc.sql(LEASE)
            .param("most", atMost)
            .query((row, n) -> new Row(row.getLong(1), row.getObject(2, UUID.class), row.getObject(3, UUID.class),
                    Kind.valueOf(row.getString(4)), row.getString(5), row.getString(6), row.getInt(7), row.getInt(8)))
            .list();
    }

    /** Nothing more is to be done about this row. */
    public void done(long id, String outcome) {
        jdbc.sql("""
                update outbox set done_at = now(), sent_at = coalesce(sent_at, now()), outcome = ?, leased_until = null,
                    last_error = null where id = ? and done_at is null""").params(outcome, id).update();
    }

    /**
     * A start went out, but sent is not started: it is sent again after the delay unless
     * it has been claimed by then.
     */
    public void sentUnclaimed(long id, Duration again) {
        jdbc.sql("update outbox set sent_at = now(), leased_until = null, next_at = now() + make_interval(secs => ?) "
                + "where id = ? and done_at is null")
            .params(again.toMillis() / 1000.0, id)
            .update();
    }

    /** The row was leased and then not sent after all. */
    public void giveBack(long id) {
        jdbc.sql("update outbox set leased_until = null, attempts = attempts - 1 where id = ? and done_at is null")
            .param(id)
            .update();
    }

    /** Sending failed; the row and those behind it wait. */
    public void failed(long id, Duration again, String error) {
        jdbc.sql("update outbox set leased_until = null, next_at = now() + make_interval(secs => ?), last_error = ? "
                + "where id = ? and done_at is null")
            .params(again.toMillis() / 1000.0, error, id)
            .update();
    }

    public enum Kind {

        START, CHANGED, MESSAGE,

        /** An instance that may have lived on when the engine was in doubt is to end. */
        END

    }

    /**
     * @param name the message's name, for messages
     * @param factId what makes the message's id, for messages
     * @param entry the (re-)entry, for starts
     * @param attempts how often the row has been leased, this time included
     */
    public record Row(long id, UUID lenderId, UUID requestId, Kind kind, String name, String factId, int entry,
            int attempts) {
    }

}
