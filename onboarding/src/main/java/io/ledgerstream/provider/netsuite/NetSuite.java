package io.ledgerstream.provider.netsuite;

import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.Aspect;
import io.ledgerstream.provider.CredentialKind;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.ExternalCompany;
import io.ledgerstream.provider.History;
import io.ledgerstream.provider.Gone;
import io.ledgerstream.provider.Limits;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderPage;
import io.ledgerstream.provider.ProviderRecord;
import io.ledgerstream.provider.RoundTrip;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.provider.Subsidiary;
import io.ledgerstream.provider.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * NetSuite as a provider: let in by a certificate, by OAuth 2.0's code, or by token-based
 * authentication.
 */
@Component
class NetSuite implements Provider {

    private static final String INSTRUCTIONS = "/journey/netsuite";

    private static final List<Aspect> ASPECTS = List.of(Aspect.ACCOUNT, Aspect.SIGNED_IN, Aspect.COMPANY,
            Aspect.CHART_OF_ACCOUNTS, Aspect.SUPPLIERS, Aspect.BILLS, Aspect.PAYMENTS, Aspect.EXPENSES, Aspect.BALANCES,
            Aspect.FIRST_PAGE, Aspect.ROLE);

    /** Rows of nobody: whether they could be read is the question. */
    private static final List<String> NOT_NEEDED = List.of("SELECT e.id FROM employee e WHERE 1 = 0",
            "SELECT c.id FROM customer c WHERE 1 = 0");

    private static final Logger LOG = LoggerFactory.getLogger(NetSuite.class);

    private static final Duration AHEAD = Duration.ofDays(60);

    private final NetSuiteClient client;

    private final NetSuiteTokens tokens;

    private final NetSuiteRoundTrip roundTrip;

    private final NetSuiteCompanies companies;

    private final NetSuiteBalances balances;

    private final NetSuiteDeletions deletions;

    private final Clock clock;

    NetSuite(NetSuiteClient client, NetSuiteTokens tokens, NetSuiteRoundTrip roundTrip, NetSuiteCompanies companies,
            NetSuiteBalances balances, NetSuiteDeletions deletions, Clock clock) {
        this.client = client;
        this.tokens = tokens;
        this.roundTrip = roundTrip;
        this.companies = companies;
        this.balances = balances;
        this.deletions = deletions;
        this.clock = clock;
    }

    @Override
    public String software() {
        return SoftwareCatalog.NETSUITE;
    }

    @Override
    public Optional<RoundTrip> roundTrip() {
        return Optional.of(roundTrip);
    }

    @Override
    public Optional<String> instructions() {
        return Optional.of(INSTRUCTIONS);
    }

    @Override
    public List<Aspect> aspects() {
        return ASPECTS;
    }

    @Override
    public Set<String> reasons() {
        return Arrays.stream(NetSuiteReason.values())
            .map(NetSuiteReason::code)
            .filter(code -> !notes().contains(code))
            .collect(Collectors.toSet());
    }

    @Override
    public Set<String> notes() {
        return Set.of(NetSuiteReason.ROLE_TOO_WIDE.code());
    }

    @Override
    public Set<String> passing() {
        return Set.of(NetSuiteReason.CLOCK_APART.code(), NetSuiteReason.LOGIN_REFUSED.code());
    }

    @Override
    public CredentialKind kind(String credential) {
        return Credential.read(credential) instanceof Credential.Certificate ? CredentialKind.CERTIFICATE
                : CredentialKind.ACCESS;
    }

    @Override
    public ProviderAnswer<Tokens> renew(String credential) {
        Credential read = Credential.read(credential);
        ProviderAnswer<Tokens> answer = tokens.renew(read);
        return read instanceof Credential.Certificate certificate
                && certificate.endsAt().isBefore(clock.instant().plus(AHEAD))
                        ? answer.map(issued -> withNewCertificate(certificate, issued)) : answer;
    }

    /**
     * A certificate that ends soon is replaced by one with a new key, with the access
     * that it has just given. Where the role may not do that, or it does not work today,
     * the one that there is goes on until its end. The one before is left to end by
     * itself: a node that dies before the new one is stored still has it.
     */
    private Tokens withNewCertificate(Credential.Certificate old, Tokens issued) {
        Certificates.Made made = Certificates.make("Ledgerstream " + old.account(), clock.instant());
        ProviderAnswer<String> uploaded = client.newCertificate(new Access(old.account(), issued.accessToken(), null),
                old.client(), made.certificate());
        if (uploaded instanceof ProviderAnswer.Ok<String>(String id)) {
            return new Tokens(issued.accessToken(),
                    new Credential.Certificate(old.account(), old.client(), id, made.privateKey(), made.endsAt())
                        .sealable(),
                    issued.accessExpiresAt(), made.endsAt());
        }
        LOG.warn("A NetSuite certificate that ends on {} could not be replaced: {}.", old.endsAt(), uploaded);
        return issued;
    }

    /**
     * A certificate is revoked where the role may; otherwise, and for token-based
     * authentication, forgetting our half ends the access.
     */
    @Override
    public ProviderAnswer<Boolean> revoke(String credential) {
        return switch (Credential.read(credential)) {
            case Credential.Code code when code.refresh() != null -> gone(tokens.revoke(code));
            case Credential.Certificate certificate -> gone(tokens.renew(certificate)
                .flatMap(issued -> client.revokeCertificate(
                        new Access(certificate.account(), issued.accessToken(), null), certificate.client(),
                        certificate.certificate()))
                .map(body -> true));
            case Credential.Code code -> new ProviderAnswer.Ok<>(true);
            case Credential.Tba tba -> new ProviderAnswer.Ok<>(true);
        };
    }

    /** What cannot be used cannot be revoked either, and need not be. */
    private static ProviderAnswer<Boolean> gone(ProviderAnswer<Boolean> answer) {
        return switch (answer) {
            case ProviderAnswer.Misconfigured<Boolean> refused -> new ProviderAnswer.AccessEnded<>();
            case ProviderAnswer.NotPermitted<Boolean> refused -> new ProviderAnswer.AccessEnded<>();
            default -> answer;
        };
    }

    /**
     * Every account has hosts that bear its name; about one that does not exist NetSuite
     * tells others, or none.
     */
    @Override
    public ProviderAnswer<Boolean> account(String externalId) {
        AccountId account = new AccountId(externalId);
        return switch (client.dataCenter(account)) {
            case ProviderAnswer.Ok<JsonNode>(JsonNode body) ->
                body.path("webservicesDomain").asString("").startsWith("https://" + account.host() + ".")
                        ? new ProviderAnswer.Ok<>(true) : NetSuiteReason.WRONG_ACCOUNT.answer();
            case ProviderAnswer.Misconfigured<JsonNode> refused -> NetSuiteReason.WRONG_ACCOUNT.answer();
            case ProviderAnswer.NotPermitted<JsonNode> refused -> NetSuiteReason.WRONG_ACCOUNT.answer();
            case ProviderAnswer.AccessEnded<JsonNode> refused -> NetSuiteReason.WRONG_ACCOUNT.answer();
            case ProviderAnswer.Busy<JsonNode> busy -> new ProviderAnswer.Busy<>(busy.pause());
            case ProviderAnswer.Trouble<JsonNode> trouble -> new ProviderAnswer.Trouble<>(trouble.why());
        };
    }

    /** Older accounts lack the server's time: then the first query tells. */
    @Override
    public ProviderAnswer<Boolean> signedIn(Access access) {
        return switch (client.serverTime(access)) {
            case ProviderAnswer.Trouble<JsonNode>(String why) when why.startsWith("answered 404") ->
                new ProviderAnswer.Ok<>(true);
            case ProviderAnswer<JsonNode> answer -> answer.map(body -> true);
        };
    }

    @Override
    public ProviderAnswer<ExternalCompany> company(Access access) {
        return companies.company(access);
    }

    @Override
    public ProviderAnswer<List<Subsidiary>> subsidiaries(Access access) {
        return companies.subsidiaries(access);
    }

    @Override
    public ProviderAnswer<ProviderPage> page(Access access, DataType type, History history, String position,
            int atMost) {
        if (type == DataType.BALANCES) {
            return balances.page(access, position);
        }
        NetSuiteRecords records = NetSuiteRecords.of(type);
        Instant asked = clock.instant();
        NetSuitePosition from = NetSuitePosition.parse(position).atStart(asked);
        return client.query(access, records.name(), records.statement(from, history, access.subsidiaries()), atMost)
            .flatMap(body -> page(records, from, asked, body));
    }

    /**
     * NetSuite tells nothing of what was deleted: all ids that are left are read.
     * Balances are read whole.
     */
    @Override
    public ProviderAnswer<Gone> gone(Access access, DataType type, History history, Instant since) {
        return type == DataType.BALANCES ? new ProviderAnswer.Ok<>(new Gone.These(Set.of()))
                : deletions.left(access, NetSuiteRecords.of(type), history);
    }

    @Override
    public ProviderAnswer<Boolean> anythingSince(Access access, LocalDate day) {
        return client.query(access, "dated since", NetSuiteRecords.datedSince(day, access.subsidiaries()), 1)
            .map(body -> !body.path("items").isEmpty());
    }

    /**
     * Its limit is the account's (5 to 15 at once), shared with all that its owner has
     * connected.
     */
    @Override
    public Limits limits() {
        return new Limits(2, 240);
    }

    @Override
    public ProviderAnswer<Optional<String>> excess(Access access) {
        for (String statement : NOT_NEEDED) {
            ProviderAnswer<JsonNode> answer = client.query(access, "not needed", statement, 1);
            if (answer instanceof ProviderAnswer.Ok) {
                return new ProviderAnswer.Ok<>(Optional.of(NetSuiteReason.ROLE_TOO_WIDE.code()));
            }
            if (!(answer instanceof ProviderAnswer.NotPermitted)) {
                return answer.map(body -> Optional.empty());
            }
        }
        return new ProviderAnswer.Ok<>(Optional.empty());
    }

    /**
     * A page that is not understood whole is not taken in part: a row left out in silence
     * would be lost.
     */
    private static ProviderAnswer<ProviderPage> page(NetSuiteRecords records, NetSuitePosition from, Instant asked,
            JsonNode body) {
        JsonNode rows = body.path("items");
        if (!rows.isArray() || !body.path("hasMore").isBoolean()) {
            return new ProviderAnswer.Trouble<>("the answer has no items of " + records);
        }
        List<ProviderRecord> read = new ArrayList<>();
        NetSuitePosition next = from;
        for (JsonNode row : rows) {
            Optional<ProviderRecord> record = records.read(row);
            String changed = row.path("changed").asString("");
            if (record.isEmpty() || !NetSuitePosition.isTime(changed)) {
                return new ProviderAnswer.Trouble<>("a row of " + records + " has no usable id or time of change");
            }
            if (next.isAfter(changed, record.get().externalId())) {
                return new ProviderAnswer.Trouble<>(
                        "a row of " + records + " was not asked for: a page that was sent again?");
            }
            read.add(record.get());
            next = from.after(changed, record.get().externalId());
        }
        boolean last = !body.path("hasMore").booleanValue();
        if (!last && rows.isEmpty()) {
            return new ProviderAnswer.Trouble<>("the answer promises more of " + records + " and brings nothing");
        }
        return new ProviderAnswer.Ok<>(new ProviderPage(read, (last ? next.atEnd(asked) : next).text(), last));
    }

}
