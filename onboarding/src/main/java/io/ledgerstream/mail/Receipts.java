package io.ledgerstream.mail;

import io.ledgerstream.mail.Letter.Fact;
import io.ledgerstream.platform.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what was consented to. The receipt is evidence: its rows are quoted as stored, never worded anew. */
@Component
class Receipts {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Receipts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @throws NotFound also where it is another lender's */
    Receipt get(UUID consentId) {
        return jdbc.sql("select * from consent where id = ?").param(consentId).query(this::receipt).optional()
                .orElseThrow(() -> new NotFound("consent"));
    }

    /** When a consent ends; empty where none is known. */
    Optional<Instant> end(UUID consentId) {
        return jdbc.sql("select ends_at from consent where id = ?").param(consentId)
                .query((row, n) -> row.getTimestamp(1).toInstant()).optional();
    }

    private Receipt receipt(ResultSet row, int n) throws SQLException {
        return new Receipt(row.getString("person_name"), row.getString("person_title"), row.getString("software"),
                row.getString("text_version"), row.getString("text_sha256"), row.getTimestamp("given_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(), rows(json.readTree(row.getString("receipt"))));
    }

    private static List<Fact> rows(JsonNode receipt) {
        return receipt.path("rows").valueStream().map(row -> new Fact(row.path("term").asString(""), texts(row))).toList();
    }

    /** One text, or one for each product. */
    private static String texts(JsonNode row) {
        return row.path("texts").valueStream().map(text -> text.asString("")).collect(Collectors.joining("; "));
    }
}
