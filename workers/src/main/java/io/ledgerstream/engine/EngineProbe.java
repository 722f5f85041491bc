package io.ledgerstream.engine;

import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import io.ledgerstream.task.EngineRuns;
import io.ledgerstream.task.EngineRuns.Mark;
import io.ledgerstream.task.EngineRuns.Probe;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
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

    /**
     * The mark that this process asked with and had no answer to. It asks with that one
     * again, and so uses up no other, however long the engine is silent.
     */
    private Mark unanswered;

    EngineProbe(Engine engine, EngineRuns runs) {
        this.engine = engine;
        this.runs = runs;
    }

    /**
     * @return whether it is certain; false while other nodes find out
     */
    boolean certain() {
        return (known && engine.sinceLastAnswer().compareTo(TRUSTED) < 0) || probe();
    }

    private synchronized boolean probe() {
        known = false;
        engine.reach(); // an engine that is away is not asked, so that its mark stays
                        // good
        Mark again = unanswered;
        if (again != null && runs.isCurrent(again.run()) && isLost(again)) {
            known = begun(runs.emptyEngine(again.run()));
        }
        else {
            // An engine that knows this mark may have taken it from the question that
            // stayed unanswered: another one tells.
            unanswered = null;
            known = switch (runs.beginProbe()) {
                case Probe.Wait() -> false;
                case Probe.Doubt(UUID run) -> begun(runs.engineInDoubt(run));
                case Probe.Ask(Mark mark) -> isKnownBy(mark);
            };
        }
        return known;
    }

    private boolean isKnownBy(Mark mark) {
        if (isLost(mark)) {
            return begun(runs.emptyEngine(mark.run()));
        }
        runs.sameEngine(mark);
        return true;
    }

    /** Whether the engine does not have a mark that it held. */
    private boolean isLost(Mark mark) {
        try {
            return !engine.knows(mark.messageId());
        }
        catch (ClientStatusException e) {
            if (e.getStatusCode() == Status.Code.RESOURCE_EXHAUSTED && unanswered == null) {
                runs.notAsked(mark); // too busy to take the question
            }
            else {
                unanswered = mark;
            }
            throw e;
        }
        catch (RuntimeException e) {
            unanswered = mark;
            throw e;
        }
    }

    /** A node that dies in here leaves a run without marks, and the engine in doubt. */
    private boolean begun(Optional<UUID> newRun) {
        unanswered = null;
        newRun.ifPresent(run -> {
            engine.deploy();
            Mark.of(run).map(Mark::messageId).forEach(engine::knows);
            runs.laid(run);
        });
        return newRun.isPresent();
    }

}
