package io.ledgerstream.task;

import io.ledgerstream.lender.Lenders;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.request.Reentry;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The lives of the engine's data. Keys of an emptied engine start again, so that an old
 * job key would complete another request's task: engine keys hold for one run only. The
 * relay probes by publishing the current run's mark; only an engine that has lost its
 * data accepts a mark twice.
 */
@Service
public class EngineRuns {

    /**
     * Marks that a run keeps in reserve. Each probe whose answer was lost (a crash) uses
     * one up, so four in a row are safe.
     */
    public static final int MARKS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(EngineRuns.class);

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final JdbcClient jdbc;

    private final Lenders lenders;

    private final Reentry reentry;

    private final TransactionTemplate transaction;

    EngineRuns(JdbcClient jdbc, Lenders lenders, Reentry reentry, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.lenders = lenders;
        this.reentry = reentry;
        this.transaction = transaction;
    }

    /**
     * @throws java.util.NoSuchElementException before the first probe: no worker may open
     * before it
     */
    UUID current() {
        return jdbc.sql("select id from engine_run where ended_at is null").query(UUID.class).optional().orElseThrow();
    }

    /**
     * Leases the right to probe to this caller.
     * @return the mark to publish; empty where another node is probing
     */
    public Optional<Mark> beginProbe() {
        jdbc.sql("""
                insert into engine_run (id) select ?
                where not exists (select 1 from engine_run where ended_at is null) on conflict do nothing""")
            .param(Ids.next())
            .update();
        return jdbc.sql("""
                update engine_run set mark = mark + case when leased_until is null then 0 else 1 end,
                                      leased_until = now() + make_interval(secs => :lease)
                where ended_at is null and (leased_until is null or leased_until < now()) returning id, mark, laid""")
            .param("lease", LEASE.toSeconds())
            .query((row, n) -> new Mark(row.getObject(1, UUID.class), row.getInt(2), row.getInt(3)))
            .optional()
            .map(EngineRuns::unlessUsedUp);
    }

    /**
     * The engine knew the mark: it is the same engine still, and holds the marks up to
     * {@link Mark#reserve}.
     * @throws IllegalStateException where another node has taken the probe over
     */
    public void sameEngine(Mark mark) {
        stillOurs(mark,
                jdbc.sql("""
                        update engine_run set leased_until = null, laid = greatest(laid, ?)
                        where id = ? and mark = ? and ended_at is null""")
                    .params(mark.reserve(), mark.run(), mark.number())
                    .update());
    }

    /**
     * The engine was certainly not asked, since it is not there: the mark is as good as
     * before.
     */
    public void notAsked(Mark mark) {
        jdbc.sql("update engine_run set leased_until = null where id = ? and mark = ?")
            .params(mark.run(), mark.number())
            .update();
    }

    /**
     * The engine did not know the mark: it came back empty. Every request whose process
     * has something left to do is entered again, every task row is closed, a new run
     * begins. Safe to repeat after a crash in the middle.
     * @return the new run, whose marks the caller now lays down before it calls
     * {@link #sameEngine} with its first
     * @throws IllegalStateException where another node has taken the probe over
     */
    public Mark emptyEngine(Mark mark) {
        LOG.warn(
                "The engine does not know run {}: it is new or has lost its data. All open requests are entered again.",
                mark.run());
        lenders.all().forEach(lender -> CurrentLender.as(lender, () -> transaction.executeWithoutResult(status -> {
            keepLease(mark);
            reentry.enterAllAgain();
        })));
        return transaction.execute(status -> newRun(mark));
    }

    /** Many requests take long: nobody else may begin the same meanwhile. */
    private void keepLease(Mark mark) {
        stillOurs(mark,
                jdbc.sql("""
                        update engine_run set leased_until = now() + make_interval(secs => ?)
                        where id = ? and mark = ? and ended_at is null""")
                    .params(LEASE.toSeconds(), mark.run(), mark.number())
                    .update());
    }

    private static void stillOurs(Mark mark, int rows) {
        if (rows == 0) {
            throw new IllegalStateException("Another node has taken over the probe of run " + mark.run() + ".");
        }
    }

    private Mark newRun(Mark old) {
        UUID next = Ids.next();
        stillOurs(old,
                jdbc.sql("update engine_run set ended_at = now() where id = ? and mark = ? and ended_at is null")
                    .params(old.run(), old.number())
                    .update());
        jdbc.sql("update task set closed_at = now(), outcome = 'engine-emptied' where closed_at is null").update();
        jdbc.sql("insert into engine_run (id, leased_until) values (?, now() + make_interval(secs => ?))")
            .params(next, LEASE.toSeconds())
            .update();
        return new Mark(next, 1, 0);
    }

    private static Mark unlessUsedUp(Mark mark) {
        if (mark.laid() > 0 && mark.number() > mark.laid()) {
            throw new IllegalStateException(
                    "Five probes of the engine in a row ended without an answer being recorded. Nothing is sent until "
                            + "an operator has compared engine and database; see the runbook, 'Engine run'.");
        }
        return mark;
    }

    /**
     * @param laid up to this number the engine holds the run's marks; 0 before the first
     * answer
     */
    public record Mark(UUID run, int number, int laid) {

        /** The id under which the engine keeps this mark. */
        public String messageId() {
            return run + ":" + number;
        }

        public Mark withNumber(int other) {
            return new Mark(run, other, laid);
        }

        /**
         * The number of the last mark that the engine is to hold, after this one was
         * answered.
         */
        public int reserve() {
            return number + MARKS - 1;
        }
    }

}
