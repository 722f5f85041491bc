package io.ledgerstream.engine;

import io.ledgerstream.process.Onboarding.Variables;
import java.util.Map;
import java.util.UUID;

/**
 * One job of the process, as a worker sees it.
 *
 * @param key the engine's key, valid for one engine run
 * @param instanceKey the process instance that it came from
 * @param element id of the element in the model
 * @param entry the (re-)entry that the instance was started with
 * @param variables the process variables, ids and outcomes only
 * @param headers the element's task headers
 */
public record OnboardingJob(long key, long instanceKey, String element, UUID requestId, UUID lenderId, int entry,
        Map<String, Object> variables, Map<String, String> headers) {

    /** The software that this instance carries, null before the first selection. */
    public String software() {
        return (String) variables.get(Variables.SOFTWARE);
    }

    /**
     * The engine run in which the instance was told to end, null if it was not.
     */
    public String toldToEndIn() {
        return (String) variables.get(Variables.ENGINE_RUN);
    }
}
