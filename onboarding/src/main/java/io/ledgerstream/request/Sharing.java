package io.ledgerstream.request;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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

    /**
     * How what came of each request stands: a select, since a link reads it in the one
     * statement that it costs. A renewed consent goes on in the one that took its place,
     * so all that are for the same over the same connection count as one.
     */
    public static final String STANDINGS = """
            select r.id as request_id, case when c.id is null then r.status_changed_at
                                            else greatest(c.linked_at, k.given_at) end as since, k.until,
                   case c.state when 'DEAUTHORIZED' then c.state_changed_at end as lost_at,
                   coalesce(case c.state when 'UNLINKED' then c.state_changed_at end, k.ended_at) as ended_at
            from request r join request_line l on l.request_id = r.id
            left join lateral (select x.id, x.line_id, x.state, x.state_changed_at, x.linked_at from connection x
                               where (x.id = l.connection_id or x.line_id = l.id) and x.linked_at is not null
                               order by x.id is not distinct from l.connection_id desc,
                                        x.linked_at desc limit 1) c on true
            left join lateral (select min(x.given_at) filter (
                                          where x.ended_at is null or x.ended_reason = 'renewed') as given_at,
                                      min(x.ends_at) filter (where x.ended_at is null) as until,
                                      case when bool_and(x.ended_at is not null) then max(x.ended_at) end as ended_at
                               from request q join request_line m on m.request_id = q.id
                               join consent x on x.id = m.consent_id
                               where q.company_id = r.company_id
                                 and x.products && (select g.products from consent g where g.id = l.consent_id)
                                 and (m.id = l.id or q.status = 'CONNECTED'
                                      and (m.connection_id = c.id or m.id = c.line_id))) k on true""";

    private final JdbcClient jdbc;

    Sharing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The company's newest connection that works, or did until its access was lost. Two
     * statements.
     */
    public Optional<Connected> of(UUID companyId) {
        return jdbc.sql("""
                select id, request_id, software, state, linked_at, state_changed_at from connection
                where company_id = ? and state in ('LINKED', 'DEAUTHORIZED')
                  and linked_at is not null order by linked_at desc limit 1""")
            .param(companyId)
            .query(this::connected)
            .optional();
    }

    /** What customers have consented to share over a connection, and still do. */
    public Set<Product> products(UUID connectionId) {
        return jdbc.sql("""
                select distinct unnest(k.products) from consent k
                join request_line l on l.consent_id = k.id join request q on q.id = l.request_id
                where q.status = 'CONNECTED' and k.ended_at is null
                  and (l.connection_id = :id or l.id = (select line_id from connection where id = :id))""")
            .param("id", connectionId)
            .query(String.class)
            .list()
            .stream()
            .map(Product::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Whether something is shared over what a request is about: that goes on whatever
     * becomes of the request.
     */
    public boolean goesOn(RequestFacts facts) {
        return jdbc.sql("select exists (select from connection where state = 'LINKED' and id in (:used, :replaced))")
            .param("used", facts.connectionId())
            .param("replaced", facts.change() == null ? null : facts.change().connectionId())
            .query(Boolean.class)
            .single();
    }

    /**
     * How what came of a request stands; what came of one that is open is nothing yet.
     * One statement.
     */
    public Standing standing(UUID requestId) {
        return jdbc.sql("select since, until, lost_at, ended_at from (" + STANDINGS + ") standing where request_id = ?")
            .param(requestId)
            .query((row, n) -> Standing.of(row))
            .single();
    }

    private Connected connected(ResultSet row, int n) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Connected(id, row.getObject("request_id", UUID.class), row.getString("software"),
                row.getString("state").equals("DEAUTHORIZED"), row.getTimestamp("linked_at").toInstant(),
                row.getTimestamp("state_changed_at").toInstant(), products(id));
    }

    /**
     * @param since since when the data are shared, whatever was renewed or reconnected
     * meanwhile
     * @param until when the first consent to it ends; null where none holds any more
     * @param lostAt when access was lost; null while the software lets us in
     * @param endedAt null while it goes on
     */
    public record Standing(Instant since, Instant until, Instant lostAt, Instant endedAt) {

        /**
         * @param row with the columns of {@link #STANDINGS}
         */
        public static Standing of(ResultSet row) throws SQLException {
            return new Standing(at(row, "since"), at(row, "until"), at(row, "lost_at"), at(row, "ended_at"));
        }

        private static Instant at(ResultSet row, String column) throws SQLException {
            return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant).orElse(null);
        }

        public boolean ended() {
            return endedAt != null;
        }

        /** Whether it is to go on, and cannot before access is given again. */
        public boolean interrupted() {
            return !ended() && lostAt != null;
        }

        public boolean goesOn() {
            return !ended() && !interrupted();
        }
    }

    /**
     * @param requestId the request that brought it
     * @param accessLost whether it must be mended before anything more can be read
     * @param since since when it is connected
     * @param changedAt since when it is as it is now
     */
    public record Connected(UUID connectionId, UUID requestId, String software, boolean accessLost, Instant since,
            Instant changedAt, Set<Product> products) {
    }

}
