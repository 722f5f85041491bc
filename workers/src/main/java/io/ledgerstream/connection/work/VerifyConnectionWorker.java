package io.ledgerstream.connection.work;

import io.ledgerstream.connection.Verdict;
import io.ledgerstream.connection.Verification;
import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.Claimed;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.process.Onboarding.Errors;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.process.Onboarding.Variables;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Checks the newest attempt to connect; its result is in the database before the process
 * hears of it.
 */
@Component
class VerifyConnectionWorker implements OnboardingWorker {

    private final Claimed claimed;

    private final Verification verification;

    VerifyConnectionWorker(Claimed claimed, Verification verification) {
        this.claimed = claimed;
        this.verification = verification;
    }

    @Override
    public String jobType() {
        return Jobs.VERIFY_CONNECTION;
    }

    @Override
    public Answer work(OnboardingJob job) {
        Verification.Start start = claimed.within(job, () -> verification.begin(job.requestId()));
        return switch (start.verdict() == null ? verification.verify(start.work()) : start.verdict()) {
            case Verdict.Verified() -> done(false, true);
            case Verdict.ChooseSubsidiaries() -> done(true, false);
            case Verdict.Mismatched() -> done(false, false);
            case Verdict.Rejected() -> Answer.businessError(Errors.CONNECTION_REJECTED);
            case Verdict.Later(Duration pause) ->
                Answer.later(pause, "The provider asked for a pause; the check goes on after it.");
        };
    }

    private static Answer done(boolean chooseSubsidiaries, boolean companyMatches) {
        return Answer
            .done(Map.of(Variables.CHOOSE_SUBSIDIARIES, chooseSubsidiaries, Variables.COMPANY_MATCHES, companyMatches));
    }

    /** Some ten checks of some 15 seconds at most, each after a renewed token. */
    @Override
    public Duration timeout() {
        return Duration.ofMinutes(5);
    }

}
