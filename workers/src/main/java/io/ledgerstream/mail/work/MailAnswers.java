package io.ledgerstream.mail.work;

import io.ledgerstream.engine.Answer;
import io.ledgerstream.mail.Deliveries;
import io.ledgerstream.mail.Delivery.Later;
import io.ledgerstream.platform.TechnicalFailure;
import java.time.Duration;

/** What the workers that send mails have in common. */
final class MailAnswers {

    /**
     * Longer than a mail's lease, so that whoever gets the job next finds out what became
     * of the mail.
     */
    static final Duration TIMEOUT = Deliveries.LEASE.plusSeconds(30);

    /** About two hours of a mail server that takes nothing. */
    private static final int PATIENCE = 30;

    private MailAnswers() {
    }

    /** A wait costs no retry; a mail server that is out for hours is for an operator. */
    static Answer later(Later later) {
        if (later.attempts() > PATIENCE) {
            throw new TechnicalFailure(later.why()
                    + " It has been so for about two hours. Mend the mail server or its settings (spring.mail), "
                    + "then resolve this incident with more retries.");
        }
        return Answer.later(later.in(), later.why());
    }

}
