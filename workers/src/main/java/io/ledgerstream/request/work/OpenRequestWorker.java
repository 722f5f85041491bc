package io.ledgerstream.request.work;

import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.Claimed;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.process.Onboarding.Variables;
import io.ledgerstream.request.ProcessEntry;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Claims the request for a new instance and gives it the date that its timer waits for.
 */
@Component
class OpenRequestWorker implements OnboardingWorker {

    private final Claimed claimed;

    private final ProcessEntry entries;

    OpenRequestWorker(Claimed claimed, ProcessEntry entries) {
        this.claimed = claimed;
        this.entries = entries;
    }

    @Override
    public String jobType() {
        return Jobs.OPEN_REQUEST;
    }

    @Override
    public Answer work(OnboardingJob job) {
        return Answer.done(claimed.within(job, () -> dates(job.requestId())));
    }

    private Map<String, Object> dates(UUID requestId) {
        return Map.of(Variables.DUE_AT, entries.of(requestId).dueAt().toString());
    }

}
