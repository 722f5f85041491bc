package io.ledgerstream.connection;

import io.ledgerstream.platform.CurrentLender;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Renews access that nobody happens to use: half way to the end of its credential, so
 * that there is time left if the provider is away, and so that access which has been
 * ended over there is noticed and mended.
 */
@Service
public class Renewals {

    private final JdbcClient jdbc;

    private final AccessTokens tokens;

    private final Clock clock;

    Renewals(JdbcClient jdbc, AccessTokens tokens, Clock clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** All lenders' connections that are due, as ids; those that end first come first. */
    public List<Due> due(int atMost) {
        return jdbc.sql("select * from due_renewals(?, ?)")
            .params(Timestamp.from(clock.instant()), atMost)
            .query((row, n) -> new Due(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    }

    /** Calls the provider: never inside a transaction. What does not work stays due. */
    public void renew(Due due) {
        CurrentLender.as(due.lenderId(), () -> tokens.fresh(due.connectionId()));
    }

    public record Due(UUID connectionId, UUID lenderId) {
    }

}
