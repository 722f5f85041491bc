package io.ledgerstream.task;

import io.ledgerstream.lender.Lenders;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.request.Reentry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The lives of the engine's data. Keys of an emptied engine start again, so that an old
 * job key would complete another request's task: engine keys hold for one run only.
 * Whether the engine still is the one of the current run is asked by publishing one of
 * the run's marks, messages that the engine holds: only an engine that has lost its data
 * accepts a mark twice.
 * <p>
 * A mark whose answer was lost says nothing any more, since an emptied engine may have
 * taken it. It counts again as soon as any node hears of another mark that the engine
 * still knows it. When no mark is left the engine is in doubt, and a new run begins: that
 * costs work and does no harm.
 */
@Service
public class EngineRuns {

    /**
     * Marks that the engine holds of each run: one for each probe whose answer is lost.
     */
    public static final int MARKS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(EngineRuns.class);

    /** Longer than a command may be on its way. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final int LOG_EVERY = 5_000;

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
        return run().orElseThrow();
    }

    public boolean isCurrent(UUID run) {
        return run().filter(run::equals).isPresent();
    }

    /** What there is to ask the engine. */
    public sealed interface Probe {

        /**
         * Publish this mark, which nobody else does meanwhile, and tell what came of it.
         */
        record Ask(Mark mark) implements Probe {
        }

        /** Other nodes are asking with every mark that is left, or a new run begins. */
        record Wait() implements Probe {
        }

        /** Nothing is left to ask with: begin a new run. */
        record Doubt(UUID run) implements Probe {
        }

    }

    /** Takes a mark of the current run to ask with. */
    public Probe beginProbe() {
        jdbc.sql("""
                insert into engine_run (id) select ? where not exists (select 1 from engine_run where ended_at is null)
                on conflict do nothing""").param(Ids.next()).update();
        UUID run = current();
        Optional<Mark> mark = jdbc.sql("""
                update engine_mark set leased_until = now() + make_interval(secs => :lease)
                where run = :run and number = (select number from engine_mark where run = :run and leased_until is null
                                               order by number limit 1 for update skip locked)
                returning number""")
            .param("lease", LEASE.toSeconds())
            .param("run", run)
            .query((row, n) -> new Mark(run, row.getInt(1)))
            .optional();
        return mark.<Probe>map(Probe.Ask::new)
            .orElseGet(() -> isBeingAsked(run) ? new Probe.Wait() : new Probe.Doubt(run));
    }

    private boolean isBeingAsked(UUID run) {
        return jdbc.sql("""
                select exists (select 1 from engine_mark where run = :run
                               and (leased_until is null or leased_until > now()))
                    or exists (select 1 from engine_run where id = :run and entering_until > now())""")
            .param("run", run)
            .query(Boolean.class)
            .single();
    }

    /**
     * The engine knew the mark: it is the same engine still, and was when older questions
     * reached it. Their marks count again.
     */
    public void sameEngine(Mark mark) {
        jdbc.sql("""
                update engine_mark set leased_until = null
                where run = :run and leased_until is not null and (number = :number or leased_until < now())""")
            .param("run", mark.run())
            .param("number", mark.number())
            .update();
    }

    /** The engine was certainly not asked: the mark is as good as before. */
    public void notAsked(Mark mark) {
        jdbc.sql("update engine_mark set leased_until = null where run = ? and number = ?")
            .params(mark.run(), mark.number())
            .update();
    }

    /**
     * The engine did not know one of the run's marks: it came back empty. Every request
     * whose process has something left to do is entered again, every task row is closed,
     * a new run begins. Safe to repeat after a crash in the middle.
     * @return the new run, whose marks the caller now publishes and then tells by
     * {@link #laid}; empty if another node sees to it
     */
    public Optional<UUID> emptyEngine(UUID run) {
        return newRun(run, false);
    }

    /**
     * No mark is left to tell whether the engine still is the one of this run. As
     * {@link #emptyEngine}, and instances that may be alive are told to end first.
     */
    public Optional<UUID> engineInDoubt(UUID run) {
        return newRun(run, true);
    }

    /** The engine holds all marks of the run. */
    public void laid(UUID run) {
        jdbc.sql("insert into engine_mark (run, number) select ?, generate_series(1, ?) on conflict do nothing")
            .params(run, MARKS)
            .update();
        jdbc.sql("update engine_run set entering_until = null where id = ?").param(run).update();
    }

    private Optional<UUID> newRun(UUID run, boolean inDoubt) {
        if (!keepsEntering(run, " and (entering_until is null or entering_until < now())")) {
            return Optional.empty();
        }
        LOG.warn("Engine run ended: run={}, cause={}; all open requests are entered again", run,
                inDoubt ? "every question to the engine stayed unanswered" : "the engine has lost its data");
        int entered = enterAllAgain(run, inDoubt);
        UUID next = transaction.execute(status -> beginRun(run));
        LOG.info("Engine run began: run={}, reentered={}", next, entered);
        return Optional.of(next);
    }

    /** A page of each lender in turn, so that none waits for all of another's. */
    private int enterAllAgain(UUID run, boolean inDoubt) {
        Deque<LenderPages> waiting = new ArrayDeque<>(
                lenders.all().stream().map(lender -> new LenderPages(lender, null)).toList());
        int entered = 0;
        while (!waiting.isEmpty()) {
            LenderPages lender = waiting.poll();
            Reentry.Page page = CurrentLender.as(lender.id(), () -> reentry.enterPageAgain(lender.after(), inDoubt));
            if (!keepsEntering(run, "")) {
                throw new IllegalStateException("Another node has taken over the end of run " + run + ".");
            }
            if (page.last() != null) {
                waiting.add(new LenderPages(lender.id(), page.last()));
            }
            if (entered / LOG_EVERY < (entered + page.entered()) / LOG_EVERY) {
                LOG.info("Requests are entered again: run={}, so far={}", run, entered + page.entered());
            }
            entered += page.entered();
        }
        return entered;
    }

    /** Many requests take long: nobody else may begin the same meanwhile. */
    private boolean keepsEntering(UUID run, String unless) {
        return jdbc
            .sql("update engine_run set entering_until = now() + make_interval(secs => :lease) "
                    + "where id = :run and ended_at is null" + unless)
            .param("lease", LEASE.toSeconds())
            .param("run", run)
            .update() == 1;
    }

    private UUID beginRun(UUID old) {
        UUID next = Ids.next();
        int ended = jdbc.sql("update engine_run set ended_at = now() where id = ? and ended_at is null")
            .param(old)
            .update();
        if (ended == 0) {
            throw new IllegalStateException("Another node has ended run " + old + ".");
        }
        jdbc.sql("update task set closed_at = now(), outcome = 'engine-emptied' where closed_at is null").update();
        jdbc.sql("insert into engine_run (id, entering_until) values (?, now() + make_interval(secs => ?))")
            .params(next, LEASE.toSeconds())
            .update();
        return next;
    }

    private Optional<UUID> run() {
        return jdbc.sql("select id from engine_run where ended_at is null").query(UUID.class).optional();
    }

    /**
     * @param after the last request that was entered again; null at the beginning
     */
    private record LenderPages(UUID id, UUID after) {
    }

    /** A message that the engine holds for as long as it keeps its data. */
    public record Mark(UUID run, int number) {

        /** All of a run's, to be published when it begins. */
        public static Stream<Mark> of(UUID run) {
            return IntStream.rangeClosed(1, MARKS).mapToObj(number -> new Mark(run, number));
        }

        /** The id under which the engine keeps this mark. */
        public String messageId() {
            return run + ":" + number;
        }
    }

}
