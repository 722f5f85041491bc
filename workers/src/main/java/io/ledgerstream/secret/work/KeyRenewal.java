package io.ledgerstream.secret.work;

import io.ledgerstream.lender.Lenders;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.secret.Secrets;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changing the master key: configure the new version beside the old, start, and take the old one out when this has said
 * that nothing depends on it any more.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class KeyRenewal {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRenewal.class);

    private final Lenders lenders;
    private final Secrets secrets;
    private final TransactionTemplate transaction;

    KeyRenewal(Lenders lenders, Secrets secrets, TransactionTemplate transaction) {
        this.lenders = lenders;
        this.secrets = secrets;
        this.transaction = transaction;
    }

    @EventListener(ApplicationReadyEvent.class)
    void wrapWithTheNewestKey() {
        try {
            int changed = lenders.all().stream().mapToInt(this::wrapAgain).sum();
            if (changed > 0) {
                LOG.info("{} lenders' keys are wrapped with the newest master key now; older master keys are no longer needed.", changed);
            }
        } catch (IllegalStateException e) {
            LOG.error("The lenders' keys stay as they are: {} The rest of the application goes on.", e.getMessage());
        }
    }

    private int wrapAgain(UUID lender) {
        return CurrentLender.as(lender, () -> transaction.execute(status -> secrets.wrapKeysAgain()));
    }
}
