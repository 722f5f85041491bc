package io.ledgerstream.task;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.Selection;
import io.ledgerstream.task.EngineRuns.Mark;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

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
        runs.beginProbe().ifPresent(runs::sameEngine);
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
        Mark lost = runs.beginProbe().orElseThrow();
        Mark first = runs.emptyEngine(lost);
        runs.sameEngine(first);
        selectSoftware();
        assertThat(completions()).as("an old key would complete another request's task").isEmpty();
        assertThat(starts()).containsExactly(2);
    }

    @Test
    void aProbeWhoseAnswerWasLostUsesItsMarkUp() {
        Mark mark = runs.beginProbe().orElseThrow();
        assertThat(runs.beginProbe()).as("one node probes at a time").isEmpty();
        leaseRunsOut();
        Mark next = runs.beginProbe().orElseThrow();
        assertThat(next.number()).isEqualTo(mark.number() + 1);
        runs.sameEngine(next);
        assertThat(runs.beginProbe()).hasValueSatisfying(again -> {
            assertThat(again.messageId()).isEqualTo(next.messageId());
            runs.emptyEngine(again);
        });
        jdbc.sql("update engine_run set leased_until = null").update();
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

    private void leaseRunsOut() {
        jdbc.sql("update engine_run set leased_until = now() - interval '1 second' where ended_at is null").update();
    }

}
