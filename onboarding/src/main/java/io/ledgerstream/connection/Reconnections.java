package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.Requests;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mending a connection whose access was lost, by the lender's wish: where the customer
 * was asked before and did not do it.
 */
@Service
public class Reconnections {

    private final Requests requests;

    private final JdbcClient jdbc;

    Reconnections(Requests requests, JdbcClient jdbc) {
        this.requests = requests;
        this.jdbc = jdbc;
    }

    /**
     * Asks the customer once more to reconnect.
     * @param agreed whether the customer, who declined to reconnect the last time, agreed
     * to be asked again
     * @return the request to mend the connection
     * @throws Refused {@code agreement-missing}, {@code asked-again-lately},
     * {@code nothing-to-reconnect} where access is not lost, the customer is asked
     * already, or somebody was faster
     */
    @Transactional
    public UUID ask(UUID companyId, boolean agreed, Actor actor) {
        return jdbc.sql("""
                select id from connection where company_id = ?
                  and state = 'DEAUTHORIZED' order by linked_at desc limit 1 for update""")
            .param(companyId)
            .query(UUID.class)
            .optional()
            .flatMap(connection -> requests.reconnect(connection, agreed, actor))
            .orElseThrow(() -> new Refused("nothing-to-reconnect"));
    }

}
