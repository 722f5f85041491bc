package io.ledgerstream.connection;

import io.ledgerstream.provider.Providers;
import io.ledgerstream.provider.Subsidiary;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads how far the checks of a request's newest attempt are, and what they found: one
 * statement.
 */
@Service
@Transactional(readOnly = true)
public class Checks {

    private static final String NEWEST = """
            select a.checks, a.authorised_at, a.reason, c.software, c.external_name, c.external_legal_name,
                   c.external_country, a.company_match,
                   m.home_currency, c.sample, s.chosen
            from connection_attempt a join connection c on c.id = a.connection_id join company m on m.id = c.company_id
            left join lateral (select chosen from subsidiary_choice s
                               where s.connection_id = c.id and c.subsidiaries is not null
                                 and a.outcome is distinct from 'REJECTED'
                               order by chosen_at desc, id desc limit 1) s on true
            where a.request_id = ? order by a.number desc limit 1""";

    private final JdbcClient jdbc;

    private final ConnectionRows rows;

    private final Providers providers;

    private final JsonMapper json;

    Checks(JdbcClient jdbc, ConnectionRows rows, Providers providers, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.providers = providers;
        this.json = json;
    }

    /**
     * Whether a request is about a connection that works: what it lacks is then set right
     * at the provider, and nobody connects. Not where access is renewed ahead of its end:
     * that is to connect.
     */
    public boolean works(RequestFacts facts) {
        return facts.connectionId() != null && (facts.renewal() == null || facts.renewsConsent())
                && rows.linked(facts.connectionId());
    }

    public Checking of(UUID requestId) {
        return evidence(requestId).checking();
    }

    /**
     * Why connecting the request's software did not work the last time that it was
     * decided; null where it never was, or worked. Whoever has left for the provider
     * anew, and came back without an answer, still has the same to mend.
     */
    public String lastReason(RequestView request) {
        if (request.facts().attempt() != AttemptState.STARTED) {
            return request.attemptReason();
        }
        return jdbc.sql("""
                select a.reason from connection_attempt a join connection c on c.id = a.connection_id
                where a.request_id = ? and c.software = ?
                  and a.decided_at is not null order by a.number desc limit 1""")
            .params(request.id(), request.facts().software())
            .query((row, n) -> Optional.ofNullable(row.getString(1)))
            .optional()
            .flatMap(reason -> reason)
            .orElse(null);
    }

    /** Empty of everything before anybody went to the provider. */
    public Evidence evidence(UUID requestId) {
        return jdbc.sql(NEWEST).param(requestId).query(this::found).optional().orElse(Evidence.NONE);
    }

    private Evidence found(ResultSet row, int n) throws SQLException {
        String match = row.getString("company_match");
        String chosen = row.getString("chosen");
        return new Evidence(checking(row), row.getString("external_name"), row.getString("external_legal_name"),
                row.getString("external_country"), match == null ? null : json.readValue(match, CompanyMatch.class),
                row.getString("home_currency"), row.getBoolean("sample"), chosen == null ? List.of()
                        : Arrays.stream(json.readValue(chosen, Subsidiary[].class)).map(Subsidiary::name).toList());
    }

    private Checking checking(ResultSet row) throws SQLException {
        Timestamp authorised = row.getTimestamp("authorised_at");
        String software = row.getString("software");
        List<Check> made = json.readValue(row.getString("checks"), new TypeReference<List<Check>>() {
        });
        return new Checking(true, authorised == null ? null : authorised.toInstant(), software,
                row.getString("external_name"), row.getString("reason"),
                made.isEmpty() ? Checklist.waiting(providers.of(software).aspects()) : made);
    }

}
