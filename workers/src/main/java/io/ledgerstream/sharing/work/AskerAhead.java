package io.ledgerstream.sharing.work;

import io.ledgerstream.sharing.AskingAhead;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every minute for what ends soon. */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class AskerAhead {

    private final AskingAhead asking;

    AskerAhead(AskingAhead asking) {
        this.asking = asking;
    }

    @Scheduled(fixedDelay = 60_000)
    void sweep() {
        asking.sweep();
    }

}
