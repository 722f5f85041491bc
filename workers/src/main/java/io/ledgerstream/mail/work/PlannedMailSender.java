package io.ledgerstream.mail.work;

import io.ledgerstream.engine.Wakeable;
import io.ledgerstream.mail.Deliveries;
import io.ledgerstream.mail.Deliveries.Due;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.LedgerstreamProperties;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends the mails that no step of the process sends: codes, new links, receipts,
 * reminders by hand. Looks every other second and whenever the database calls. On every
 * node; the lease of a mail decides who sends it.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class PlannedMailSender implements SmartLifecycle, Wakeable {

    private static final Logger LOG = LoggerFactory.getLogger(PlannedMailSender.class);

    private static final int BATCH = 50;

    private static final int AT_ONCE = 8;

    private static final Duration TO_FINISH = Duration.ofSeconds(20);

    private final Deliveries deliveries;

    private final Duration interval;

    private final Semaphore slots = new Semaphore(AT_ONCE);

    private final Semaphore calls = new Semaphore(0);

    private final Set<UUID> inFlight = ConcurrentHashMap.newKeySet();

    private volatile Thread loop;

    PlannedMailSender(Deliveries deliveries, LedgerstreamProperties properties) {
        this.deliveries = deliveries;
        this.interval = Duration.ofMillis(properties.mail().sweepInterval());
    }

    @Override
    public void start() {
        loop = Thread.ofVirtual().name("mail-sender").unstarted(this::run);
        loop.start(); // only now: it asks whether it is running
    }

    private void run() {
        try {
            while (isRunning()) {
                sendAllDue();
                if (calls.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                    calls.drainPermits();
                }
            }
        }
        catch (InterruptedException e) {
            LOG.debug("The mail sender was stopped.");
        }
    }

    private void sendAllDue() throws InterruptedException {
        try {
            while (sendBatch()) {
                LOG.debug("More mails are due.");
            }
        }
        catch (RuntimeException e) {
            LOG.warn("The mail sender could not read what is due; nothing is lost, looking again in {}.", interval, e);
        }
    }

    /**
     * @return whether there may be more to send at once
     */
    boolean sendBatch() throws InterruptedException {
        List<Due> due = deliveries.due(BATCH).stream().filter(mail -> inFlight.add(mail.mailId())).toList();
        for (Due mail : due) {
            slots.acquire();
            Thread.ofVirtual().name("mail-" + mail.mailId()).start(() -> send(mail));
        }
        return due.size() == BATCH;
    }

    private void send(Due mail) {
        try {
            CurrentLender.as(mail.lenderId(), () -> deliver(mail.mailId()));
        }
        finally {
            inFlight.remove(mail.mailId());
            slots.release();
        }
    }

    private void deliver(UUID mailId) {
        try {
            deliveries.carryOut(deliveries.begin(mailId));
        }
        catch (RuntimeException e) {
            LOG.error("Mail {} could not be sent because of a failure of ours; it is tried again later.", mailId, e);
            deliveries.postpone(mailId);
        }
    }

    @Override
    public String channel() {
        return "mail";
    }

    @Override
    public void wake() {
        calls.release();
    }

    /**
     * Lets the mails that are being sent come to their end; a lease covers those that do
     * not.
     */
    @Override
    public void stop() {
        Thread stopped = loop;
        loop = null;
        if (stopped != null) {
            stopped.interrupt();
        }
        try {
            if (!slots.tryAcquire(AT_ONCE, TO_FINISH.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Some mails were still being sent at shutdown; they are retried once their lease ends.");
            }
            else {
                slots.release(AT_ONCE);
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
