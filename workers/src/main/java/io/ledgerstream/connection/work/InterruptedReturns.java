package io.ledgerstream.connection.work;

import io.ledgerstream.connection.LostReturns;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks every ten seconds for customers whose return from a provider a dying node has
 * lost.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class InterruptedReturns {

    private final LostReturns returns;

    InterruptedReturns(LostReturns returns) {
        this.returns = returns;
    }

    @Scheduled(fixedDelay = 10_000)
    void sweep() {
        returns.settle();
    }

}
