package io.ledgerstream.connection;

import io.ledgerstream.provider.Providers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads how far the checks of a request's newest attempt are: one statement. */
@Service
@Transactional(readOnly = true)
public class Checks {

    private static final String NEWEST = """
            select a.checks, a.authorised_at, a.reason, c.software, c.external_name
            from connection_attempt a join connection c on c.id = a.connection_id
            where a.request_id = ? order by a.number desc limit 1""";

    private final JdbcClient jdbc;
    private final Providers providers;
    private final JsonMapper json;

    Checks(JdbcClient jdbc, Providers providers, JsonMapper json) {
        this.jdbc = jdbc;
        this.providers = providers;
        this.json = json;
    }

    public Checking of(UUID requestId) {
        return jdbc.sql(NEWEST).param(requestId).query(this::checking).optional()
                .orElse(new Checking(false, null, null, null, null, List.of()));
    }

    private Checking checking(ResultSet row, int n) throws SQLException {
        Timestamp authorised = row.getTimestamp("authorised_at");
        List<Check> made = json.readValue(row.getString("checks"), new TypeReference<List<Check>>() { });
        return new Checking(true, authorised == null ? null : authorised.toInstant(), row.getString("software"),
                row.getString("external_name"), row.getString("reason"), made.isEmpty() ? Checklist.waiting(providers.of(row.getString("software")).aspects()) : made);
    }
}
