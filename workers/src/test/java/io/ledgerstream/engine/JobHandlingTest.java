package io.ledgerstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.CompleteJobCommandStep1;
import io.camunda.client.api.command.FailJobCommandStep1;
import io.camunda.client.api.response.ActivatedJob;
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
import org.slf4j.LoggerFactory;
import org.springframework.transaction.CannotCreateTransactionException;

/** The one command that follows a job, when something goes wrong. */
@Tag("P6")
class JobHandlingTest {

    private final CamundaClient client = mock(CamundaClient.class, RETURNS_DEEP_STUBS);

    private final Claimed claimed = mock(Claimed.class);

    private final ActivatedJob job = mock(ActivatedJob.class);

    private final JobHandling handling = new JobHandling(client, claimed);

    /**
     * A user task has one retry only: with it gone, each that is captured during an
     * outage would need an operator.
     */
    @Test
    void aDatabaseThatIsAwayCostsNoRetry() {
        FailJobCommandStep1 fail = mock(FailJobCommandStep1.class, RETURNS_DEEP_STUBS);
        when(client.newFailCommand(anyLong())).thenReturn(fail);
        handle(onboarding -> {
            throw new CannotCreateTransactionException("no connection",
                    new SQLException("the server is shutting down", "57P01"));
        });
        verify(fail).retries(1);
    }

    @Test
    void aStatementThatIsRefusedCostsARetry() {
        FailJobCommandStep1 fail = mock(FailJobCommandStep1.class, RETURNS_DEEP_STUBS);
        when(client.newFailCommand(anyLong())).thenReturn(fail);
        handle(onboarding -> {
            throw new IllegalStateException(new SQLException("a check was violated", "23514"));
        });
        verify(fail).retries(0);
    }

    @Test
    void aJobLeftFromALostEngineIsNotAnsweredByItsKey() {
        handle(onboarding -> {
            throw new Claimed.OfALostEngine();
        });
        verify(client, never()).newCancelInstanceCommand(anyLong());
        verify(client, never()).newFailCommand(anyLong());
        verify(client, never()).newCompleteCommand(anyLong());
    }

    @Test
    void anAnswerThatOutlivedItsEngineIsKeptBack() {
        when(claimed.ofALostEngine(any())).thenReturn(true);
        handle(onboarding -> {
            takesLongerThanAnEngineIsTrusted();
            return Answer.done();
        });
        verify(client, never()).newCompleteCommand(anyLong());
    }

    @Test
    void aFailureThatOutlivedItsEngineIsNotAnsweredButLogged() {
        when(claimed.ofALostEngine(any())).thenReturn(true);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(JobHandling.class);
        logger.addAppender(log);
        try {
            handle(onboarding -> {
                takesLongerThanAnEngineIsTrusted();
                throw new IllegalStateException("the reason that must not get lost");
            });
        }
        finally {
            logger.detachAppender(log);
        }
        verify(client, never()).newFailCommand(anyLong());
        assertThat(log.list).singleElement()
            .satisfies(event -> assertThat(event.getThrowableProxy().getMessage())
                .isEqualTo("the reason that must not get lost"));
    }

    @Test
    void anAnswerThatTheEngineIsTooBusyForIsGivenAgain() {
        CompleteJobCommandStep1 complete = mock(CompleteJobCommandStep1.class, RETURNS_DEEP_STUBS);
        when(client.newCompleteCommand(anyLong())).thenReturn(complete);
        when(complete.variables(anyMap())).thenReturn(complete);
        when(complete.send().join()).thenThrow(new ClientStatusException(Status.RESOURCE_EXHAUSTED, null))
            .thenThrow(new ClientStatusException(Status.RESOURCE_EXHAUSTED, null))
            .thenReturn(null);
        handle(onboarding -> Answer.done());
        verify(complete.send(), times(3)).join();
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
        when(job.getVariablesAsMap()).thenReturn(Map.of(Variables.REQUEST_ID, UUID.randomUUID().toString(),
                Variables.LENDER_ID, UUID.randomUUID().toString(), Variables.ENTRY, 1));
        when(job.getRetries()).thenReturn(1);
        OnboardingWorker worker = mock(OnboardingWorker.class);
        when(worker.work(any())).thenAnswer(call -> work.apply(call.getArgument(0)));
        handling.handle(worker, job);
    }

}
