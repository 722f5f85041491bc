package io.ledgerstream.connection.work;

import io.ledgerstream.connection.PeriodicChecks;
import io.ledgerstream.engine.SideBySide;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every minute for connections that were not looked at for a day. */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class PeriodicChecker {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicChecker.class);

    private static final int BATCH = 20;

    private final PeriodicChecks checks;

    PeriodicChecker(PeriodicChecks checks) {
        this.checks = checks;
    }

    @Scheduled(fixedDelay = 60_000)
    void sweep() {
        List<PeriodicChecks.Due> due;
        do {
            due = checks.due(BATCH);
        }
        while (SideBySide.count(due, this::checked) == BATCH);
    }

    /**
     * @return false where it failed: it stays due for some minutes, and what follows
     * would be the same ones again
     */
    private boolean checked(PeriodicChecks.Due due) {
        try {
            checks.check(due);
            return true;
        }
        catch (RuntimeException e) {
            LOG.error("Connection {} could not be looked at; it is tried again.", due.connectionId(), e);
            return false;
        }
    }

}
