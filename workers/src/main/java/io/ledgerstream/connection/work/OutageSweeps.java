package io.ledgerstream.connection.work;

import io.ledgerstream.connection.OutageEnds;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every ten seconds for outages that are over. */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class OutageSweeps {

    private final OutageEnds ends;

    OutageSweeps(OutageEnds ends) {
        this.ends = ends;
    }

    @Scheduled(fixedDelay = 10_000)
    void sweep() {
        ends.tell();
    }

}
