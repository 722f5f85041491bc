package standin.engine;

import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import io.camunda.zeebe.protocol.record.value.VariableRecordValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Zeebe engine in this JVM's memory, spoken to by gRPC as a real one. For tests and
 * local mode only, by its licence too. Its clock runs with the system's, ahead by what
 * {@link #advance} added.
 */
public final class StandInEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandInEngine.class);

    /** Further at once, the engine loses repetitions of timers. */
    private static final Duration STRIDE = Duration.ofDays(1);

    /** Due timers fire within this time after the clock was moved. */
    private static final Duration FIRING = Duration.ofMillis(100);

    /**
     * What a worker may take for a job, as for a mail, before the engine hears of it
     * again.
     */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int port;

    private Duration ahead;

    private ZeebeTestEngine engine;

    private boolean running;

    private StandInEngine(int port, Duration ahead) {
        this.port = port;
        this.ahead = ahead;
        open();
    }

    /**
     * The JVM's one engine, started at the first call. Tests that share it end the
     * instances they start.
     */
    public static StandInEngine shared() {
        return Shared.ENGINE;
    }

    /**
     * An engine of the caller's own on a free port: for tests that move the clock or
     * empty it.
     */
    public static StandInEngine start() {
        return startAhead(Duration.ZERO);
    }

    /** One whose clock is ahead of the system's from the beginning. */
    public static StandInEngine startAhead(Duration ahead) {
        return new StandInEngine(freePort(), ahead);
    }

    /**
     * The server listens on all interfaces; it is to be spoken to over the loopback one.
     */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    public Map<String, String> properties() {
        return Map.of("ledgerstream.engine.grpc-address", address());
    }

    /**
     * Moves the clock, a day at a time, and lets engine and workers do what falls due on
     * the way: a job that is being worked on while the clock moves has timed out.
     */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("An engine's clock does not go back: " + duration);
        }
        for (Duration left = duration; left.isPositive(); left = left.minus(STRIDE)) {
            Duration step = left.compareTo(STRIDE) < 0 ? left : STRIDE;
            engine.increaseTime(step);
            ahead = ahead.plus(step);
            if (isBusyWithin(FIRING)) {
                settle();
            }
        }
    }

    /**
     * The variables of an instance as the engine keeps them: name to JSON, of all its
     * scopes.
     */
    public Map<String, String> variables(long instanceKey) {
        Map<String, String> variables = new TreeMap<>();
        for (Record<?> entry : engine.getRecordStreamSource().getRecords()) {
            if (entry.getValueType() == ValueType.VARIABLE && entry.getValue() instanceof VariableRecordValue variable
                    && variable.getProcessInstanceKey() == instanceKey) {
                variables.put(variable.getName(), variable.getValue());
            }
        }
        return variables;
    }

    /** How often an instance has come by an element. */
    public long passed(long instanceKey, String element) {
        long times = 0;
        for (Record<?> entry : engine.getRecordStreamSource().getRecords()) {
            if (entry.getIntent() == ProcessInstanceIntent.ELEMENT_COMPLETED
                    && entry.getValue() instanceof ProcessInstanceRecordValue value
                    && value.getProcessInstanceKey() == instanceKey && value.getElementId().equals(element)) {
                times++;
            }
        }
        return times;
    }

    /** All that the engine has written since it began, for a look at what it did. */
    public Iterable<Record<?>> log() {
        return log(0);
    }

    /** What it has written after a {@link #position}. */
    public List<Record<?>> log(long after) {
        List<Record<?>> log = new ArrayList<>();
        for (Record<?> entry : engine.getRecordStreamSource().getRecords()) {
            if (entry.getPosition() > after) {
                log.add(entry);
            }
        }
        return log;
    }

    /** Where the log ends. */
    public long position() {
        long last = 0;
        for (Record<?> entry : engine.getRecordStreamSource().getRecords()) {
            last = entry.getPosition();
        }
        return last;
    }

    /**
     * As after the loss of all its data: same address, nothing known, keys from the
     * beginning again.
     */
    public synchronized void restartEmpty() {
        stop();
        open();
    }

    /** As while it is down; {@link #restartEmpty} brings it back. */
    public synchronized void stop() {
        if (running) {
            engine.stop();
            running = false;
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void open() {
        engine = EngineFactory.create(port);
        engine.start();
        running = true;
        if (ahead.isPositive()) {
            engine.increaseTime(ahead);
        }
    }

    private void settle() {
        long begun = System.nanoTime();
        while (isBusyWithin(PAUSE)) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                LOG.warn("The engine does not come to rest; going on");
                return;
            }
        }
    }

    /** Whether the engine writes anything within that time. */
    private boolean isBusyWithin(Duration time) {
        try {
            engine.waitForBusyState(time);
            return true;
        }
        catch (TimeoutException e) {
            return false;
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the engine", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {

        static final StandInEngine ENGINE = start();

    }

}
