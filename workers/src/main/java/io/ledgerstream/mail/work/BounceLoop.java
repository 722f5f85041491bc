package io.ledgerstream.mail.work;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Has the mailbox for bounces read now and then, if there is one. */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class BounceLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BounceLoop.class);

    private static final Duration TO_FINISH = Duration.ofSeconds(20);

    private final BounceReader reader;

    private final BounceProperties properties;

    private volatile Thread loop;

    private boolean failing;

    BounceLoop(BounceReader reader, BounceProperties properties) {
        this.reader = reader;
        this.properties = properties;
    }

    @Override
    public void start() {
        if (properties.off()) {
            LOG.warn(
                    "Bounces are not read, so returned mails go unnoticed: ledgerstream.bounces.imap.host is not set.");
            return;
        }
        loop = Thread.ofVirtual().name("bounces").unstarted(this::run);
        loop.start(); // only now: it asks whether it is running
    }

    private void run() {
        try {
            while (isRunning()) {
                read();
                Thread.sleep(properties.interval());
            }
        }
        catch (InterruptedException e) {
            LOG.debug("The reader of bounces was stopped.");
        }
    }

    /**
     * Says once that the mailbox is out of reach, and once that it is back. Never the
     * server's words: they may name addresses.
     */
    private void read() {
        try {
            reader.read(properties.imap());
            if (failing) {
                LOG.info("Bounces are read again at {}.", properties.imap());
            }
            failing = false;
        }
        catch (Exception e) {
            if (!failing) {
                LOG.warn("Bounces cannot be read at {} ({}); nothing is lost, tried again every {}.", properties.imap(),
                        e.getClass().getSimpleName(), properties.interval());
            }
            failing = true;
        }
    }

    /**
     * A message that was recorded but not deleted is read again by the next one to look,
     * which does no harm.
     */
    @Override
    public void stop() {
        Thread stopped = loop;
        loop = null;
        try {
            if (stopped != null) {
                stopped.interrupt();
                stopped.join(TO_FINISH);
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
