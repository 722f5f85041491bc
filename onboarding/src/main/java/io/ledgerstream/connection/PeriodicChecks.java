package io.ledgerstream.connection;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.provider.ExternalCompany;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks once a day, of each connection that works, whose books these are, however seldom
 * its data are read: access that was ended over there is noticed within a day and the
 * customer is asked to mend it, and a company that has another name now is noted.
 */
@Service
public class PeriodicChecks {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicChecks.class);

    private static final Duration BETWEEN = Duration.ofDays(1);

    /** Not all that were connected in the same campaign at the same minute. Seconds. */
    private static final long SPREAD = Duration.ofMinutes(30).toSeconds();

    /** Longer than the calls take; then whoever began has died. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final Duration UNTIL_TRIED_AGAIN = Duration.ofHours(1);

    private final JdbcClient jdbc;

    private final ProviderCalls calls;

    private final ExternalIdentity identity;

    private final TransactionTemplate transaction;

    private final Clock clock;

    PeriodicChecks(JdbcClient jdbc, ProviderCalls calls, ExternalIdentity identity, TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.calls = calls;
        this.identity = identity;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * All lenders' connections that are due, as ids; those that have waited longest
     * first.
     */
    public List<Due> due(int atMost) {
        return jdbc.sql("select * from due_checks(?, ?)")
            .params(now(), atMost)
            .query((row, n) -> new Due(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    }

    /**
     * Looks at one, unless another node does. Calls the provider: never inside a
     * transaction.
     */
    public void check(Due due) {
        CurrentLender.as(due.lenderId(), () -> leased(due).ifPresent(mine -> {
            ProviderAnswer<ExternalCompany> answer = calls.call(due.connectionId(), mine.software(), Provider::company);
            transaction.executeWithoutResult(status -> {
                if (answer instanceof ProviderAnswer.Ok<ExternalCompany>(ExternalCompany company)
                        && (company.name() != null || company.legalName() != null)) {
                    identity.read(due.connectionId(), mine.requestId(), company);
                }
                next(due.connectionId(), pause(due, answer));
            });
        }));
    }

    /** Access that has ended is told where it is found out, by the call. */
    private Duration pause(Due due, ProviderAnswer<ExternalCompany> answer) {
        return switch (answer) {
            case ProviderAnswer.Busy<ExternalCompany>(Duration pause) -> pause.compareTo(LEASE) > 0 ? pause : LEASE;
            case ProviderAnswer.Trouble<ExternalCompany>(String why) -> {
                LOG.warn("Connection {} could not be looked at: {}. It is tried again in an hour.", due.connectionId(),
                        why);
                yield UNTIL_TRIED_AGAIN;
            }
            default -> BETWEEN.plusSeconds(ThreadLocalRandom.current().nextLong(SPREAD));
        };
    }

    private Optional<Mine> leased(Due due) {
        return transaction.execute(status -> jdbc.sql("""
                update connection set check_due_at = ?
                where id = ? and state = 'LINKED' and coalesce(check_due_at, linked_at + interval '1 day') <= ?
                returning software, request_id""")
            .params(Timestamp.from(clock.instant().plus(LEASE)), due.connectionId(), now())
            .query((row, n) -> new Mine(row.getString(1), row.getObject(2, UUID.class)))
            .optional());
    }

    private void next(UUID connectionId, Duration pause) {
        jdbc.sql("update connection set check_due_at = ? where id = ?")
            .params(Timestamp.from(clock.instant().plus(pause)), connectionId)
            .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    public record Due(UUID connectionId, UUID lenderId) {
    }

    private record Mine(String software, UUID requestId) {
    }

}
