package io.ledgerstream.connection.work;

import io.ledgerstream.connection.Revocations;
import io.ledgerstream.engine.SideBySide;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every other second for access that is to be ended at a provider. */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class Revoker {

    private static final Logger LOG = LoggerFactory.getLogger(Revoker.class);

    private static final int BATCH = 20;

    private final Revocations revocations;

    Revoker(Revocations revocations) {
        this.revocations = revocations;
    }

    @Scheduled(fixedDelay = 2000)
    void sweep() {
        SideBySide.count(revocations.due(BATCH), this::revoked);
    }

    private boolean revoked(Revocations.Due due) {
        try {
            revocations.revoke(due);
            return true;
        }
        catch (RuntimeException e) {
            LOG.error("Access of connection {} could not be revoked; it is tried again when its lease has ended.",
                    due.connectionId(), e);
            return false;
        }
    }

}
