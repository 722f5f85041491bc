package io.ledgerstream.mail;

import io.ledgerstream.mail.Delivery.Later;
import io.ledgerstream.mail.Delivery.Over;
import io.ledgerstream.mail.MailRows.Row;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.request.Contacts;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.Flags;
import io.ledgerstream.request.RequestProgress;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records what came of an attempt. A certain answer beats an uncertain one, whichever
 * comes first.
 */
@Component
class MailOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(MailOutcomes.class);

    private static final int DOUBTS_AT_MOST = 2;

    private static final Set<MailKind> FIRST = EnumSet.of(MailKind.INVITATION, MailKind.RECONNECT, MailKind.RENEW);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final RequestProgress progress;

    private final MailRows rows;

    private final Contacts contacts;

    private final Flags flags;

    private final Clock clock;

    MailOutcomes(RequestProgress progress, MailRows rows, Contacts contacts, Flags flags, Clock clock) {
        this.progress = progress;
        this.rows = rows;
        this.contacts = contacts;
        this.flags = flags;
        this.clock = clock;
    }

    @Transactional
    Delivery record(Attempt attempt, MailServer.Answer answer) {
        progress.lock(attempt.requestId());
        Row row = rows.lock(attempt.mailId());
        if (row.state() == MailState.BOUNCED) {
            // The bounce arrived before the mail server's answer.
            return new Over(MailState.BOUNCED, row.lastError());
        }
        if (answer instanceof MailServer.Accepted) {
            rows.sent(row.id());
            return new Over(MailState.SENT, null);
        }
        if (row.state() != MailState.ATTEMPTING || row.attempts() != attempt.number()) {
            return new Later(LONGEST_WAIT, "Another worker has taken the mail over.", row.attempts());
        }
        return switch (answer) {
            case MailServer.Refused refused -> refused(row, refused.code());
            case MailServer.NoAnswer unknown -> doubtful(row);
            case MailServer.NotReady notReady -> again(row, MailState.PLANNED, false, notReady.code());
            case MailServer.Accepted accepted -> throw new IllegalStateException("handled above");
        };
    }

    /** Whoever leased it is gone and nobody knows how far it came. */
    Delivery leaseEnded(Row row) {
        return doubtful(row);
    }

    Delivery dropped(Row row) {
        MailState state = row.doubts() > 0 ? MailState.UNKNOWN : MailState.DROPPED;
        rows.put(row.id(), state, null, false, null);
        return new Over(state, null);
    }

    private Delivery refused(Row row, String code) {
        LOG.warn("Mail {} ({}) was refused for good: {}.", row.id(), row.kind(), code);
        rows.put(row.id(), MailState.REJECTED, null, false, code);
        if (!row.kind().toLender()) {
            doubtContact(row);
        }
        return new Over(MailState.REJECTED, code);
    }

    /**
     * The step that sends a request's first mail waits for another contact by itself; of
     * other mails the process must be told.
     */
    private void doubtContact(Row row) {
        boolean first = FIRST.contains(row.kind());
        if (first && !row.bySender()) {
            flags.raise(row.requestId(), Flag.MAIL_BOUNCED);
        }
        else {
            contacts.bounced(row.requestId(), row.recipient());
        }
    }

    private Delivery doubtful(Row row) {
        if (row.doubts() + 1 < DOUBTS_AT_MOST) {
            LOG.warn("Mail {} ({}): the server's answer was lost; it is tried once more.", row.id(), row.kind());
            return again(row, MailState.UNKNOWN, true, "no answer");
        }
        LOG.error("Mail {} ({}): the server's answer was lost twice; whether it arrived is not known.", row.id(),
                row.kind());
        rows.put(row.id(), MailState.UNKNOWN, null, true, "no answer");
        if (row.kind() == MailKind.INVITATION) {
            flags.raise(row.requestId(), Flag.MAIL_UNKNOWN);
        }
        return new Over(MailState.UNKNOWN, null);
    }

    private Delivery again(Row row, MailState state, boolean doubt, String why) {
        Duration wait = backOff(row.attempts());
        LOG.info("Mail {} ({}), attempt {}: {}; again in {}.", row.id(), row.kind(), row.attempts(), why, wait);
        rows.put(row.id(), state, clock.instant().plus(wait), doubt, why);
        return new Later(wait, "The mail server did not take the mail (" + why + "), attempt " + row.attempts() + ".",
                row.attempts());
    }

    /**
     * What went wrong on our side must not keep the mail from being tried again, nor make
     * it be tried all the time.
     */
    @Transactional
    void postpone(UUID mailId) {
        Row row = rows.lock(mailId);
        if (!row.over() && !row.leased()) {
            rows.postpone(mailId, clock.instant().plus(backOff(row.attempts() + 1)));
        }
    }

    /**
     * From 1 s, doubling up to 5 minutes, with jitter so that not all come back at once.
     */
    static Duration backOff(int attempts) {
        long millis = Math.min(LONGEST_WAIT.toMillis(), 1_000L << Math.min(attempts, 20));
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

}
