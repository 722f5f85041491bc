package io.ledgerstream.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Brings engine and application together: finds out which engine this is, deploys the
 * models, opens the workers, then relays. All of it waits, without failing, for an engine
 * that is not there yet.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class EngineLifecycle implements SmartLifecycle, Wakeable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineLifecycle.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EngineProbe probe;

    private final Engine engine;

    private final JobWorkers workers;

    private final Relay relay;

    private final Semaphore work = new Semaphore(0);

    private volatile Thread loop;

    private boolean troubled;

    EngineLifecycle(EngineProbe probe, Engine engine, JobWorkers workers, Relay relay) {
        this.probe = probe;
        this.engine = engine;
        this.workers = workers;
        this.relay = relay;
    }

    @Override
    public void start() {
        loop = Thread.ofVirtual().name("relay").unstarted(this::run);
        loop.start(); // only now: it asks whether it is running
    }

    private void run() {
        while (isRunning() && !opened()) {
            pause(PATIENCE);
        }
        while (isRunning()) {
            relay();
        }
    }

    private void relay() {
        try {
            while (isRunning() && relay.sendBatch()) {
                LOG.debug("More to relay.");
            }
            troubled = false;
            pause(POLL);
        }
        catch (RuntimeException e) {
            if (isRunning()) {
                LOG.warn("The relay could not reach the engine or the database ({}); nothing is lost, retry every {}.",
                        // The stack trace is logged once, however long this lasts.
                        e.getMessage(), PATIENCE, troubled ? null : e);
            }
            troubled = true;
            pause(PATIENCE);
        }
    }

    private boolean opened() {
        try {
            if (!probe.certain()) {
                return false;
            }
            engine.deploy();
            workers.open();
            if (!isRunning()) {
                workers.close(); // stopped meanwhile
            }
            LOG.info("Connected to the engine; the models are deployed and the job workers are open.");
            return true;
        }
        catch (RuntimeException e) {
            LOG.warn("The engine is not there yet ({}); trying again in {}.", e.getMessage(), PATIENCE);
            return false;
        }
    }

    /** Returns early when woken. */
    private void pause(Duration atMost) {
        try {
            if (work.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                work.drainPermits();
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String channel() {
        return "outbox";
    }

    @Override
    public void wake() {
        work.release();
    }

    @Override
    public void stop() {
        Thread stopped = loop;
        loop = null;
        if (stopped != null) {
            stopped.interrupt();
        }
        workers.close();
    }

    @Override
    public boolean isRunning() {
        return loop != null;
    }

}
