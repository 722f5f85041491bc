package io.ledgerstream.provider.quickbooks;

import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.Gone;
import io.ledgerstream.provider.History;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderPage;
import io.ledgerstream.provider.ProviderRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What has changed in QuickBooks, and what was deleted. Change data capture tells both,
 * for 30 days and up to 1,000 objects.
 */
@Component
class QuickBooksChanges {

    private static final Duration REACH = Duration.ofDays(29);

    private static final int MOST = 1000;

    private static final int MOST_PAGES = 500;

    private static final String ID = "[A-Za-z0-9:_-]{1,60}";

    private final QuickBooksClient client;

    private final Clock clock;

    QuickBooksChanges(QuickBooksClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Whether change data capture reaches back so far. */
    boolean reaches(Instant since) {
        return !since.isBefore(clock.instant().minus(REACH));
    }

    /**
     * What has changed and what was deleted, in one call. Empty where more has changed
     * than it tells: then nothing of it may be taken.
     */
    ProviderAnswer<Optional<ProviderPage>> page(Access access, QuickBooksRecords records, Instant since) {
        Instant asked = clock.instant();
        return changed(access, records, since).flatMap(rows -> {
            if (rows.size() >= MOST) {
                return new ProviderAnswer.Ok<>(Optional.empty());
            }
            List<ProviderRecord> read = new ArrayList<>();
            for (JsonNode row : rows) {
                if (!isDeleted(row)) {
                    records.read(row).ifPresent(read::add);
                }
            }
            return deleted(records, rows).flatMap(gone -> read.size() + ((Gone.These) gone).ids().size() < rows.size()
                    ? new ProviderAnswer.Trouble<>(
                            "a change of " + records.entity() + " has no usable Id, or comes twice")
                    : new ProviderAnswer.Ok<>(
                            Optional.of(new ProviderPage(read, null, gone, QuickBooksPosition.end(asked), true))));
        });
    }

    /**
     * What was deleted since: by change data capture where that reaches and tells all, by
     * all ids that are left where it does not.
     */
    ProviderAnswer<Gone> gone(Access access, QuickBooksRecords records, History history, Instant since) {
        return reaches(since)
                ? changed(access, records, since)
                    .flatMap(rows -> rows.size() >= MOST ? left(access, records, history) : deleted(records, rows))
                : left(access, records, history);
    }

    private ProviderAnswer<JsonNode> changed(Access access, QuickBooksRecords records, Instant since) {
        return client.changes(access, records, since).flatMap(body -> {
            JsonNode changed = body.path("CDCResponse").path(0).path("QueryResponse").path(0).path(records.entity());
            return body.path("CDCResponse").isArray() && (changed.isArray() || changed.isMissingNode())
                    ? new ProviderAnswer.Ok<>(changed)
                    : new ProviderAnswer.Trouble<>("the changes of " + records.entity() + " have no rows");
        });
    }

    private static ProviderAnswer<Gone> deleted(QuickBooksRecords records, JsonNode changed) {
        Set<String> ids = new HashSet<>();
        for (JsonNode row : changed) {
            String id = row.path("Id").asString("");
            if (!id.matches(ID)) {
                return new ProviderAnswer.Trouble<>("a change of " + records.entity() + " has no usable Id");
            }
            if (isDeleted(row)) {
                ids.add(id);
            }
        }
        return new ProviderAnswer.Ok<>(new Gone.These(ids));
    }

    private static boolean isDeleted(JsonNode row) {
        return "Deleted".equals(row.path("status").asString(""));
    }

    /**
     * All ids; of what is dated, those that are within the history once more by
     * themselves.
     */
    private ProviderAnswer<Gone> left(Access access, QuickBooksRecords records, History history) {
        return ids(access, records, records.everything())
            .flatMap(all -> promised(access, records, history, all).map(promised -> new Gone.AllBut(all, promised)));
    }

    private ProviderAnswer<Set<String>> promised(Access access, QuickBooksRecords records, History history,
            Set<String> all) {
        if (!records.type().dated()) {
            return new ProviderAnswer.Ok<>(all);
        }
        ProviderAnswer<Set<String>> promised = new ProviderAnswer.Ok<>(Set.of());
        for (String condition : records.within(history)) {
            promised = promised.flatMap(before -> ids(access, records, condition)
                .map(more -> Stream.concat(before.stream(), more.stream()).collect(Collectors.toSet())));
        }
        return promised;
    }

    /**
     * In the order in which the records were made: what is deleted meanwhile moves later
     * ones forward, so each page begins a few rows before the end of the one before.
     */
    private ProviderAnswer<Set<String>> ids(Access access, QuickBooksRecords records, String condition) {
        Set<String> ids = new HashSet<>();
        int start = 1;
        for (int page = 0; page < MOST_PAGES; page++) {
            ProviderAnswer<JsonNode> answer = client.ids(access, records, condition, start, MOST);
            if (!(answer instanceof ProviderAnswer.Ok<JsonNode>(JsonNode body))) {
                return answer.map(never -> ids);
            }
            JsonNode rows = body.path("QueryResponse").path(records.entity());
            List<String> read = rows.valueStream().map(row -> row.path("Id").asString("")).toList();
            ids.addAll(read);
            if (!body.path("QueryResponse").isObject() || !read.stream().allMatch(id -> id.matches(ID))) {
                return new ProviderAnswer.Trouble<>("the ids of " + records.entity() + " cannot be read");
            }
            if (rows.size() < MOST) {
                return new ProviderAnswer.Ok<>(ids);
            }
            start += MOST - MOST / 10;
        }
        return new ProviderAnswer.Trouble<>("there are more ids of " + records.entity() + " than can be compared");
    }

}
