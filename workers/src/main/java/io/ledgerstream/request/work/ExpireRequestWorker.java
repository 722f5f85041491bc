package io.ledgerstream.request.work;

import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.Claimed;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.process.Onboarding.Variables;
import io.ledgerstream.request.Requests;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * A due date has come: expires the request, unless its due date is another one by now.
 */
@Component
class ExpireRequestWorker implements OnboardingWorker {

    private final Claimed claimed;

    private final Requests requests;

    ExpireRequestWorker(Claimed claimed, Requests requests) {
        this.claimed = claimed;
        this.requests = requests;
    }

    @Override
    public String jobType() {
        return Jobs.EXPIRE_REQUEST;
    }

    @Override
    public Answer work(OnboardingJob job) {
        return switch (claimed.within(job, () -> requests.dueDateReached(job.requestId()))) {
            case EXPIRED -> Answer.done(Map.of(Variables.EXPIRED, true));
            case NO_LONGER -> Answer.done(Map.of(Variables.EXPIRED, false));
            case NOT_YET ->
                Answer.later(Duration.ofSeconds(1), "The due date has not come yet by the application's clock.");
        };
    }

}
