package io.ledgerstream.mail;

import io.ledgerstream.mail.Delivery.Later;
import io.ledgerstream.mail.Delivery.Over;
import io.ledgerstream.mail.Delivery.ToSend;
import io.ledgerstream.mail.MailRows.Row;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestViews;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sends mails: PLANNED, then ATTEMPTING under a lease, then SENT, REJECTED or UNKNOWN. A
 * mail is recorded first, once for each (request, kind, number); composed when it is
 * attempted; and no database connection is held while a mail server is talked to. A lost
 * answer is followed by one more attempt with the same Message-ID and link: SMTP allows
 * no better.
 */
@Service
public class Deliveries {

    /**
     * Longer than a conversation whose every command takes its whole time-out of 10 s.
     * Jobs that send take longer still.
     */
    public static final Duration LEASE = Duration.ofSeconds(150);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final RequestProgress progress;

    private final RequestViews views;

    private final MailQueue queue;

    private final MailRows rows;

    private final Composer composer;

    private final Timeliness timeliness;

    private final MailServer server;

    private final MailOutcomes outcomes;

    private final Clock clock;

    Deliveries(RequestProgress progress, RequestViews views, MailQueue queue, MailRows rows, Composer composer,
            Timeliness timeliness, MailServer server, MailOutcomes outcomes, Clock clock) {
        this.progress = progress;
        this.views = views;
        this.queue = queue;
        this.rows = rows;
        this.composer = composer;
        this.timeliness = timeliness;
        this.server = server;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * Records a mail unless it is recorded already, and leases it to the caller if it is
     * to be sent now. In the caller's transaction; {@link #send} follows after its
     * commit.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Delivery begin(UUID requestId, MailKind kind, String number) {
        RequestFacts facts = progress.lock(requestId);
        queue.planForWorker(requestId, kind, number);
        return begin(rows.lock(requestId, kind, number), facts);
    }

    /**
     * As {@link #begin(UUID, MailKind, String)}, for a mail that is recorded. @throws
     * NotFound also where it is another lender's
     */
    @Transactional
    public Delivery begin(UUID mailId) {
        UUID requestId = rows.find(mailId).orElseThrow(() -> new NotFound("mail")).requestId();
        RequestFacts facts = progress.lock(requestId);
        return begin(rows.lock(mailId), facts);
    }

    /** A reminder that was begun but not finished, by a worker that is gone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> unfinishedReminder(UUID requestId) {
        return rows.unfinished(requestId, MailKind.REMINDER);
    }

    /**
     * Hands the mail to the mail server and records what came of it. Takes up to some
     * minutes.
     * @throws IllegalStateException within a transaction: it would hold its connection
     * all the while
     */
    public Delivery send(Attempt attempt) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Mails are sent outside of transactions.");
        }
        return outcomes.record(attempt, server.send(attempt));
    }

    /** Sends the mail if it is the caller's to send, and tells how it stands. */
    public Delivery carryOut(Delivery begun) {
        return begun instanceof ToSend toSend ? send(toSend.attempt()) : begun;
    }

    /**
     * Mails of all lenders that the mail sender is to send by now, the longest due first;
     * ids only.
     */
    public List<Due> due(int atMost) {
        return rows.due(atMost);
    }

    /** Puts a mail off that could not be attempted because of a failure of ours. */
    public void postpone(UUID mailId) {
        outcomes.postpone(mailId);
    }

    public record Due(UUID mailId, UUID lenderId) {
    }

    private Delivery begin(Row row, RequestFacts facts) {
        if (row.over()) {
            return new Over(row.state(), row.lastError());
        }
        if (row.state() == MailState.ATTEMPTING) {
            return row.leased() ? new Later(LOOK_AGAIN, "The mail is being sent by another worker.", row.attempts())
                    : outcomes.leaseEnded(row);
        }
        Duration wait = Duration.between(clock.instant(), row.nextAttemptAt());
        if (wait.isPositive()) {
            return new Later(wait, "The mail was tried a moment ago and is tried again later.", row.attempts());
        }
        return timeliness.pointless(row, facts) ? outcomes.dropped(row) : attempt(row);
    }

    private Delivery attempt(Row row) {
        Composer.Composed mail = composer.compose(views.get(row.requestId()), row.kind(), row.number());
        rows.attempting(row, mail, LEASE);
        return new ToSend(
                new Attempt(row.id(), row.requestId(), row.messageId(), row.attempts() + 1, clock.instant(), mail));
    }

}
