package io.ledgerstream.connection.work;

import io.ledgerstream.connection.Renewals;
import io.ledgerstream.engine.SideBySide;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every half minute for access that is to be renewed ahead of time. */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class Renewer {

    private static final Logger LOG = LoggerFactory.getLogger(Renewer.class);

    private static final int BATCH = 20;

    private final Renewals renewals;

    Renewer(Renewals renewals) {
        this.renewals = renewals;
    }

    @Scheduled(fixedDelay = 30_000)
    void sweep() {
        SideBySide.count(renewals.due(BATCH), this::renewed);
    }

    private boolean renewed(Renewals.Due due) {
        try {
            renewals.renew(due);
            return true;
        }
        catch (RuntimeException e) {
            LOG.error("Access of connection {} could not be renewed; it is tried again.", due.connectionId(), e);
            return false;
        }
    }

}
