package io.ledgerstream.sharing.work;

import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.Visits;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.sharing.Erasures;
import io.ledgerstream.sharing.SharingEnds;
import io.ledgerstream.sharing.Sharings;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What time does to sharings: consents end, copies are erased; codes for the page where
 * they are managed are mailed; visits are forgotten.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class SharingSweeps {

    private static final Logger LOG = LoggerFactory.getLogger(SharingSweeps.class);

    private static final int BATCH = 20;

    private final SharingEnds ends;

    private final Erasures erasures;

    private final Sharings sharings;

    private final ManageVisits manageVisits;

    private final Visits visits;

    SharingSweeps(SharingEnds ends, Erasures erasures, Sharings sharings, ManageVisits manageVisits, Visits visits) {
        this.ends = ends;
        this.erasures = erasures;
        this.sharings = sharings;
        this.manageVisits = manageVisits;
        this.visits = visits;
    }

    @Scheduled(fixedDelay = 10_000)
    void endAndErase() {
        each(ends.due(BATCH), "end", ends::dayHasCome);
        each(erasures.due(BATCH), "erasure", erasures::erase);
    }

    @Scheduled(fixedDelay = 1000)
    void mailCodes() {
        sharings.mailCodes(BATCH);
    }

    @Scheduled(fixedDelay = 3_600_000)
    void forgetVisits() {
        manageVisits.forget();
        visits.forget();
    }

    /** One that fails keeps none of the others waiting. */
    private static void each(List<SharingEnds.Due> due, String what, Consumer<UUID> work) {
        for (SharingEnds.Due one : due) {
            try {
                CurrentLender.as(one.lenderId(), () -> work.accept(one.consentId()));
            }
            catch (RuntimeException e) {
                LOG.error("The {} of consent {} failed; it is tried again.", what, one.consentId(), e);
            }
        }
    }

}
