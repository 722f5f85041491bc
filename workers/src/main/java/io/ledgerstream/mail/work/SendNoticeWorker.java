package io.ledgerstream.mail.work;

import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.Claimed;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.mail.Deliveries;
import io.ledgerstream.mail.Delivery;
import io.ledgerstream.mail.Mails;
import io.ledgerstream.process.Onboarding.Headers;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.request.Reentry;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells lender or customer of an outcome. After the last notice the process has nothing
 * left to do for the request.
 */
@Component
class SendNoticeWorker implements OnboardingWorker {

    private final Claimed claimed;

    private final RequestViews views;

    private final Mails mails;

    private final Deliveries deliveries;

    private final Reentry reentry;

    SendNoticeWorker(Claimed claimed, RequestViews views, Mails mails, Deliveries deliveries, Reentry reentry) {
        this.claimed = claimed;
        this.views = views;
        this.mails = mails;
        this.deliveries = deliveries;
        this.reentry = reentry;
    }

    @Override
    public String jobType() {
        return Jobs.SEND_NOTICE;
    }

    @Override
    public Duration timeout() {
        return MailAnswers.TIMEOUT;
    }

    @Override
    public Answer work(OnboardingJob job) {
        Notice notice = Notice.of(job.headers().get(Headers.NOTICE));
        Optional<Delivery> begun = claimed.within(job, () -> begin(job, notice));
        Optional<Delivery> delivery = begun.map(deliveries::carryOut);
        if (delivery.isPresent() && delivery.get() instanceof Delivery.Later later) {
            return MailAnswers.later(later);
        }
        if (notice.last()) {
            claimed.within(job, () -> settled(job));
        }
        return Answer.done();
    }

    /**
     * Nothing to say where the request has gone on to another outcome, or to somebody who
     * never heard of it.
     */
    private Optional<Delivery> begin(OnboardingJob job, Notice notice) {
        RequestView request = views.get(job.requestId());
        boolean wanted = request.status() == notice.outcome()
                && (notice != Notice.CUSTOMER_CANCELLED || mails.customerWasInvited(job.requestId()));
        return wanted
                ? Optional.of(deliveries.begin(job.requestId(), notice.mail(), request.statusChangedAt().toString()))
                : Optional.empty();
    }

    private Void settled(OnboardingJob job) {
        reentry.settled(job.requestId());
        return null;
    }

}
