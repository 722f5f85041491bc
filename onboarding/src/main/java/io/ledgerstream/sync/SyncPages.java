package io.ledgerstream.sync;

import io.ledgerstream.connection.ProviderCalls;
import io.ledgerstream.connection.SharedData;
import io.ledgerstream.connection.Verification;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.Gone;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderPage;
import io.ledgerstream.request.Flags;
import io.ledgerstream.request.Product;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads one page and stores it: data, counts and position in one transaction, so that a
 * position never passes what was not stored, and whoever dies in between leaves a page to
 * be read again. Nothing is read or stored without a connection that is Linked and a
 * consent that holds.
 */
@Service
public class SyncPages {

    private static final Logger LOG = LoggerFactory.getLogger(SyncPages.class);

    private static final int PAGE = 1000;

    private static final Gone NOTHING = new Gone.These(Set.of());

    /**
     * Clocks are apart, and a deletion may be told late: so far back it is asked for
     * again.
     */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(20);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /** What needs somebody at the customer's is looked at again a few times a day. */
    private static final String NONE_LEFT = "none-left";

    /** So few may well be deleted by hand. */
    private static final int FEW = 10;

    private static final Duration UNTIL_BELIEVED = Duration.ofDays(8);

    private static final Duration UNTIL_PERMITTED = Duration.ofHours(6);

    /**
     * By a consent for just these data, whichever request it was given for. The row is
     * locked against being unlinked while the page is stored.
     */
    private static final String ALLOWED = """
            select c.software, c.company_id from connection c
            where c.id = :connection and c.state = 'LINKED' and exists (
                select from consent t join request_line l on l.consent_id = t.id join request q on q.id = l.request_id
                where (l.connection_id = c.id or l.id = c.line_id)
                  and q.status = 'CONNECTED' and t.products && cast(:products as text[])
                  and t.ended_at is null and t.ends_at > :now)
            for share of c""";

    private final SyncPositions positions;

    private final Records records;

    private final SyncRuns runs;

    private final ProviderCalls calls;

    private final Flags flags;

    private final JdbcClient jdbc;

    private final TransactionTemplate transaction;

    private final Clock clock;

    SyncPages(SyncPositions positions, Records records, SyncRuns runs, ProviderCalls calls, Flags flags,
            JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.positions = positions;
        this.records = records;
        this.runs = runs;
        this.calls = calls;
        this.flags = flags;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Reads and stores the page that is due, or plans when to try again. Calls the
     * provider: never inside a transaction. What fails on our side is tried later and
     * later, and the lender sees it: else the same page would be fetched over and over,
     * and nobody knew.
     */
    public void pull(Due due) {
        CurrentLender.as(due.lenderId(), () -> {
            try {
                pullAllowed(due);
            }
            catch (PessimisticLockingFailureException e) {
                throw e; // another has the position, as another node or a merge: it is
                         // nobody's failure, and the page is read again when its lease
                         // has ended
            }
            catch (RuntimeException e) {
                LOG.error("A page of {} of connection {} could not be stored. Tried again, attempt {}.", due.type(),
                        due.connectionId(), due.attempts() + 1, e);
                again(due, backOff(due.attempts()), "not-stored", true);
            }
        });
    }

    private void pullAllowed(Due due) {
        Instant began = clock.instant();
        Optional<Allowed> allowed = transaction.execute(status -> allowed(due));
        if (allowed.isEmpty()) {
            end(due);
            return;
        }
        take(due, began, calls.call(due.connectionId(), allowed.get().software(),
                (provider, access) -> read(due, provider, access)));
    }

    /**
     * With the last page of what has changed, what is there no more: both are stored
     * together. Where the provider does not tell it along, it is asked about once a day,
     * and where everything was read once more; nothing can have gone before the first
     * read.
     */
    private ProviderAnswer<Read> read(Due due, Provider provider, Access access) {
        return provider.page(access, due.type(), due.history(), due.position(), PAGE).flatMap(page -> {
            boolean ask = page.last() && page.gone() == null && due.sweptAt() != null
                    && (due.anew() || due.sweptAt().isBefore(clock.instant().minus(BETWEEN_SWEEPS)));
            return ask
                    ? provider.gone(access, due.type(), due.history(), due.sweptAt().minus(OVERLAP))
                        .flatMap(gone -> allGone(due, gone) ? new ProviderAnswer.NotPermitted<>(NONE_LEFT)
                                : new ProviderAnswer.Ok<>(new Read(page, gone, true)))
                    : new ProviderAnswer.Ok<>(
                            new Read(page, page.gone() == null ? NOTHING : page.gone(), page.gone() != null));
        });
    }

    /**
     * None is left of many: a provider may answer so, and not with a refusal, where the
     * role has lost its permission for a kind of transaction. What was read is kept until
     * that has held for a week.
     */
    private boolean allGone(Due due, Gone gone) {
        return gone instanceof Gone.AllBut all && all.ids().isEmpty()
                && due.sweptAt().isAfter(clock.instant().minus(UNTIL_BELIEVED))
                && Boolean.TRUE.equals(transaction.execute(status -> records.more(due, FEW)));
    }

    private void take(Due due, Instant began, ProviderAnswer<Read> answer) {
        switch (answer) {
            case ProviderAnswer.Ok<Read>(Read read) -> store(due, began, read);
            case ProviderAnswer.Busy<Read>(Duration pause) -> again(due, pause, null, false);
            case ProviderAnswer.NotPermitted<Read>(String code) when NONE_LEFT.equals(code) -> {
                LOG.warn("Of connection {} no {} are left.", due.connectionId(), due.type());
                startOver(due);
            }
            case ProviderAnswer.NotPermitted<Read>(String code) -> {
                LOG.warn("Connection {} may not read {}: {}.", due.connectionId(), due.type(), code);
                again(due, UNTIL_PERMITTED, "not-permitted", true);
            }
            case ProviderAnswer.Misconfigured<Read>(String reason) -> {
                LOG.warn("Connection {}, {}: {}.", due.connectionId(), due.type(), reason);
                lost(due);
            }
            case ProviderAnswer.AccessEnded<Read>() -> lost(due);
            case ProviderAnswer.Trouble<Read>(String why) -> {
                LOG.warn("Connection {}, {}: {}. Tried again, attempt {}.", due.connectionId(), due.type(), why,
                        due.attempts() + 1);
                again(due, backOff(due.attempts()), "provider-unavailable", false);
            }
        }
    }

    private void store(Due due, Instant began, Read read) {
        ProviderPage page = read.page();
        transaction.executeWithoutResult(status -> {
            Optional<Allowed> allowed = allowed(due);
            if (allowed.isEmpty()) {
                end(due);
                return;
            }
            positions.hold(due.connectionId(), due.type().name());
            if (toAnalyse(due, page)) {
                flags.somethingToAnalyse(allowed.get().companyId());
            }
            Records.Stored stored = records.store(due, page.records(), began);
            int gone = records.gone(due, read.gone(), began)
                    + (page.whole() == null ? 0 : records.gone(due, page.whole(), page.records(), began));
            int pages = runs.page(due, stored.written(), gone, page.last() ? clock.instant() : null);
            // Changes since then to the first of several pages come with the next read.
            Instant asOf = pages == 1 ? began : due.run().beganAt();
            if (!positions.advance(due, page.next(), stored.added() - gone, stored.newest(), read.swept(),
                    page.last() ? asOf : null)) {
                status.setRollbackOnly();
            }
            else if (read.gone() instanceof Gone.AllBut all
                    && positions.readAnew(due, all.promised(), began.minus(BETWEEN_SWEEPS))) {
                // As where a role lost its sight of some and has it again: they are as
                // they were, so no read of changes brings them.
                LOG.warn("Of connection {} there are {} again, or some that were never to be seen: all are read.",
                        due.connectionId(), due.type());
            }
        });
    }

    private void again(Due due, Duration pause, String error, boolean failed) {
        transaction.executeWithoutResult(status -> {
            positions.again(due, pause, error, failed);
            if (error != null) {
                runs.failed(due, error, false);
            }
        });
    }

    /**
     * What may have changed while nothing was to be seen is read again, as the first
     * time, once something is.
     */
    private void startOver(Due due) {
        transaction.executeWithoutResult(status -> {
            positions.again(due, UNTIL_PERMITTED, NONE_LEFT, true);
            positions.startOver(due);
            runs.failed(due, NONE_LEFT, false);
        });
    }

    /**
     * Access that was lost may be mended: then this read goes on, where it belonged
     * before.
     */
    private void end(Due due) {
        transaction.executeWithoutResult(status -> {
            boolean lost = jdbc.sql("select state = 'DEAUTHORIZED' from connection where id = ?")
                .param(due.connectionId())
                .query(Boolean.class)
                .single();
            String error = lost ? DataStanding.ACCESS_LOST : DataStanding.ENDED;
            positions.end(due, error);
            runs.failed(due, error, true);
        });
    }

    /**
     * Refused with a token just renewed, but not told that the grant is over: something
     * passing, or the row will say.
     */
    private void lost(Due due) {
        if (transaction.execute(status -> allowed(due)).isEmpty()) {
            end(due);
        }
        else {
            again(due, backOff(due.attempts()), "access-refused", false);
        }
    }

    private Optional<Allowed> allowed(Due due) {
        return jdbc.sql(ALLOWED)
            .param("connection", due.connectionId())
            .param("now", Timestamp.from(clock.instant()))
            .param("products", SharedData.madeFrom(due.type()).stream().map(Product::name).toArray(String[]::new))
            .query((row, n) -> new Allowed(row.getString(1), row.getObject(2, UUID.class)))
            .optional();
    }

    /** Dates are written year first: the later one is the greater text. */
    private boolean toAnalyse(Due due, ProviderPage page) {
        String since = LocalDate.now(clock).minusMonths(Verification.MONTHS).toString();
        return (due.type() == DataType.BILLS || due.type() == DataType.EXPENSES) && page.records()
            .stream()
            .anyMatch(record -> record.normalised().path("date").asString("").compareTo(since) >= 0);
    }

    /**
     * @param swept whether deletions are known by it
     */
    private record Read(ProviderPage page, Gone gone, boolean swept) {
    }

    private record Allowed(String software, UUID companyId) {
    }

    /**
     * 5, 10, 20 … seconds, at most a quarter of an hour, with up to half as much on top
     * so that not all come back at once.
     */
    private static Duration backOff(int attempts) {
        long seconds = Math.min(5L << Math.min(attempts, 10), LONGEST_PAUSE.toSeconds());
        return Duration.ofMillis(seconds * 1000 + ThreadLocalRandom.current().nextLong(seconds * 500));
    }

}
