package io.ledgerstream.sync.work;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.sync.StaleData;
import io.ledgerstream.sync.SyncRuns;
import io.ledgerstream.sync.ToldChanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What time does to data that are read: they become stale, or fresh again; and their
 * history is forgotten.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class SyncSweeps {

    private static final Logger LOG = LoggerFactory.getLogger(SyncSweeps.class);

    private static final int BATCH = 100;

    private final StaleData stale;

    private final SyncRuns runs;

    private final ToldChanges told;

    SyncSweeps(StaleData stale, SyncRuns runs, ToldChanges told) {
        this.told = told;
        this.stale = stale;
        this.runs = runs;
    }

    @Scheduled(fixedDelay = 60_000)
    void lookForStaleData() {
        for (StaleData.Change change : stale.due(BATCH)) {
            try {
                CurrentLender.as(change.lenderId(), () -> stale.look(change.connectionId()));
            }
            catch (RuntimeException e) {
                LOG.error("Whether the data of connection {} are stale could not be noted; it is tried again.",
                        change.connectionId(), e);
            }
        }
    }

    @Scheduled(fixedDelay = 1000)
    void merge() {
        told.merge(BATCH);
    }

    @Scheduled(fixedDelay = 3_600_000)
    void forget() {
        runs.forget();
        told.forget();
    }

}
