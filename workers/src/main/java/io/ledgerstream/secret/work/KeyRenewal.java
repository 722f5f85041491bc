package io.ledgerstream.secret.work;

import io.ledgerstream.lender.Lenders;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.secret.KeyRenewals;
import io.ledgerstream.secret.KeyRenewals.Renewed;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Renews all lenders' keys, soon after the start and every hour. The runbook says how a
 * key is changed at once.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class KeyRenewal {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRenewal.class);

    private static final Renewed NOTHING = new Renewed(0, 0, 0);

    private final Lenders lenders;

    private final KeyRenewals renewals;

    KeyRenewal(Lenders lenders, KeyRenewals renewals) {
        this.lenders = lenders;
        this.renewals = renewals;
    }

    @Scheduled(initialDelay = 5_000, fixedDelay = 3_600_000)
    void sweep() {
        Renewed all = lenders.all().stream().map(this::renewed).reduce(NOTHING, Renewed::and);
        if (!NOTHING.equals(all)) {
            LOG.info("Keys: {} wrapped by the current master key, {} values sealed again, {} old keys retired.",
                    all.wrapped(), all.resealed(), all.retired());
        }
    }

    /** One lender's key that is in trouble holds up no other lender, and nothing else. */
    private Renewed renewed(UUID lender) {
        try {
            return CurrentLender.as(lender, renewals::renew);
        }
        catch (RuntimeException e) {
            LOG.error("The keys of lender {} stay as they are: {} The rest of the application goes on.", lender,
                    e.getMessage());
            return NOTHING;
        }
    }

}
