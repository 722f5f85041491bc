package io.ledgerstream.task;

import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.request.Reentry;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The user tasks that wait in the engine, by job key. Capturing one and changing its
 * request take the same lock, so one always sees the other.
 */
@Service
public class Tasks {

    private final JdbcClient jdbc;

    private final RequestProgress progress;

    private final Reentry reentry;

    private final EngineRuns runs;

    Tasks(JdbcClient jdbc, RequestProgress progress, Reentry reentry, EngineRuns runs) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.reentry = reentry;
        this.runs = runs;
    }

    /**
     * Records a user task, after the claim and in its transaction. Where the database is
     * past it already, nothing is recorded and the caller completes the job. Capturing
     * the same job again changes nothing.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Decision capture(UserTask task) {
        RequestFacts facts = progress.lock(task.requestId());
        Decision decision = TaskDecisions.decide(facts, task.element(), task.software());
        if (decision instanceof Decision.Wait) {
            insert(task);
        }
        return decision;
    }

    /** The open tasks of a request that can be completed now, as the database stands. */
    @Transactional
    public List<Completion> completions(UUID requestId) {
        RequestFacts facts = progress.lock(requestId);
        List<Completion> completions = new ArrayList<>();
        for (Open task : open(requestId)) {
            if (TaskDecisions.decide(facts, task.element(), task.software()) instanceof Decision.Complete complete) {
                completions.add(new Completion(task.id(), task.jobKey(), complete.variables()));
            }
        }
        return completions;
    }

    /** The engine run whose keys hold. */
    @Transactional(readOnly = true)
    public UUID engineRun() {
        return runs.current();
    }

    /** The engine has taken the completion. */
    @Transactional
    public void completed(UUID taskId) {
        close(taskId, "completed");
    }

    /**
     * The engine knows no such job: completed by an answer that was lost, gone with its
     * instance, or the instance is missing. In the last case the request has no other
     * open task; then it is entered again, which the engine refuses while the old
     * instance lives.
     */
    @Transactional
    public void notFound(UUID requestId, UUID taskId) {
        RequestFacts facts = progress.lock(requestId);
        close(taskId, "not-found");
        if (!facts.settled() && open(requestId).isEmpty()) {
            reentry.enterAgain(requestId);
        }
    }

    private void insert(UserTask task) {
        jdbc.sql("""
                insert into task (id, lender_id, request_id, engine_run, job_key, entry, element, software)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (engine_run, job_key) do nothing""")
            .params(Ids.next(), CurrentLender.required(), task.requestId(), runs.current(), task.jobKey(), task.entry(),
                    task.element(), task.software())
            .update();
    }

    private List<Open> open(UUID requestId) {
        return jdbc.sql("""
                select t.id, t.job_key, t.element, t.software from task t
                join engine_run r on r.id = t.engine_run and r.ended_at is null
                where t.request_id = ? and t.closed_at is null""")
            .param(requestId)
            .query((row, n) -> new Open(row.getObject(1, UUID.class), row.getLong(2), row.getString(3),
                    row.getString(4)))
            .list();
    }

    private void close(UUID taskId, String outcome) {
        jdbc.sql("update task set closed_at = now(), outcome = ? where id = ? and closed_at is null")
            .params(outcome, taskId)
            .update();
    }

    private record Open(UUID id, long jobKey, String element, String software) {
    }

    /**
     * @param software the software that the instance carries, null before the first
     * selection
     */
    public record UserTask(UUID requestId, long jobKey, int entry, String element, String software) {
    }

    public record Completion(UUID taskId, long jobKey, Map<String, Object> variables) {
    }

}
