package io.ledgerstream.sync.work;

import io.ledgerstream.engine.Wakeable;
import io.ledgerstream.sync.Due;
import io.ledgerstream.sync.SyncPages;
import io.ledgerstream.sync.SyncPositions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads what is due, some pages at a time, of all lenders: leased page by page, so that
 * several nodes share the work and one that dies loses one page. Woken when a stream is
 * started; polls besides.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class SyncRunner implements SmartLifecycle, Wakeable {

    private static final Logger LOG = LoggerFactory.getLogger(SyncRunner.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    /** Pages in memory at once; a page is a few MB. */
    private static final int AT_ONCE = 8;

    private static final Duration TO_FINISH = Duration.ofSeconds(20);

    private final SyncPositions positions;

    private final SyncPages pages;

    private final Semaphore slots = new Semaphore(AT_ONCE);

    private final Semaphore work = new Semaphore(0);

    private ExecutorService pulls;

    private volatile Thread loop;

    SyncRunner(SyncPositions positions, SyncPages pages) {
        this.positions = positions;
        this.pages = pages;
    }

    @Override
    public void start() {
        pulls = Executors.newVirtualThreadPerTaskExecutor();
        loop = Thread.ofVirtual().name("sync").unstarted(this::run);
        loop.start(); // only now: it asks whether it is running
    }

    private void run() {
        while (isRunning()) {
            try {
                if (!leaseAndPull()) {
                    pause();
                }
            }
            catch (RuntimeException e) {
                LOG.warn("The database could not be asked what is to be read; nothing is lost, trying again.", e);
                pause();
            }
        }
    }

    private boolean leaseAndPull() {
        int free = slots.availablePermits();
        List<Due> batch = free == 0 ? List.of() : positions.lease(free);
        batch.forEach(due -> {
            slots.acquireUninterruptibly();
            pulls.execute(() -> pull(due));
        });
        return !batch.isEmpty();
    }

    private void pull(Due due) {
        try {
            pages.pull(due);
        }
        catch (RuntimeException e) {
            LOG.error("A page of {} of connection {} could not be stored, nor could that failure; it is read again "
                    + "when its lease has ended.", due.type(), due.connectionId(), e);
        }
        finally {
            slots.release();
            wake();
        }
    }

    private void pause() {
        try {
            if (work.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                work.drainPermits();
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String channel() {
        return "sync";
    }

    @Override
    public void wake() {
        work.release();
    }

    /** Pages under way are finished, within reason; what is cut off is read again. */
    @Override
    public void stop() {
        Thread stopped = loop;
        loop = null;
        stopped.interrupt();
        pulls.shutdown();
        try {
            if (!pulls.awaitTermination(TO_FINISH.toMillis(), TimeUnit.MILLISECONDS)) {
                pulls.shutdownNow();
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return loop != null;
    }

}
