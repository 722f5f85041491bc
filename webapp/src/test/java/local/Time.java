package local;

import io.ledgerstream.engine.Wakeable;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Moves business time: the application's clock, the stand-ins' (it is the same one), the
 * engine's, some hours at a time.
 */
class Time {

    /**
     * No longer than a day, for the engine's sake; short enough not to step over the
     * hours in which reminders go out.
     */
    private static final Duration STRIDE = Duration.ofHours(6);

    private final Outside outside;

    private final ObjectProvider<Wakeable> sweeps;

    Time(Outside outside, ObjectProvider<Wakeable> sweeps) {
        this.outside = outside;
        this.sweeps = sweeps;
    }

    Duration ahead() {
        return outside.clock().ahead();
    }

    /**
     * Moves on from where the caller believes time to be, so that a form sent twice moves
     * it once.
     * @return whether it was there
     */
    synchronized boolean forward(Duration from, Duration by) {
        if (!ahead().equals(from)) {
            return false;
        }
        for (Duration left = by; left.isPositive(); left = left.minus(STRIDE)) {
            Duration step = left.compareTo(STRIDE) < 0 ? left : STRIDE;
            // The application's first: what the engine then starts asks it what is due.
            outside.clock().forward(step);
            outside.engine().advance(step);
            sweeps.forEach(Wakeable::wake);
        }
        return true;
    }

}
