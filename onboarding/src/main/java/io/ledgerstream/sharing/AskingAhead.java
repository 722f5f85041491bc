package io.ledgerstream.sharing;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.request.AheadOfTime;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.Flags;
import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.RenewalRequests;
import io.ledgerstream.request.RequestProgress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks customers for what ends, of all lenders: consents, and access that cannot be
 * renewed from here. In the customer's office hours, once for each end, on however many
 * nodes. What is renewed by itself is none of this.
 */
@Service
public class AskingAhead {

    private static final Logger LOG = LoggerFactory.getLogger(AskingAhead.class);

    private static final int PAGE = 100;

    private final RenewalRequests renewals;

    private final RequestProgress progress;

    private final Flags flags;

    private final JdbcClient jdbc;

    private final TransactionTemplate transaction;

    private final Clock clock;

    AskingAhead(RenewalRequests renewals, RequestProgress progress, Flags flags, JdbcClient jdbc,
            TransactionTemplate transaction, Clock clock) {
        this.renewals = renewals;
        this.progress = progress;
        this.flags = flags;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Looks at all that ends, page by page. What fails is looked at again the next time,
     * and keeps nothing else waiting.
     */
    public void sweep() {
        List<Ending> page = page(Instant.EPOCH, new UUID(0, 0));
        while (!page.isEmpty()) {
            page.stream()
                .filter(this::now)
                .forEach(ending -> tried(ending.lenderId(),
                        () -> renewals.ask(ending.connectionId(), ending.renewal())));
            page = page.size() < PAGE ? List.of()
                    : page(page.getLast().renewal().endsAt(), page.getLast().connectionId());
        }
        jdbc.sql("select * from due_consent_warnings(?, ?)")
            .params(Timestamp.from(clock.instant()), PAGE)
            .query((row, n) -> new UUID[] { row.getObject(1, UUID.class), row.getObject(2, UUID.class) })
            .list()
            .forEach(due -> tried(due[1], () -> warn(due[0])));
    }

    private List<Ending> page(Instant endsAfter, UUID connectionAfter) {
        return jdbc.sql("select * from due_renewal_requests(?, ?, ?, ?)")
            .params(Timestamp.from(clock.instant()), Timestamp.from(endsAfter), connectionAfter, PAGE)
            .query(AskingAhead::ending)
            .list();
    }

    private boolean now(Ending ending) {
        return AheadOfTime.of(ending.zone(), ending.country(), ending.firstDays(), ending.lastDays())
            .askNow(ending.since(), ending.renewal().endsAt(), clock.instant());
    }

    private void warn(UUID requestId) {
        transaction.executeWithoutResult(status -> {
            progress.lock(requestId);
            flags.raise(requestId, Flag.CONSENT_ENDING);
        });
    }

    private static void tried(UUID lenderId, Runnable work) {
        try {
            CurrentLender.as(lenderId, work);
        }
        catch (RuntimeException e) {
            LOG.error("What ends soon could not be asked for; it is tried again.", e);
        }
    }

    private static Ending ending(ResultSet row, int n) throws SQLException {
        return new Ending(row.getObject("connection_id", UUID.class), row.getObject("lender_id", UUID.class),
                new Renewal(Renewal.What.valueOf(row.getString("what")), row.getTimestamp("ends_at").toInstant()),
                row.getTimestamp("since").toInstant(), ZoneId.of(row.getString("time_zone")), row.getString("country"),
                row.getInt("first_days"), row.getInt("last_days"));
    }

    private record Ending(UUID connectionId, UUID lenderId, Renewal renewal, Instant since, ZoneId zone, String country,
            int firstDays, int lastDays) {
    }

}
