package io.ledgerstream.outbox;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Plans mails that no step of the process sends (codes, new links, receipts), in the
 * transaction that wants them. The mail sender composes and sends them; a row says only
 * which mail, never what stands in it.
 */
@Component
public class MailQueue {

    private final JdbcClient jdbc;

    private final Clock clock;

    MailQueue(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Plans a mail once: a second call with the same (request, kind, number) changes
     * nothing.
     * @param number the business number of the effect: link id, code id, consent id,
     * reminder number
     * @return whether it was planned now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean plan(UUID requestId, MailKind kind, String number) {
        return insert(requestId, kind, number, true);
    }

    /** As {@link #plan}, for a mail that a job worker will send itself. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void planForWorker(UUID requestId, MailKind kind, String number) {
        insert(requestId, kind, number, false);
    }

    /**
     * When the last mail to the customer that carries a link was planned; empty before
     * the first.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Instant> lastWithLink(UUID requestId) {
        return jdbc.sql("""
                select max(planned_at) from mail where request_id = ?
                  and kind in ('INVITATION', 'RECONNECT', 'RENEW', 'REMINDER', 'NEW_LINK')""")
            .param(requestId)
            .query(Timestamp.class)
            .optional()
            .map(Timestamp::toInstant);
    }

    private boolean insert(UUID requestId, MailKind kind, String number, boolean bySender) {
        UUID id = Ids.next();
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                insert into mail (id, lender_id, request_id, kind, number, state, by_sender, message_id,
                                  planned_at, next_attempt_at)
                values (?, ?, ?, ?, ?, 'PLANNED', ?, ?, ?, ?) on conflict (request_id, kind, number) do nothing""")
            .params(id, CurrentLender.required(), requestId, kind.name(), number, bySender, id + "@ledgerstream", now,
                    now)
            .update() == 1;
    }

}
