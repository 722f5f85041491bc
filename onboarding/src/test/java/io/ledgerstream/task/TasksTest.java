package io.ledgerstream.task;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.Selection;
import io.ledgerstream.task.EngineRuns.Mark;
import io.ledgerstream.task.EngineRuns.Probe;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import standin.postgres.Db;

/**
 * User tasks as rows: whoever comes first, the person's answer or the process, the other
 * one finds it.
 */
@OnboardingTest
@Tag("P2")
class TasksTest {

    private static final AtomicLong KEYS = new AtomicLong(1_000);

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Tasks tasks;

    @Autowired
    private EngineRuns runs;

    @Autowired
    private RequestProgress progress;

    @Autowired
    private JdbcClient jdbc;

    private Fixtures.Bank northwind;

    private UUID request;

    @BeforeEach
    void anOpenRequestInAKnownEngine() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Acme Manufacturing Ltd"));
        beginRun();
    }

    @Test
    void aTaskCapturedBeforeTheAnswerIsCompletedByTheAnswer() {
        long key = KEYS.incrementAndGet();
        assertThat(capture(key)).isInstanceOf(Decision.Wait.class);
        assertThat(completions()).isEmpty();
        selectSoftware();
        assertThat(completions()).extracting(Tasks.Completion::jobKey, Tasks.Completion::variables)
            .containsExactly(
                    org.assertj.core.groups.Tuple.tuple(key, Map.of("software", "quickbooks-online", "byFile", false)));
    }

    @Test
    void aTaskCapturedAfterTheAnswerIsCompletedAtOnceAndLeavesNoRow() {
        selectSoftware();
        assertThat(capture(KEYS.incrementAndGet()))
            .isEqualTo(new Decision.Complete(Map.of("software", "quickbooks-online", "byFile", false)));
        assertThat(completions()).isEmpty();
    }

    @Test
    void theSameJobHandedOutTwiceIsOneTask() {
        long key = KEYS.incrementAndGet();
        capture(key);
        capture(key);
        selectSoftware();
        assertThat(completions()).hasSize(1);
    }

    @Test
    void aCompletedTaskIsNotCompletedAgain() {
        capture(KEYS.incrementAndGet());
        selectSoftware();
        Tasks.Completion completion = completions().getFirst();
        northwind.as(() -> tasks.completed(completion.taskId()));
        assertThat(completions()).isEmpty();
    }

    @Test
    void aJobThatTheEngineDoesNotKnowEntersTheRequestAgain() {
        capture(KEYS.incrementAndGet());
        claimed();
        selectSoftware();
        Tasks.Completion completion = completions().getFirst();
        northwind.as(() -> tasks.notFound(request, completion.taskId()));
        assertThat(starts()).containsExactly(2);
    }

    @Test
    void anEngineThatCameBackEmptyClosesEveryTaskAndEntersEveryOpenRequestAgain() {
        capture(KEYS.incrementAndGet());
        claimed();
        runs.emptyEngine(runs.current()).ifPresent(runs::laid);
        selectSoftware();
        assertThat(completions()).as("an old key would complete another request's task").isEmpty();
        assertThat(starts()).containsExactly(2);
    }

    @Test
    void aProbeWhoseAnswerWasLostUsesItsMarkUpUntilTheEngineAnswersAnother() {
        Mark lost = ask();
        Mark other = ask();
        assertThat(other).as("nobody asks with the same one meanwhile").isNotEqualTo(lost);
        marksRunOut();
        Mark third = ask();
        assertThat(third).isNotIn(lost, other);
        runs.sameEngine(third);
        assertThat(Stream.generate(this::ask).limit(EngineRuns.MARKS)).contains(lost, other, third);
        assertThat(runs.beginProbe()).isInstanceOf(Probe.Wait.class);
        marksRunOut();
        assertThat(runs.beginProbe()).isEqualTo(new Probe.Doubt(lost.run()));
    }

    @Test
    void requestsAreEnteredAgainInPagesBehindWhatPeopleDo() {
        claimed();
        Db.all().sql("update outbox set done_at = now() where done_at is null").update();
        runs.engineInDoubt(runs.current()).ifPresent(runs::laid);
        assertThat(Db.all()
            .sql("select kind from outbox where request_id = ? and done_at is null and urgency = 2 order by id")
            .param(request)
            .query(String.class)
            .list()).as("an instance that may be alive ends first").containsExactly("END", "START");
    }

    private Decision capture(long key) {
        return northwind
            .inTransaction(() -> tasks.capture(new Tasks.UserTask(request, key, 1, Elements.SELECT_SOFTWARE, null)));
    }

    private void selectSoftware() {
        northwind.inTransaction(() -> {
            progress.signedIn(request, northwind.actor());
            progress.selectSoftware(request, Selection.direct("quickbooks-online"), northwind.actor());
        });
    }

    private List<Tasks.Completion> completions() {
        return northwind.as(() -> tasks.completions(request));
    }

    private void claimed() {
        northwind.inTransaction(() -> {
            jdbc.sql("update request set entry = 1, instance_key = 7 where id = ?").param(request).update();
            jdbc.sql("update outbox set done_at = now() where request_id = ?").param(request).update();
        });
    }

    private List<Integer> starts() {
        return jdbc.sql("select entry from outbox where request_id = ? and kind = 'START' and done_at is null")
            .param(request)
            .query(Integer.class)
            .list();
    }

    /**
     * One that the engine is known to have, without entering other tests' requests again.
     */
    private void beginRun() {
        jdbc.sql("update engine_run set ended_at = now() where ended_at is null").update();
        runs.beginProbe();
        runs.laid(runs.current());
    }

    private Mark ask() {
        return ((Probe.Ask) runs.beginProbe()).mark();
    }

    private void marksRunOut() {
        jdbc.sql("update engine_mark set leased_until = now() - interval '1 second' where leased_until is not null")
            .update();
    }

}
