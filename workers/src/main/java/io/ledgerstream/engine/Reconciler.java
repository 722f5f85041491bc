package io.ledgerstream.engine;

import io.ledgerstream.lender.Lenders;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.request.Reentry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks for requests whose process should have ended by now and enters them again. A
 * wrong guess (a mail that waits for its server, an incident) does no harm: the engine
 * takes no second instance while the first one lives.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final Lenders lenders;

    private final Reentry reentry;

    Reconciler(Lenders lenders, Reentry reentry) {
        this.lenders = lenders;
        this.reentry = reentry;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void look() {
        int found = lenders.all()
            .stream()
            .mapToInt(lender -> CurrentLender.as(lender, reentry::enterOverdueAgain))
            .sum();
        if (found > 0) {
            LOG.warn("{} requests should have ended their process by now; each is entered again unless it has a "
                    + "live instance.", found);
        }
    }

}
