package io.ledgerstream.mail.work;

import io.ledgerstream.engine.DatabaseAway;
import io.ledgerstream.mail.BounceTurns;
import io.ledgerstream.mail.Bounces;
import io.ledgerstream.platform.Ids;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the mailbox for bounces once. Each message is recorded before it is deleted, so
 * that a crash in between has it read again; what cannot be understood is put aside, so
 * that none stands in the way of the next.
 */
@Component
class BounceReader {

    private static final Logger LOG = LoggerFactory.getLogger(BounceReader.class);

    /** Longer than everything that is done with one message at the slowest. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Bounces bounces;

    private final BounceTurns turns;

    private final UUID reader = Ids.next();

    BounceReader(Bounces bounces, BounceTurns turns) {
        this.bounces = bounces;
        this.turns = turns;
    }

    /**
     * Reads what is there, unless another node is at it.
     * @throws MessagingException where the mailbox cannot be read; what was done so far
     * is done
     */
    void read(BounceProperties.Imap imap) throws MessagingException, IOException {
        if (!turns.take(reader, LEASE)) {
            return;
        }
        try (BounceMailbox box = BounceMailbox.open(imap)) {
            for (Message message : box.messages()) {
                if (Thread.currentThread().isInterrupted() || !turns.take(reader, LEASE)) {
                    return;
                }
                read(box, message);
            }
        }
        finally {
            turns.end(reader);
        }
    }

    private void read(BounceMailbox box, Message message) throws MessagingException, IOException {
        Optional<byte[]> raw = raw(box, message);
        if (raw.isPresent() && take(raw.get()) == Bounces.Outcome.DONE) {
            box.delete(message);
        }
        else {
            box.putAside(message);
        }
    }

    /**
     * One message that the server cannot give out does not keep the others from being
     * read.
     */
    private static Optional<byte[]> raw(BounceMailbox box, Message message) throws MessagingException, IOException {
        try {
            return BounceMailbox.raw(message, Bounces.MOST_BYTES);
        }
        catch (MessagingException | IOException e) {
            if (!box.isOpen()) {
                throw e;
            }
            LOG.warn("A message at the address for bounces could not be fetched ({}).", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private Bounces.Outcome take(byte[] raw) {
        try {
            return bounces.take(raw);
        }
        catch (RuntimeException e) {
            if (DatabaseAway.causes(e)) {
                throw e;
            }
            LOG.error("A bounce could not be recorded because of an internal failure. It is put aside; move it back "
                    + "when the failure is fixed.", e);
            return Bounces.Outcome.NOT_UNDERSTOOD;
        }
    }

}
