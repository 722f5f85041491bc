package io.ledgerstream.sync;

import io.ledgerstream.platform.CurrentLender;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The history of reads: a row for each from its first page on, counted up with every page
 * in the transaction that stores it.
 */
@Component
public class SyncRuns {

    static final Duration KEPT = Duration.ofDays(90);

    private static final int AT_ONCE = 5000;

    private final JdbcClient jdbc;

    private final TransactionTemplate transaction;

    private final Clock clock;

    SyncRuns(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * @param endedAt null where pages follow
     * @return how many pages the read has had
     */
    @Transactional(propagation = Propagation.MANDATORY)
    int page(Due due, int written, int gone, Instant endedAt) {
        return jdbc.sql("""
                insert into sync_run (id, lender_id, connection_id, data_type, began_at,
                                      ended_at, pages, written, gone)
                values (:id, :lender, :connection, :type, :began, :ended, 1, :written, :gone)
                on conflict (id) do update set pages = sync_run.pages + 1,
                    written = sync_run.written + excluded.written,
                    gone = sync_run.gone + excluded.gone, ended_at = excluded.ended_at, error = null
                returning pages""")
            .param("id", due.run().id())
            .param("lender", CurrentLender.required())
            .param("connection", due.connectionId())
            .param("type", due.type().name())
            .param("began", Timestamp.from(due.run().beganAt()))
            .param("ended", at(endedAt))
            .param("written", written)
            .param("gone", gone)
            .query(Integer.class)
            .single();
    }

    /**
     * A read does not get on, or has ended in vain: the first error of it, and each other
     * one that follows, is kept once.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void failed(Due due, String error, boolean ended) {
        jdbc.sql("""
                insert into sync_run (id, lender_id, connection_id, data_type, began_at, ended_at, error)
                values (:id, :lender, :connection, :type, :began, :ended, :error)
                on conflict (id) do update set error = excluded.error, ended_at = excluded.ended_at
                where sync_run.error is distinct from excluded.error or excluded.ended_at is not null""")
            .param("id", due.run().id())
            .param("lender", CurrentLender.required())
            .param("connection", due.connectionId())
            .param("type", due.type().name())
            .param("began", Timestamp.from(due.run().beganAt()))
            .param("ended", ended ? Timestamp.from(clock.instant()) : null)
            .param("error", error)
            .update();
    }

    /**
     * What is older than 90 days goes, some thousands in each transaction, until none is
     * left: as much as comes in, however much that is. @return how many went
     */
    public int forget() {
        Timestamp before = Timestamp.from(clock.instant().minus(KEPT));
        int all = 0;
        int gone;
        do {
            gone = transaction.execute(status -> jdbc.sql("select forget_sync_runs(?, ?)")
                .params(before, AT_ONCE)
                .query(Integer.class)
                .single());
            all += gone;
        }
        while (gone == AT_ONCE);
        return all;
    }

    private static Timestamp at(Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

}
