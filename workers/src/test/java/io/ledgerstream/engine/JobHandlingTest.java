package io.ledgerstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.LoggedText;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import io.ledgerstream.process.Onboarding.Variables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.CannotCreateTransactionException;

/** The one command that follows a job, when something goes wrong. */
@Tag("P6")
class JobHandlingTest {

    private final SentCommands sent = new SentCommands();

    private final KnownRequests claimed = new KnownRequests();

    private final JobHandling handling = new JobHandling(sent.client(), claimed);

    /**
     * A user task has one retry only: with it gone, each that is captured during an
     * outage would need an operator.
     */
    @Test
    void aDatabaseThatIsAwayCostsNoRetry() {
        handle(onboarding -> {
            throw new CannotCreateTransactionException("no connection",
                    new SQLException("the server is shutting down", "57P01"));
        });
        assertThat(sent.commands()).singleElement().asString().startsWith("fail(1) retries(1)");
    }

    @Test
    void aStatementThatIsRefusedCostsARetry() {
        handle(onboarding -> {
            throw new IllegalStateException(new SQLException("a check was violated", "23514"));
        });
        assertThat(sent.commands()).singleElement().asString().startsWith("fail(1) retries(0)");
    }

    @Test
    void aJobLeftFromALostEngineIsNotAnsweredByItsKey() {
        handle(onboarding -> {
            throw new Claimed.OfALostEngine();
        });
        assertThat(sent.commands()).isEmpty();
    }

    @Test
    void anAnswerThatOutlivedItsEngineIsKeptBack() {
        claimed.engineIsLost = true;
        handle(onboarding -> {
            takesLongerThanAnEngineIsTrusted();
            return Answer.done();
        });
        assertThat(sent.commands()).isEmpty();
    }

    @Test
    void aFailureThatOutlivedItsEngineIsNotAnsweredButLogged() {
        claimed.engineIsLost = true;
        try (LoggedText log = new LoggedText()) {
            handle(onboarding -> {
                takesLongerThanAnEngineIsTrusted();
                throw new IllegalStateException("the reason that must not get lost");
            });
            assertThat(log.toString()).contains("the reason that must not get lost");
        }
        assertThat(sent.commands()).isEmpty();
    }

    @Test
    void anAnswerThatTheEngineIsTooBusyForIsGivenAgain() {
        sent.refuseNext(2, new ClientStatusException(Status.RESOURCE_EXHAUSTED, null));
        handle(onboarding -> Answer.done());
        assertThat(sent.commands()).hasSize(3).allMatch(command -> command.startsWith("complete(1)"));
    }

    /**
     * Closing the client interrupts its threads: a mail in the middle of its conversation
     * would be in doubt.
     */
    @Test
    void whoStopsWaitsForWhatIsUnderWay() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Thread node = Thread.startVirtualThread(() -> handle(onboarding -> {
            begun.countDown();
            await(mayEnd);
            return Answer.done();
        }));
        begun.await();
        assertThat(handling.finished(Duration.ofMillis(50))).isFalse();
        mayEnd.countDown();
        assertThat(handling.finished(Duration.ofSeconds(10))).isTrue();
        node.join();
    }

    private static void takesLongerThanAnEngineIsTrusted() {
        Awaitility.await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(Function<OnboardingJob, Answer> work) {
        handling.handle(new OnboardingWorker() {
            @Override
            public String jobType() {
                return "a-job";
            }

            @Override
            public Answer work(OnboardingJob job) {
                return work.apply(job);
            }
        }, sent.job(1, Map.of(Variables.REQUEST_ID, UUID.randomUUID().toString(), Variables.LENDER_ID,
                UUID.randomUUID().toString(), Variables.ENTRY, 1)));
    }

    /** Knows every request, and says when its engine is lost. */
    private static final class KnownRequests extends Claimed {

        private boolean engineIsLost;

        KnownRequests() {
            super(null, null, null);
        }

        @Override
        boolean ofALostEngine(OnboardingJob job) {
            return engineIsLost;
        }

        @Override
        Map<String, Object> withStatus(OnboardingJob job, Map<String, Object> variables) {
            return variables;
        }

    }

}
