package io.ledgerstream.connection.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Holds an answer back until something has changed, at most five seconds, looking every
 * half second and holding no database connection in between. Fifty at once on a node; who
 * comes on top is answered at once.
 */
@Component
class Waiting {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Semaphore places = new Semaphore(50);

    void until(BooleanSupplier changed) {
        if (!places.tryAcquire()) {
            return;
        }
        try {
            long end = System.nanoTime() + LONGEST.toNanos();
            while (!changed.getAsBoolean() && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        finally {
            places.release();
        }
    }

}
