package io.ledgerstream.provider.netsuite;

import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.Gone;
import io.ledgerstream.provider.History;
import io.ledgerstream.provider.ProviderAnswer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What there still is of a kind of record, since NetSuite does not tell what was deleted.
 */
@Component
class NetSuiteDeletions {

    private static final int MOST_PAGES = 500;

    private static final String ID = "[0-9]{1,18}";

    private final NetSuiteClient client;

    NetSuiteDeletions(NetSuiteClient client) {
        this.client = client;
    }

    /**
     * All ids, in their order, held to the subsidiaries that are shared; a call for each
     * 1,000.
     */
    ProviderAnswer<Gone> left(Access access, NetSuiteRecords records, History history) {
        Set<String> ids = new HashSet<>();
        Set<String> promised = new HashSet<>();
        String after = "0";
        for (int page = 0; page < MOST_PAGES; page++) {
            ProviderAnswer<JsonNode> answer = client.query(access, "ids of " + records.name(),
                    records.ids(after, history, access.subsidiaries()), NetSuiteClient.MOST);
            if (!(answer instanceof ProviderAnswer.Ok<JsonNode>(JsonNode body))) {
                return answer.map(never -> new Gone.These(Set.of()));
            }
            List<String> read = body.path("items").valueStream().map(row -> row.path("id").asString("")).toList();
            ids.addAll(read);
            body.path("items")
                .valueStream()
                .filter(row -> row.path("promised").asString("").equals("T"))
                .forEach(row -> promised.add(row.path("id").asString("")));
            after = read.isEmpty() ? after : read.getLast();
            if (!body.path("items").isArray() || !body.path("hasMore").isBoolean()
                    || !read.stream().allMatch(id -> id.matches(ID))) {
                return new ProviderAnswer.Trouble<>("the ids of " + records + " cannot be read");
            }
            if (!body.path("hasMore").booleanValue()) {
                return new ProviderAnswer.Ok<>(new Gone.AllBut(ids, promised));
            }
        }
        return new ProviderAnswer.Trouble<>("there are more ids of " + records + " than can be compared");
    }

}
