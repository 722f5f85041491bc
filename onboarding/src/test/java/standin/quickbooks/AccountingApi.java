package standin.quickbooks;

import standin.http.Answer;
import standin.http.Exchange;
import standin.http.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import standin.quickbooks.QuickBooksState.Grant;

/**
 * {@code /v3/company/{realm}/...}: reading only, since ours may do no more; the ledger
 * shows who tried.
 */
final class AccountingApi {

    private static final int MOST_CHANGES = 1_000;

    private static final Duration CHANGES_KEPT = Duration.ofDays(30);

    private final Tokens tokens;

    private final QuickBooksState state;

    private final Clock clock;

    private final Map<String, Books> books = new ConcurrentHashMap<>();

    AccountingApi(Tokens tokens, QuickBooksState state, Clock clock) {
        this.tokens = tokens;
        this.state = state;
        this.clock = clock;
    }

    Books books(String realmId) {
        return books.computeIfAbsent(realmId, this::opened);
    }

    private Books opened(String realmId) {
        SampleCompany company = SampleCompany.of(realmId);
        Books opened = SampleBooks.of(company,
                state.booksUntil(clock.instant().atZone(java.time.ZoneOffset.UTC).toLocalDate()));
        state.done(realmId).forEach(one -> one.what().does(company, opened, one.at()));
        return opened;
    }

    void forgetBooks() {
        books.clear();
    }

    Answer serve(Exchange call) {
        String[] parts = call.path().split("/", -1);
        if (parts.length < 5) {
            return notFound();
        }
        String realm = parts[3];
        authorize(call, realm);
        if (!call.method().equals("GET")) {
            return Faults.fault(403, "AuthorizationFault", "5020", "Permission Denied Error",
                    "this application only reads");
        }
        if (!call.accepts("application/json")) {
            // Without being asked for JSON it answers in XML.
            return Answer.of(200, "application/xml", "<?xml version=\"1.0\"?><IntuitResponse/>");
        }
        return switch (parts[4]) {
            case "query" -> query(call, realm);
            case "cdc" -> changes(call, realm);
            case "reports" -> parts.length == 6
                    ? Reports.of(books(realm), SampleCompany.of(realm).currency(), parts[5], call.query()) : notFound();
            case "preferences" -> parts.length == 5 ? preferences(realm) : notFound();
            default -> parts.length == 6 ? read(realm, parts[4], parts[5]) : notFound();
        };
    }

    private void authorize(Exchange call, String realm) {
        call.concerns(realm, null);
        String token = call.header("Authorization")
            .filter(value -> value.startsWith("Bearer "))
            .map(value -> value.substring(7))
            .orElseThrow(() -> Faults.unauthenticated("no bearer token"));
        Grant grant = tokens.access(token).orElseThrow(() -> Faults.unauthenticated("Token expired or revoked"));
        call.concerns(realm, grant.id());
        if (!grant.realmId().equals(realm)) {
            throw Faults.unauthorized();
        }
    }

    private Answer query(Exchange call, String realm) {
        BooksQuery query = BooksQuery
            .parse(call.query().one("query").orElseThrow(() -> Faults.notParsed("query is wanted, once")));
        var response = new LinkedHashMap<String, Object>();
        if (query.count()) {
            response.put("totalCount", query.total(books(realm)));
        }
        else {
            List<Map<String, Object>> page = query.page(books(realm));
            if (!page.isEmpty()) {
                response.put(query.entity(), page);
                response.put("startPosition", query.start());
                response.put("maxResults", page.size());
            }
        }
        return Answer.json(200, Map.of("QueryResponse", response, "time", Books.time(clock.instant())));
    }

    private Answer changes(Exchange call, String realm) {
        Instant since = since(call.query().oneOrEmpty("changedSince"));
        var responses = new ArrayList<Map<String, Object>>();
        for (String entity : call.query().oneOrEmpty("entities").split(",")) {
            if (!Books.ENTITIES.contains(entity)) {
                throw Faults.invalid("2020", "Required param missing", "entities: " + entity);
            }
            List<Map<String, Object>> changed = books(realm).changedSince(entity, since)
                .stream()
                .limit(MOST_CHANGES)
                .toList();
            responses.add(changed.isEmpty() ? Map.of() : Map.of(entity, changed, "startPosition", 1, "maxResults",
                    changed.size(), "totalCount", changed.size()));
        }
        return Answer.json(200, Map.of("CDCResponse", List.of(Map.of("QueryResponse", responses)), "time",
                Books.time(clock.instant())));
    }

    private Instant since(String text) {
        try {
            Instant since = OffsetDateTime.parse(text).toInstant();
            if (since.isBefore(clock.instant().minus(CHANGES_KEPT))) {
                throw Faults.invalid("2030", "Invalid ID", "changedSince lies more than 30 days back");
            }
            return since;
        }
        catch (DateTimeParseException e) {
            throw Faults.invalid("2020", "Required param missing", "changedSince, as an instant");
        }
    }

    private Answer read(String realm, String name, String id) {
        String entity = Books.ENTITIES.stream()
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(() -> new Refusal(notFound()));
        if (!id.matches("\\d{1,18}") || entity.equals("CompanyInfo") && !id.equals(realm)) {
            throw notThere(entity, id);
        }
        return books(realm).find(entity, entity.equals("CompanyInfo") ? 1 : Long.parseLong(id))
            .map(object -> Answer.json(200, Map.of(entity, object, "time", Books.time(clock.instant()))))
            .orElseThrow(() -> notThere(entity, id));
    }

    /** A company has one set of them, which is read without an id. */
    private Answer preferences(String realm) {
        return Answer.json(200, Map.of("Preferences", books(realm).find("Preferences", 1).orElseThrow(), "time",
                Books.time(clock.instant())));
    }

    private static Refusal notThere(String entity, String id) {
        return Faults.invalid("610", "Object Not Found", entity + " " + id);
    }

    private static Answer notFound() {
        return Faults.fault(404, "ValidationFault", "404", "No such resource", "");
    }

}
