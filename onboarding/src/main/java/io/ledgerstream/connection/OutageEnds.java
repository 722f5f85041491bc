package io.ledgerstream.connection;

import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.provider.Outages;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Software answers again: who was about to connect it meanwhile is told by mail, once,
 * with the way back to their step.
 */
@Service
public class OutageEnds {

    private static final Logger LOG = LoggerFactory.getLogger(OutageEnds.class);

    private final Outages outages;

    private final RequestProgress progress;

    private final MailQueue mails;

    private final TransactionTemplate transaction;

    OutageEnds(Outages outages, RequestProgress progress, MailQueue mails, TransactionTemplate transaction) {
        this.outages = outages;
        this.progress = progress;
        this.mails = mails;
        this.transaction = transaction;
    }

    /**
     * Repeating it changes nothing: a mail is planned once for each outage. One request
     * that fails holds up no other.
     */
    public void tell() {
        for (Outages.Ended ended : outages.toTell()) {
            boolean all = true;
            for (Outages.Waited waited : outages.waited(ended.outage())) {
                try {
                    CurrentLender.as(waited.lenderId(),
                            () -> transaction.executeWithoutResult(status -> tell(waited, ended)));
                }
                catch (RuntimeException e) {
                    all = false;
                    LOG.error(
                            "The customer of request {} could not be told that the outage is over; it is tried again.",
                            waited.requestId(), e);
                }
            }
            if (all) {
                outages.told(ended.id());
            }
        }
    }

    private void tell(Outages.Waited waited, Outages.Ended ended) {
        RequestFacts facts = progress.lock(waited.requestId());
        if (facts.step() == RequestStep.CONNECT_SOFTWARE && ended.outage().software().equals(facts.software())) {
            mails.plan(waited.requestId(), MailKind.CUSTOMER_SOFTWARE_BACK, ended.id().toString());
        }
    }

}
