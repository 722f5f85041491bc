package io.ledgerstream.engine;

import io.ledgerstream.task.EngineRuns;
import io.ledgerstream.task.EngineRuns.Mark;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Makes sure, before anything is sent, that the engine is the one whose keys we hold; see {@link EngineRuns}. */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class EngineProbe {

    /** An engine cannot die and come back empty within this time. */
    private static final Duration TRUSTED = Duration.ofSeconds(1);

    private final Engine engine;
    private final EngineRuns runs;

    EngineProbe(Engine engine, EngineRuns runs) {
        this.engine = engine;
        this.runs = runs;
    }

    /** @return whether it is certain; false while another node finds out */
    boolean certain() {
        return engine.sinceLastAnswer().compareTo(TRUSTED) < 0 || probe();
    }

    private boolean probe() {
        Optional<Mark> mark = runs.beginProbe();
        mark.ifPresent(current -> runs.sameEngine(engine.knows(current.messageId()) ? current : newRun(current)));
        return mark.isPresent();
    }

    private Mark newRun(Mark lost) {
        Mark first = runs.emptyEngine(lost);
        engine.deploy();
        for (int number = 1; number <= EngineRuns.MARKS; number++) {
            engine.knows(first.withNumber(number).messageId());
        }
        return first;
    }
}
