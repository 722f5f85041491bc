package io.ledgerstream.provider.quickbooks;

import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.Gone;
import io.ledgerstream.provider.ProviderAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What was deleted in QuickBooks. Change data capture tells it, for 30 days and up to 1,000 objects; beyond either, all ids are read. */
@Component
class QuickBooksDeletions {

    private static final Duration REACH = Duration.ofDays(29);
    private static final int MOST = 1000;
    private static final int MOST_PAGES = 500;
    private static final String ID = "[A-Za-z0-9:_-]{1,60}";

    private final QuickBooksClient client;
    private final Clock clock;

    QuickBooksDeletions(QuickBooksClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    ProviderAnswer<Gone> since(Access access, QuickBooksRecords records, Instant since) {
        if (since.isBefore(clock.instant().minus(REACH))) {
            return left(access, records);
        }
        return client.changes(access, records, since).flatMap(body -> {
            JsonNode changed = body.path("CDCResponse").path(0).path("QueryResponse").path(0).path(records.entity());
            if (!body.path("CDCResponse").isArray() || !(changed.isArray() || changed.isMissingNode())) {
                return new ProviderAnswer.Trouble<>("the changes of " + records.entity() + " have no rows");
            }
            return changed.size() >= MOST ? left(access, records) : deleted(records, changed);
        });
    }

    private static ProviderAnswer<Gone> deleted(QuickBooksRecords records, JsonNode changed) {
        Set<String> ids = new HashSet<>();
        for (JsonNode row : changed) {
            String id = row.path("Id").asString("");
            if (!id.matches(ID)) {
                return new ProviderAnswer.Trouble<>("a change of " + records.entity() + " has no usable Id");
            }
            if ("Deleted".equals(row.path("status").asString(""))) {
                ids.add(id);
            }
        }
        return new ProviderAnswer.Ok<>(new Gone.These(ids));
    }

    /**
     * All ids, in the order in which the records were made: what is deleted meanwhile moves later ones forward, so each page begins a
     * few rows before the end of the one before.
     */
    private ProviderAnswer<Gone> left(Access access, QuickBooksRecords records) {
        Set<String> ids = new HashSet<>();
        int start = 1;
        for (int page = 0; page < MOST_PAGES; page++) {
            ProviderAnswer<JsonNode> answer = client.ids(access, records, start, MOST);
            if (!(answer instanceof ProviderAnswer.Ok<JsonNode>(JsonNode body))) {
                return answer.map(never -> new Gone.These(Set.of()));
            }
            JsonNode rows = body.path("QueryResponse").path(records.entity());
            rows.forEach(row -> ids.add(row.path("Id").asString("")));
            if (!body.path("QueryResponse").isObject() || ids.contains("")) {
                return new ProviderAnswer.Trouble<>("the ids of " + records.entity() + " cannot be read");
            }
            if (rows.size() < MOST) {
                return new ProviderAnswer.Ok<>(new Gone.AllBut(ids));
            }
            start += MOST - MOST / 10;
        }
        return new ProviderAnswer.Trouble<>("there are more ids of " + records.entity() + " than can be compared");
    }
}
