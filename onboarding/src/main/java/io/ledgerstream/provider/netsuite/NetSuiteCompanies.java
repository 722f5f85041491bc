package io.ledgerstream.provider.netsuite;

import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.ExternalCompany;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.Subsidiary;
import io.ledgerstream.provider.wire.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Whose books an account keeps: one company's, or those of several subsidiaries. */
@Component
class NetSuiteCompanies {

    private static final String SUBSIDIARIES = """
            SELECT s.id, s.name, s.legalname, s.country, c.symbol AS currency, \
            s.parent FROM subsidiary s LEFT JOIN currency c ON c.id = s.currency
            WHERE s.isinactive = 'F' AND s.iselimination = 'F' ORDER BY s.id""".replace('\n', ' ');

    /**
     * Where the account keeps one company's books. How it is called varies least here;
     * unconfirmed.
     */
    private static final String COMPANY = "SELECT i.companyname AS name, i.legalname, i.country, i.currency FROM "
            + "companyinformation i";

    private final NetSuiteClient client;

    NetSuiteCompanies(NetSuiteClient client) {
        this.client = client;
    }

    ProviderAnswer<ExternalCompany> company(Access access) {
        return switch (client.query(access, "subsidiary", SUBSIDIARIES, NetSuiteClient.MOST)) {
            case ProviderAnswer.NotPermitted<JsonNode> notOneWorld ->
                client.query(access, "companyinformation", COMPANY, 1)
                    .map(body -> company(access, body.path("items").path(0)));
            case ProviderAnswer<JsonNode> answer -> answer.map(body -> company(access, root(body.path("items"))));
        };
    }

    ProviderAnswer<List<Subsidiary>> subsidiaries(Access access) {
        return switch (client.query(access, "subsidiary", SUBSIDIARIES, NetSuiteClient.MOST)) {
            case ProviderAnswer.NotPermitted<JsonNode> notOneWorld -> new ProviderAnswer.Ok<>(List.of());
            case ProviderAnswer<JsonNode> answer -> answer.map(body -> {
                List<Subsidiary> all = new ArrayList<>();
                body.path("items").forEach(row -> subsidiary(row).ifPresent(all::add));
                return all;
            });
        };
    }

    private static JsonNode root(JsonNode rows) {
        for (JsonNode row : rows) {
            if (!row.hasNonNull("parent")) {
                return row;
            }
        }
        return rows.path(0);
    }

    private static ExternalCompany company(Access access, JsonNode row) {
        return new ExternalCompany(line(row, "name"), line(row, "legalname"), line(row, "country"),
                line(row, "currency"), new AccountId(access.externalId()).forTrials());
    }

    private static Optional<Subsidiary> subsidiary(JsonNode row) {
        String id = row.path("id").asString("");
        String name = Optional.ofNullable(line(row, "legalname")).orElse(line(row, "name"));
        return id.matches("[0-9]{1,18}") && name != null
                ? Optional.of(new Subsidiary(id, name, line(row, "country"), line(row, "currency"))) : Optional.empty();
    }

    private static String line(JsonNode row, String field) {
        return Texts.line(row.path(field).stringValue(null), 200);
    }

}
