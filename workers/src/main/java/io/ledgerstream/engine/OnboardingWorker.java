package io.ledgerstream.engine;

import java.time.Duration;

/**
 * Does one type of job. Jobs come at least once: every worker begins with the claim
 * ({@link Claimed}), records an effect before it does it, and answers the same when asked
 * again. It runs as the request's lender. What it throws fails the job with back-off and
 * at last becomes an incident, whose message is the exception's: say cause and remedy,
 * and no personal data.
 */
public interface OnboardingWorker {

    String jobType();

    Answer work(OnboardingJob job);

    /**
     * How long the engine waits for the answer; longer than every time-out inside, since
     * a time-out hands the job out again.
     */
    default Duration timeout() {
        return Duration.ofSeconds(60);
    }

}
