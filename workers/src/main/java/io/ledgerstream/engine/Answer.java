package io.ledgerstream.engine;

import java.time.Duration;
import java.util.Map;

/**
 * What a worker answers: the one command that follows its transaction. A technical
 * failure is an exception, not an answer.
 */
public sealed interface Answer {

    /** The step is done. */
    static Answer done() {
        return new Done(Map.of());
    }

    /** The step is done, and this is what the process needs to know of it. */
    static Answer done(Map<String, Object> variables) {
        return new Done(variables);
    }

    /** A business outcome that the model catches as a BPMN error. */
    static Answer businessError(String code) {
        return new BusinessError(code);
    }

    /**
     * Not now, without a failure: tried again after the delay, at the cost of no retry.
     */
    static Answer later(Duration delay, String why) {
        return new Later(delay, why);
    }

    /** The job stays with a person: nobody else gets it until it is completed by key. */
    static Answer waits() {
        return new Waits();
    }

    record Done(Map<String, Object> variables) implements Answer {
    }

    record BusinessError(String code) implements Answer {
    }

    record Later(Duration delay, String why) implements Answer {
    }

    record Waits() implements Answer {
    }

}
