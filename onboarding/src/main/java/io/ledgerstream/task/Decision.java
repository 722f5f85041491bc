package io.ledgerstream.task;

import java.util.Map;

/** What is to happen to a waiting user task, given how its request stands. */
public sealed interface Decision {

    /**
     * The person has not answered yet, or the model has no way from here: the task goes
     * on waiting.
     */
    record Wait() implements Decision {
    }

    /**
     * The database is past this task, or on another path: complete it with today's facts.
     */
    record Complete(Map<String, Object> variables) implements Decision {
    }

}
