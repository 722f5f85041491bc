package io.ledgerstream.request;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a company shares by now: what is asked for next depends on it. */
@Service
@Transactional(readOnly = true)
public class Sharing {

    private final JdbcClient jdbc;

    Sharing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The company's newest connection that works, or did until its access was lost. Two statements. */
    public Optional<Connected> of(UUID companyId) {
        return jdbc.sql("""
                select id, request_id, software, state, linked_at, state_changed_at from connection
                where company_id = ? and state in ('LINKED', 'DEAUTHORIZED') and linked_at is not null order by linked_at desc limit 1""")
                .param(companyId).query(this::connected).optional();
    }

    /** What customers have consented to share over a connection, and still do. */
    public Set<Product> products(UUID connectionId) {
        return jdbc.sql("""
                select distinct unnest(k.products) from consent k join request_line l on l.consent_id = k.id join request q on q.id = l.request_id
                where q.status = 'CONNECTED' and k.ended_at is null
                  and (l.connection_id = :id or l.id = (select line_id from connection where id = :id))""")
                .param("id", connectionId).query(String.class).list().stream().map(Product::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private Connected connected(ResultSet row, int n) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Connected(id, row.getObject("request_id", UUID.class), row.getString("software"), row.getString("state").equals("DEAUTHORIZED"),
                row.getTimestamp("linked_at").toInstant(), row.getTimestamp("state_changed_at").toInstant(), products(id));
    }

    /**
     * @param requestId  the request that brought it
     * @param accessLost whether it must be mended before anything more can be read
     * @param since      since when it is connected
     * @param changedAt  since when it is as it is now
     */
    public record Connected(UUID connectionId, UUID requestId, String software, boolean accessLost, Instant since, Instant changedAt,
                            Set<Product> products) {
    }
}
