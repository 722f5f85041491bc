package io.ledgerstream.request;

import io.ledgerstream.outbox.OnboardingProcess;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Entering the process again, for requests whose instance is lost, and the end of it. A
 * claim is never cleared: the next entry is published, and the engine refuses it while
 * the old instance lives, so a wrong guess does no harm.
 */
@Service
public class Reentry {

    /** Longer than the mails at the end of a request take on a good day. */
    private static final Duration OVERDUE = Duration.ofMinutes(10);

    /** As many as are entered again in one transaction, so that nobody waits for it. */
    private static final int PAGE = 500;

    private final JdbcClient jdbc;

    private final OnboardingProcess process;

    private final Clock clock;

    Reentry(JdbcClient jdbc, OnboardingProcess process, Clock clock) {
        this.jdbc = jdbc;
        this.process = process;
        this.clock = clock;
    }

    /**
     * Wants one more entry for a request, unless a start is still to be sent or its
     * process has nothing left to do.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void enterAgain(UUID requestId) {
        jdbc.sql("""
                update request set wanted_entry = greatest(wanted_entry, entry) + 1
                where id = ? and settled_at is null
                  and not exists (select 1 from outbox where request_id = ? and kind = 'START' and done_at is null)
                returning wanted_entry""")
            .params(requestId, requestId)
            .query(Integer.class)
            .optional()
            .ifPresent(entry -> process.reentered(requestId, entry));
    }

    /**
     * Wants one more entry for some of the current lender's requests whose process has
     * something left to do, because the engine has lost its data: what is still under way
     * from before claims nothing any more.
     * @param after the last request of the page before; null for the first page
     * @param mayBeAlive whether instances may live on: they are told to end first
     */
    @Transactional
    public Page enterPageAgain(UUID after, boolean mayBeAlive) {
        List<UUID> page = jdbc.sql("""
                select id from request where settled_at is null and (:after::uuid is null or id > :after::uuid)
                order by id limit :most for update""")
            .param("after", after)
            .param("most", PAGE)
            .query(UUID.class)
            .list();
        if (page.isEmpty()) {
            return new Page(0, null);
        }
        jdbc.sql("""
                update request set wanted_entry = greatest(wanted_entry, entry) + 1,
                                   first_entry = greatest(wanted_entry, entry) + 1
                where id in (:page)""").param("page", page).update();
        process.reenteredAll(page, mayBeAlive);
        return new Page(page.size(), page.size() < PAGE ? null : page.getLast());
    }

    /**
     * Wants one more entry for each of the current lender's requests that should have
     * been settled a while ago: closed, or past its due date. Its instance may be gone
     * (ended by an operator, or lost with what was told to it).
     * @return how many
     */
    @Transactional
    public int enterOverdueAgain() {
        Timestamp aWhileAgo = Timestamp.from(clock.instant().minus(OVERDUE));
        List<UUID> overdue = jdbc.sql("""
                select id from request where settled_at is null and entry > 0
                  and (due_at < :then or status not in ('REQUESTED', 'OPENED', 'IN_PROGRESS')
                       and status_changed_at < :then)
                  and not exists (select 1 from outbox o
                                  where o.request_id = request.id and o.kind = 'START' and o.done_at is null)
                order by id for update skip locked""").param("then", aWhileAgo).query(UUID.class).list();
        overdue.forEach(this::enterAgain);
        return overdue.size();
    }

    /**
     * An instance that stood in the way is gone: the entry that is wanted need not wait
     * any longer, or is tried once more. A request whose wanted entry acts stays as it
     * is.
     */
    @Transactional
    public void instanceEnded(UUID requestId) {
        jdbc.sql("""
                select wanted_entry from request
                where id = ? and settled_at is null and entry < wanted_entry for update""")
            .param(requestId)
            .query(Integer.class)
            .optional()
            .ifPresent(wanted -> process.reentered(requestId, wanted));
    }

    /**
     * The process has done the last it had to do for this request. Where the request was
     * opened again meanwhile, another instance is wanted instead. Repeating it changes
     * nothing. Under the request's lock.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settled(UUID requestId) {
        boolean closed = jdbc.sql("""
                update request set settled_at = coalesce(settled_at, ?)
                where id = ? and status not in ('REQUESTED', 'OPENED', 'IN_PROGRESS')""")
            .params(Timestamp.from(clock.instant()), requestId)
            .update() == 1;
        if (!closed) {
            enterAgain(requestId);
        }
    }

    /**
     * A closed request was opened again: its process has something to do again. Under the
     * request's lock.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reopened(UUID requestId) {
        jdbc.sql("update request set settled_at = null where id = ?").param(requestId).update();
        enterAgain(requestId);
    }

    /**
     * @param last the request to go on after; null if there are no more
     */
    public record Page(int entered, UUID last) {
    }

}
