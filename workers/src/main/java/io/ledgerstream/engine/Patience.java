package io.ledgerstream.engine;

import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.FinalCommandStep;
import io.grpc.Status;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a command again where the engine refuses it for being busy: it has done nothing
 * then, and asks for just that.
 */
final class Patience {

    private static final int TRIES = 8;

    private Patience() {
    }

    /**
     * Waits 50 ms, doubling to 1.6 s, with jitter; some four seconds in all. @throws
     * ClientStatusException what is no refusal, at once
     */
    static <T> T send(FinalCommandStep<T> command) {
        for (int tried = 1;; tried++) {
            try {
                return command.send().join();
            }
            catch (ClientStatusException e) {
                if (e.getStatusCode() != Status.Code.RESOURCE_EXHAUSTED || tried == TRIES) {
                    throw e;
                }
                long millis = 50L << Math.min(tried - 1, 5);
                LockSupport.parkNanos((millis / 2 + ThreadLocalRandom.current().nextLong(millis)) * 1_000_000);
            }
        }
    }

}
