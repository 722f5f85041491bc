package io.ledgerstream.provider.quickbooks;

import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.Aspect;
import io.ledgerstream.provider.ChangeNotices;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.ExternalCompany;
import io.ledgerstream.provider.Gone;
import io.ledgerstream.provider.Grant;
import io.ledgerstream.provider.History;
import io.ledgerstream.provider.Limits;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderPage;
import io.ledgerstream.provider.ProviderRecord;
import io.ledgerstream.provider.RoundTrip;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.provider.Tokens;
import io.ledgerstream.provider.wire.Texts;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** QuickBooks Online as a provider. */
@Component
class QuickBooks implements Provider, RoundTrip {

    static final String REALM = "[0-9]{1,20}";

    private static final String CURRENCY = "[A-Z]{3}";

    private static final String CODE = "[\\x21-\\x7e]{1,512}";

    private static final List<Aspect> ASPECTS = List.of(Aspect.SIGNED_IN, Aspect.COMPANY, Aspect.CHART_OF_ACCOUNTS,
            Aspect.SUPPLIERS, Aspect.BILLS, Aspect.PAYMENTS, Aspect.EXPENSES, Aspect.BALANCES, Aspect.FIRST_PAGE);

    private final QuickBooksClient client;

    private final QuickBooksBalances balances;

    private final QuickBooksChanges changes;

    private final QuickBooksNotices notices;

    private final Clock clock;

    QuickBooks(QuickBooksClient client, QuickBooksBalances balances, QuickBooksChanges changes,
            QuickBooksNotices notices, Clock clock) {
        this.notices = notices;
        this.clock = clock;
        this.changes = changes;
        this.client = client;
        this.balances = balances;
    }

    /**
     * @throws IllegalArgumentException where it is no realm id: nothing else may become
     * part of an address
     */
    static String realm(String externalId) {
        if (externalId == null || !externalId.matches(REALM)) {
            throw new IllegalArgumentException("not a realm id");
        }
        return externalId;
    }

    @Override
    public String software() {
        return SoftwareCatalog.QUICKBOOKS_ONLINE;
    }

    @Override
    public String callbackPath() {
        return "/connect/quickbooks/callback";
    }

    @Override
    public Optional<RoundTrip> roundTrip() {
        return Optional.of(this);
    }

    @Override
    public List<Aspect> aspects() {
        return ASPECTS;
    }

    /**
     * Whether Intuit takes PKCE is not documented: the state, bound to the browser, is
     * the defence.
     */
    @Override
    public URI authorizeUrl(Leaving leaving) {
        return client.authorizeUrl(leaving.state(), leaving.redirect());
    }

    @Override
    public Optional<Grant> grant(Map<String, String> parameters) {
        String code = parameters.getOrDefault("code", "");
        String realm = parameters.getOrDefault("realmId", "");
        return code.matches(CODE) && realm.matches(REALM) ? Optional.of(new Grant(code, realm)) : Optional.empty();
    }

    @Override
    public ProviderAnswer<Tokens> exchange(Grant grant, Leaving leaving) {
        return client.exchange(grant.code(), leaving.redirect());
    }

    @Override
    public ProviderAnswer<Tokens> renew(String refreshToken) {
        return client.refresh(refreshToken);
    }

    @Override
    public ProviderAnswer<Boolean> revoke(String refreshToken) {
        return client.revoke(refreshToken);
    }

    /**
     * Nothing that is published says that it does not: disconnecting is described as the
     * app's, not as one token's.
     */
    @Override
    public boolean endsTogether() {
        return true;
    }

    @Override
    public ProviderAnswer<ExternalCompany> company(Access access) {
        return client.companyInfo(access).flatMap(body -> homeCurrency(access).map(currency -> {
            JsonNode company = body.path("CompanyInfo");
            String name = line(company, "CompanyName");
            return new ExternalCompany(name, line(company, "LegalName"), line(company, "Country"),
                    currency.orElse(null), client.sample(name));
        }));
    }

    /**
     * It is only pointed out: a role that may not read it is no reason to go without the
     * rest.
     */
    private ProviderAnswer<Optional<String>> homeCurrency(Access access) {
        ProviderAnswer<JsonNode> answer = client.preferences(access);
        return answer instanceof ProviderAnswer.NotPermitted ? new ProviderAnswer.Ok<>(Optional.empty())
                : answer.map(body -> Optional
                    .ofNullable(line(body.path("Preferences").path("CurrencyPrefs").path("HomeCurrency"), "value"))
                    .filter(currency -> currency.matches(CURRENCY)));
    }

    @Override
    public ProviderAnswer<ProviderPage> page(Access access, DataType type, History history, String position,
            int atMost) {
        if (type == DataType.BALANCES) {
            return balances.read(access);
        }
        QuickBooksRecords records = QuickBooksRecords.of(type);
        Optional<Instant> since = QuickBooksPosition.changesSince(position);
        if (since.isEmpty()) {
            return rows(access, records, history, QuickBooksPosition.parse(position, clock.instant()), atMost);
        }
        QuickBooksPosition byQuery = QuickBooksPosition.ofChanges(since.get(), clock.instant());
        return !changes.reaches(since.get()) ? rows(access, records, history, byQuery, atMost)
                : changes.page(access, records, since.get())
                    .flatMap(page -> page.<ProviderAnswer<ProviderPage>>map(ProviderAnswer.Ok::new)
                        .orElseGet(() -> rows(access, records, history, byQuery, atMost)));
    }

    /**
     * With the last page of what has changed, what was deleted since, told apart since a
     * query does not.
     */
    private ProviderAnswer<ProviderPage> rows(Access access, QuickBooksRecords records, History history,
            QuickBooksPosition from, int atMost) {
        List<String> parts = from.origin() == null && !history.again() ? records.within(history)
                : List.of(records.everything());
        return client.query(access, records, parts.get(from.part()), from, atMost)
            .flatMap(body -> page(records, from, parts.size(), atMost, body))
            .flatMap(page -> !page.last() || from.origin() == null ? new ProviderAnswer.Ok<>(page)
                    : changes.gone(access, records, history, from.origin())
                        .map(gone -> new ProviderPage(page.records(), null, gone, page.next(), true)));
    }

    /** For positions of before deletions were told along. Reports are read whole. */
    @Override
    public ProviderAnswer<Gone> gone(Access access, DataType type, History history, Instant since) {
        return type == DataType.BALANCES ? new ProviderAnswer.Ok<>(new Gone.These(Set.of()))
                : changes.gone(access, QuickBooksRecords.of(type), history, since);
    }

    /**
     * Intuit bears 10 at once and 500 a minute of a company and app; a call of ours may
     * be some requests, one after the other.
     */
    @Override
    public Limits limits() {
        return new Limits(8, 400);
    }

    @Override
    public Optional<ChangeNotices> notices() {
        return Optional.of(notices);
    }

    @Override
    public ProviderAnswer<Boolean> anythingSince(Access access, LocalDate day) {
        return dated(access, QuickBooksRecords.BILL, day)
            .flatMap(bills -> bills ? new ProviderAnswer.Ok<>(true) : dated(access, QuickBooksRecords.PURCHASE, day));
    }

    private ProviderAnswer<Boolean> dated(Access access, QuickBooksRecords records, LocalDate day) {
        return client.dated(access, records, day)
            .map(body -> !body.path("QueryResponse").path(records.entity()).isEmpty());
    }

    /**
     * A page that is not understood whole is not taken in part: a row left out in silence
     * would be lost.
     */
    private static ProviderAnswer<ProviderPage> page(QuickBooksRecords records, QuickBooksPosition from, int parts,
            int atMost, JsonNode body) {
        JsonNode answer = body.path("QueryResponse");
        JsonNode rows = answer.path(records.entity());
        if (!answer.isObject() || !(rows.isArray() || rows.isMissingNode())) {
            return new ProviderAnswer.Trouble<>("the query's answer has no rows of " + records.entity());
        }
        List<ProviderRecord> read = new ArrayList<>();
        for (JsonNode row : rows) {
            Optional<ProviderRecord> record = records.read(row);
            if (record.isEmpty()) {
                return new ProviderAnswer.Trouble<>("a row of " + records.entity() + " has no usable Id");
            }
            read.add(record.get());
        }
        Instant earliest = read.stream()
            .map(ProviderRecord::changedAt)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
        if (!read.isEmpty() && from.isAfter(earliest)) {
            return new ProviderAnswer.Trouble<>(
                    "a row of " + records.entity() + " was not asked for: a page that was sent again?");
        }
        if (rows.size() < atMost) {
            boolean last = from.part() + 1 >= parts;
            return new ProviderAnswer.Ok<>(
                    new ProviderPage(read, last ? QuickBooksPosition.end(from.began()) : from.nextPart().text(), last));
        }
        String changed = rows.isEmpty() ? null : QuickBooksRecords.lastChange(rows.get(rows.size() - 1));
        return new ProviderAnswer.Ok<>(new ProviderPage(read, from.after(rows.size(), changed).text(), false));
    }

    private static String line(JsonNode company, String field) {
        return Texts.line(company.path(field).stringValue(null), 200);
    }

}
