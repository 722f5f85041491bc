package io.ledgerstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import fixture.Fixtures;
import fixture.OnboardingTest;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import io.ledgerstream.task.EngineRuns;
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

/**
 * Which engine this is, found out through outages, lost answers and several nodes.
 */
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
        probe = node(engine);
        forget();
        assertThat(probe.certain()).isTrue();
    }

    /** Or whoever shares the database would ask its engine for marks of this one. */
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
    void anEngineThatHangsForHoursOnWhatItIsAskedIsFoundAgain() {
        UUID run = currentRun();
        engine.answersAreLost = true;
        for (int minute = 0; minute < 100; minute++) {
            assertThatThrownBy(() -> probe.certain()).isInstanceOf(ClientStatusException.class);
            leasesRunOut();
        }
        assertThat(goodMarks()).as("one mark for one process, however long").isEqualTo(EngineRuns.MARKS - 1);
        engine.answersAreLost = false;
        assertThat(probe.certain()).isTrue();
        assertThat(currentRun()).as("the same engine all the time").isEqualTo(run);
        assertThat(goodMarks()).as("answered, so that all count again").isEqualTo(EngineRuns.MARKS);
    }

    @Test
    void aNodeThatGetsNoAnswerHoldsUpNobodyElse() {
        UUID run = currentRun();
        FakeEngine throughABadLink = engine.throughABadLink();
        EngineProbe cutOff = node(throughABadLink);
        for (int times = 0; times < 20; times++) {
            assertThatThrownBy(cutOff::certain).isInstanceOf(ClientStatusException.class);
            assertThat(probe.certain()).as("another node, at once").isTrue();
        }
        assertThat(currentRun()).isEqualTo(run);
    }

    /** Of each process that is killed in the middle of its question a mark is used up. */
    @Test
    void killsInARowAreSurvivedWithoutAnybodysHelp() {
        UUID run = currentRun();
        for (int kill = 0; kill < EngineRuns.MARKS; kill++) {
            killedWhileAsking();
        }
        assertThat(goodMarks()).isZero();
        assertThat(probe.certain()).as("in doubt, so a new run").isTrue();
        assertThat(currentRun()).isNotEqualTo(run);
        assertThat(goodMarks()).isEqualTo(EngineRuns.MARKS);
        assertThat(node(engine).certain()).isTrue();
    }

    @Test
    void anEngineThatLostItsDataIsFoundOutAlsoAfterLostAnswers() {
        UUID run = currentRun();
        engine.losesItsData();
        engine.answersAreLost = true;
        catchThrowable(() -> probe.certain());
        engine.answersAreLost = false;
        assertThat(probe.certain()).isTrue();
        assertThat(currentRun()).isNotEqualTo(run);
    }

    @Test
    void anEngineThatLostItsDataIsFoundOutAlsoByWhoeverComesAfterAKill() {
        UUID run = currentRun();
        engine.losesItsData();
        killedWhileAsking();
        assertThat(node(engine).certain()).isTrue();
        assertThat(currentRun()).isNotEqualTo(run);
    }

    @Test
    void anEngineThatAnsweredInTheMiddleOfAProbeIsNotTrustedYet() {
        engine.losesItsData();
        engine.deployFails = true;
        assertThatThrownBy(() -> probe.certain()).isInstanceOf(IllegalStateException.class);
        engine.sinceLastAnswer = Duration.ZERO;
        assertThat(probe.certain()).as("the new run has no marks, and another node may be laying them").isFalse();
        engine.deployFails = false;
        jdbc.sql("update engine_run set entering_until = now() - interval '1 second' where ended_at is null").update();
        assertThat(probe.certain()).as("nobody has").isTrue();
    }

    @Test
    void aNodeThatFindsTheSameEmptyEngineLeavesItToTheFirst() {
        Fixtures.Bank northwind = fixtures.lender("Northwind Bank");
        UUID request = northwind.request(northwind.company("Acme Manufacturing Ltd"));
        UUID run = currentRun();
        jdbc.sql("update engine_run set entering_until = now() + interval '30 seconds' where id = ?")
            .param(run)
            .update();
        engine.losesItsData();
        assertThat(probe.certain()).as("another node is entering all requests again").isFalse();
        assertThat(northwind.<Integer>inTransaction(() -> jdbc.sql("select wanted_entry from request where id = ?")
            .param(request)
            .query(Integer.class)
            .single())).isEqualTo(1);
    }

    private EngineProbe node(Engine itsEngine) {
        return new EngineProbe(itsEngine, runs);
    }

    /** Its question may have come there or not. */
    private void killedWhileAsking() {
        if (runs.beginProbe() instanceof EngineRuns.Probe.Ask ask) {
            engine.knows(ask.mark().messageId());
        }
        leasesRunOut();
    }

    private UUID currentRun() {
        return jdbc.sql("select id from engine_run where ended_at is null").query(UUID.class).single();
    }

    private int goodMarks() {
        return jdbc.sql("select count(*) from engine_mark where run = ? and leased_until is null")
            .param(currentRun())
            .query(Integer.class)
            .single();
    }

    private void leasesRunOut() {
        jdbc.sql("update engine_mark set leased_until = now() - interval '1 second' where leased_until is not null")
            .update();
    }

    /** Keeps marks as an engine does, and fails in the ways that engines and links do. */
    private static final class FakeEngine extends Engine {

        private final Set<String> kept;

        private Duration sinceLastAnswer = Duration.ofHours(1);

        private boolean away;

        private boolean answersAreLost;

        private boolean deployFails;

        FakeEngine() {
            this(new HashSet<>());
        }

        private FakeEngine(Set<String> kept) {
            super(null);
            this.kept = kept;
        }

        FakeEngine throughABadLink() {
            FakeEngine same = new FakeEngine(kept);
            same.answersAreLost = true;
            return same;
        }

        void losesItsData() {
            kept.clear();
        }

        @Override
        void reach() {
            if (away) {
                throw new ClientStatusException(Status.UNAVAILABLE, null);
            }
        }

        @Override
        void deploy() {
            if (deployFails) {
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
