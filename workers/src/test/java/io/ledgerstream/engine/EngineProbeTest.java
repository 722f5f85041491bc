package io.ledgerstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import fixture.Fixtures;
import fixture.OnboardingTest;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import io.ledgerstream.task.EngineRuns;
import io.ledgerstream.task.EngineRuns.Mark;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Which engine this is, found out through outages, lost answers and several nodes. */
@OnboardingTest
@TestPropertySource(properties = "ledgerstream.workers.enabled=false")
@Tag("P6")
class EngineProbeTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private EngineRuns runs;

    @Autowired
    private JdbcClient jdbc;

    private final FakeEngine engine = new FakeEngine();

    private EngineProbe probe;

    @BeforeEach
    void anEngineThatIsKnown() {
        probe = new EngineProbe(engine, runs);
        forget();
        assertThat(probe.certain()).isTrue();
    }

    /**
     * Or whoever shares the database would look for the marks of an engine that there is
     * not.
     */
    @AfterEach
    void forget() {
        jdbc.sql("update engine_run set ended_at = now() where ended_at is null").update();
    }

    @Test
    void anEngineThatIsAwayForHoursIsFoundAgain() {
        UUID run = currentRun();
        engine.away = true;
        for (int minute = 0; minute < 100; minute++) {
            assertThatThrownBy(() -> probe.certain()).isInstanceOf(ClientStatusException.class);
        }
        engine.away = false;
        assertThat(probe.certain()).isTrue();
        assertThat(currentRun()).isEqualTo(run);
    }

    @Test
    void lostAnswersUseUpMarksWhichAreLaidAnewAfterwards() {
        UUID run = currentRun();
        for (int trouble = 0; trouble < 3; trouble++) {
            engine.answersAreLost = true;
            for (int lost = 1; lost < EngineRuns.MARKS; lost++) {
                assertThatThrownBy(() -> probe.certain()).isInstanceOf(ClientStatusException.class);
                leaseRunsOut();
            }
            engine.answersAreLost = false;
            assertThat(probe.certain()).isTrue();
        }
        assertThat(currentRun()).as("the same engine all the time").isEqualTo(run);
    }

    @Test
    void anEngineThatLostItsDataIsFoundOutAlsoAfterLostAnswers() {
        UUID run = currentRun();
        engine.kept.clear();
        engine.answersAreLost = true;
        catchThrowable(() -> probe.certain());
        engine.answersAreLost = false;
        leaseRunsOut();
        assertThat(probe.certain()).isTrue();
        assertThat(currentRun()).isNotEqualTo(run);
    }

    @Test
    void anEngineThatAnsweredInTheMiddleOfAProbeIsNotTrustedYet() {
        engine.kept.clear();
        engine.deploys = false;
        assertThatThrownBy(() -> probe.certain()).isInstanceOf(IllegalStateException.class);
        engine.sinceLastAnswer = Duration.ZERO;
        assertThat(probe.certain()).as("another probe is needed, and the lease is still out").isFalse();
    }

    @Test
    void aNodeThatWasTooSlowDoesNotEnterEverythingASecondTime() {
        Fixtures.Bank northwind = fixtures.lender("Northwind Bank");
        UUID request = northwind.request(northwind.company("Acme Manufacturing Ltd"));
        Mark slow = runs.beginProbe().orElseThrow();
        leaseRunsOut();
        runs.beginProbe().orElseThrow();
        assertThatThrownBy(() -> runs.emptyEngine(slow)).hasMessageContaining("Another node");
        assertThat(northwind.<Integer>inTransaction(() -> jdbc.sql("select wanted_entry from request where id = ?")
            .param(request)
            .query(Integer.class)
            .single())).isEqualTo(1);
    }

    private UUID currentRun() {
        return jdbc.sql("select id from engine_run where ended_at is null").query(UUID.class).single();
    }

    private void leaseRunsOut() {
        jdbc.sql("update engine_run set leased_until = now() - interval '1 second' where leased_until is not null")
            .update();
    }

    /** Keeps marks as an engine does, and is away or loses its answers when told to. */
    private static final class FakeEngine extends Engine {

        private final Set<String> kept = new HashSet<>();

        private Duration sinceLastAnswer = Duration.ofHours(1);

        private boolean away;

        private boolean answersAreLost;

        private boolean deploys = true;

        FakeEngine() {
            super(null);
        }

        @Override
        void reach() {
            if (away) {
                throw new ClientStatusException(Status.UNAVAILABLE, null);
            }
        }

        @Override
        void deploy() {
            if (!deploys) {
                throw new IllegalStateException("the node's database went away");
            }
        }

        @Override
        boolean knows(String mark) {
            boolean known = !kept.add(mark);
            if (answersAreLost) {
                throw new ClientStatusException(Status.DEADLINE_EXCEEDED, null);
            }
            return known;
        }

        @Override
        Duration sinceLastAnswer() {
            return sinceLastAnswer;
        }

    }

}
