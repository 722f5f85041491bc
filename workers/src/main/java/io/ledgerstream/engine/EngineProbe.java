package io.ledgerstream.engine;

import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import io.ledgerstream.task.EngineRuns;
import io.ledgerstream.task.EngineRuns.Mark;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Makes sure, before anything is sent, that the engine is the one whose keys we hold; see
 * {@link EngineRuns}.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class EngineProbe {

    /** An engine cannot die and come back empty within this time. */
    private static final Duration TRUSTED = Duration.ofSeconds(1);

    private final Engine engine;

    private final EngineRuns runs;

    /**
     * Whether the last probe went to its end; an engine that answered in the middle of it
     * is not to be trusted yet.
     */
    private volatile boolean known;

    EngineProbe(Engine engine, EngineRuns runs) {
        this.engine = engine;
        this.runs = runs;
    }

    /**
     * @return whether it is certain; false while another node finds out
     */
    boolean certain() {
        return (known && engine.sinceLastAnswer().compareTo(TRUSTED) < 0) || probe();
    }

    private boolean probe() {
        known = false;
        Optional<Mark> mark = runs.beginProbe();
        mark.ifPresent(current -> {
            Mark first = knows(current) ? current : newRun(current);
            layReserve(first);
            runs.sameEngine(first);
        });
        known = mark.isPresent();
        return known;
    }

    /**
     * An engine that is away, or too busy to take the question, uses no mark up: however
     * long it is away, it is found again.
     */
    private boolean knows(Mark mark) {
        try {
            engine.reach();
        }
        catch (RuntimeException e) {
            runs.notAsked(mark);
            throw e;
        }
        try {
            return engine.knows(mark.messageId());
        }
        catch (ClientStatusException e) {
            if (e.getStatusCode() == Status.Code.RESOURCE_EXHAUSTED) {
                runs.notAsked(mark);
            }
            throw e;
        }
    }

    private Mark newRun(Mark lost) {
        Mark first = runs.emptyEngine(lost);
        engine.deploy();
        return first;
    }

    private void layReserve(Mark mark) {
        for (int number = Math.max(mark.laid() + 1, mark.number()); number <= mark.reserve(); number++) {
            engine.knows(mark.withNumber(number).messageId());
        }
    }

}
