package standin.netsuite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import standin.http.Answer;
import standin.http.Exchange;
import standin.http.Params;
import standin.http.Refusal;
import standin.netsuite.State.Certificate;
import standin.netsuite.State.Code;
import standin.netsuite.State.Integration;
import standin.netsuite.State.Role;
import standin.netsuite.State.Token;
import standin.postgres.StandInPostgres;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * NetSuite on this machine: accounts with roles, integration records, certificates and
 * tokens, OAuth 2.0 and signed requests, and SuiteQL over books of their own. Takes only
 * what the real one takes, keeps a ledger of every call, and can be set up wrongly in
 * every way that customers do. The real one has a host for each account and part; here
 * they are the first two steps of the path. State lies in PostgreSQL; lifetimes run by
 * the clock given, but times that are signed by system time.
 */
public final class StandInNetSuite implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandInNetSuite.class);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern PLACE = Pattern.compile("/([a-z0-9-]{1,40})/(suitetalk|restlets|app)(/.*)");

    private static final Pattern OWN_CERTIFICATES = Pattern
        .compile("/services/rest/auth/oauth2/v1/clients/([A-Za-z0-9_-]+)/certificates(?:/([A-Za-z0-9_-]+)/revoke)?");

    private final State state;

    private final Clock clock;

    private final TokenEndpoint tokens;

    private final Callers callers;

    private final SuiteQl suiteQl;

    private final SetupPages pages;

    private final HttpServer server;

    private final HttpServer signIn;

    private final Deque<Answer> failures = new ArrayDeque<>();

    private final Set<String> unseen = ConcurrentHashMap.newKeySet();

    private final Set<String> halfSeen = ConcurrentHashMap.newKeySet();

    private StandInNetSuite(DataSource dataSource, Clock clock, int port, int signInPort) {
        this.state = new State(dataSource);
        this.clock = clock;
        this.tokens = new TokenEndpoint(state, clock);
        this.callers = new Callers(state, clock);
        this.suiteQl = new SuiteQl(state.jdbc);
        SampleAccount.ALL.forEach(account -> new Books(state.jdbc, account).open(LocalDate.now(clock)));
        this.server = listen(port, this::handle);
        this.signIn = listen(signInPort, this::handle);
        this.pages = new SetupPages(this, state, signInBase());
    }

    /**
     * The JVM's one for tests, by system time, in the tests' database. Tests that share
     * it have integrations and roles of their own.
     */
    public static StandInNetSuite shared() {
        return Shared.SERVER;
    }

    /** One in a database that outlives it. */
    public static StandInNetSuite keptIn(DataSource dataSource, Clock clock, int port, int signInPort) {
        return new StandInNetSuite(dataSource, clock, port, signInPort);
    }

    public String base() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Where people sign in: another name, so another site to a browser. */
    String signInBase() {
        return "http://127.0.0.1:" + signIn.getAddress().getPort();
    }

    /** What the application needs in order to come here instead of to Oracle. */
    public Map<String, String> properties() {
        return Map.of("ledgerstream.netsuite.suitetalk-url", base() + "/{account}/suitetalk",
                "ledgerstream.netsuite.restlets-url", base() + "/{account}/restlets", "ledgerstream.netsuite.app-url",
                base() + "/{account}/app", "ledgerstream.netsuite.data-center-url", base() + "/rest/datacenterurls");
    }

    // -------------------------------------------------------------------------------
    // what an administrator does over there

    /** Setup › Users/Roles › Manage Roles › New. @return its id */
    public int role(SampleAccount account, Set<Permission> permissions) {
        return state.addRole(account.id(), "Ledgerstream", permissions);
    }

    public void permissions(int role, Set<Permission> permissions) {
        state.permissions(role, permissions);
    }

    /**
     * A role without the permission of one kind of transaction is not refused: it sees
     * none of them.
     */
    public void unseen(int role, String transactions, boolean on) {
        change(unseen, role + " '" + transactions + "'", on);
    }

    /**
     * A role that is held to some departments, say, is not refused: of one kind of
     * transaction it sees those with an even id.
     */
    public void halfSeen(int role, String transactions, boolean on) {
        change(halfSeen, role + " '" + transactions + "'", on);
    }

    private static void change(Set<String> set, String one, boolean in) {
        if (in) {
            set.add(one);
        }
        else {
            set.remove(one);
        }
    }

    private static boolean concerns(Set<String> set, Role role, String statement) {
        return set.stream()
            .anyMatch(
                    one -> one.startsWith(role.id() + " ") && statement.contains(one.substring(one.indexOf(' ') + 1)));
    }

    /**
     * Setup › Integration › Manage Integrations › New.
     * @param grants of {@code client_credentials}, {@code authorization_code},
     * {@code tba}
     * @param redirect null where the code's grant is not ticked
     */
    public App integration(SampleAccount account, Set<String> grants, String redirect) {
        String id = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
        String secret = (UUID.randomUUID() + "&+%" + UUID.randomUUID()).replace("-", "");
        state.add(new Integration(id, account.id(), "Ledgerstream", secret, grants, redirect, false));
        return new App(id, secret);
    }

    /**
     * @param clientId also the consumer key; @param clientSecret also the consumer secret
     */
    public record App(String clientId, String clientSecret) {
    }

    public record IdAndSecret(String id, String secret) {
    }

    public void block(String clientId) {
        state.jdbc.sql("update standin.netsuite_integration set blocked = true where client_id = ?")
            .param(clientId)
            .update();
    }

    /**
     * Setup › Integration › OAuth 2.0 Client Credentials Setup › Create New. @return the
     * certificate id
     */
    public String certificate(String clientId, int role, String pem) {
        Integration integration = state.integration(clientId).orElseThrow();
        try {
            X509Certificate certificate = TokenEndpoint.certificate(pem);
            boolean strong = switch (certificate.getPublicKey()) {
                case ECPublicKey key ->
                    Set.of(256, 384, 521).contains(key.getParams().getCurve().getField().getFieldSize());
                case RSAPublicKey key -> Set.of(3072, 4096).contains(key.getModulus().bitLength());
                default -> false;
            };
            Duration life = Duration.between(certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
            if (!strong || life.compareTo(Duration.ofDays(731)) > 0
                    || !integration.grants().contains("client_credentials")) {
                throw new IllegalArgumentException("NetSuite does not take this certificate");
            }
        }
        catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a certificate", e);
        }
        String id = UUID.randomUUID().toString().replace("-", "") + "_cert";
        state.add(new Certificate(id, integration.account(), clientId, role, pem, false));
        return id;
    }

    public void revokeCertificate(String id) {
        state.revoke("certificate", "id", id);
    }

    /** Setup › Users/Roles › Access Tokens › New. */
    public IdAndSecret accessToken(String clientId, int role) {
        Integration integration = state.integration(clientId).orElseThrow();
        var made = new IdAndSecret("tok" + UUID.randomUUID().toString().replace("-", ""), "sec+&%" + UUID.randomUUID());
        state.add(new Token(made.id(), "tba", integration.account(), clientId, role, made.secret(), null, false));
        return made;
    }

    public void revokeToken(String id) {
        state.revoke("token", "value", id);
    }

    /** Ends what an application was allowed by a person's consent. */
    public void endConsents(String clientId) {
        state.jdbc.sql("""
                update standin.netsuite_token set revoked = true
                where client_id = ? and kind in ('access', 'refresh')""").param(clientId).update();
    }

    /** A bill is saved with this total, when the clock on the wall there shows this. */
    public void save(SampleAccount account, int bill, BigDecimal total, LocalDateTime changed) {
        int saved = state.jdbc
            .sql("update " + account.schema() + ".transaction set foreigntotal = ?, lastmodifieddate = ? where id = ?")
            .params(total, changed, bill)
            .update();
        if (saved != 1) {
            throw new IllegalArgumentException("no such bill");
        }
    }

    /**
     * {@code REST_OFF}, {@code OAUTH2_OFF}, {@code CLOCK_APART}, {@code NO_SERVER_TIME},
     * {@code BUSY}.
     */
    public void turn(SampleAccount account, String what, boolean on) {
        state.turn(account.id(), what, on);
    }

    /**
     * The next call of the API, or for a token, gets this answer, as from something on
     * the way.
     */
    public void fail(int status, String contentType, String body) {
        failures.add(Answer.of(status, contentType, body));
    }

    public List<NetSuiteCall> ledger(SampleAccount account) {
        return state.calls(account.host());
    }

    /**
     * What a person's browser does who follows the link, signs in and allows with a role:
     * answers the callback address it ends at.
     */
    public URI allow(URI authorizeUri, int role) {
        Matcher place = PLACE.matcher(authorizeUri.getPath());
        if (!authorizeUri.toString().startsWith(base() + "/") || !place.matches()) {
            throw new IllegalArgumentException("not an authorize address: " + authorizeUri);
        }
        return URI
            .create(allowed(account(place.group(1)).orElseThrow(), Params.parse(authorizeUri.getRawQuery()), role));
    }

    public URI refuse(URI authorizeUri) {
        Params asked = Params.parse(authorizeUri.getRawQuery());
        return URI.create(asked.oneOrEmpty("redirect_uri") + "?error=access_denied&state=" + asked.oneOrEmpty("state"));
    }

    // -------------------------------------------------------------------------------------------------------------
    // serving

    /**
     * Checks what the authorize address asks. @throws Refusal as a page, since nobody is
     * to be sent back to an address that is not registered
     */
    Integration asked(SampleAccount account, Params asked) {
        Integration integration = state.integration(asked.oneOrEmpty("client_id"))
            .filter(one -> one.account().equals(account.id()) && !one.blocked()
                    && one.grants().contains("authorization_code")
                    && asked.oneOrEmpty("redirect_uri").equals(one.redirect()))
            .orElseThrow(() -> page("Invalid request"));
        boolean good = asked.oneOrEmpty("response_type").equals("code")
                && asked.oneOrEmpty("scope").equals("rest_webservices") && asked.oneOrEmpty("state").length() >= 22
                && asked.oneOrEmpty("code_challenge_method").equals("S256")
                && asked.oneOrEmpty("code_challenge").matches("[A-Za-z0-9_-]{43}");
        if (!good) {
            throw page("Invalid request");
        }
        return integration;
    }

    private static Refusal page(String text) {
        return new Refusal(Answer.html(400, SetupPages.page("NetSuite", "<p>" + text + "</p>")));
    }

    String allowed(SampleAccount account, Params asked, int role) {
        Integration integration = asked(account, asked);
        var code = new Code(UUID.randomUUID().toString().replace("-", ""), integration.clientId(), role,
                asked.oneOrEmpty("code_challenge"), asked.oneOrEmpty("redirect_uri"),
                clock.instant().plus(Duration.ofMinutes(5)), false);
        state.add(code);
        return code.redirect() + "?state=" + asked.oneOrEmpty("state") + "&role=" + role + "&entity=12&company="
                + account.id() + "&code=" + code.value();
    }

    private void handle(HttpExchange http) throws IOException {
        var call = new Exchange(http);
        Answer answer;
        String[] said = { "", null };
        try {
            answer = serve(call, said);
        }
        catch (Refusal refusal) {
            answer = refusal.answer();
        }
        catch (RuntimeException e) {
            LOG.error("The stand-in itself failed on {} {}", call.method(), call.path(), e);
            answer = Answer.json(500, Map.of("title", "Internal Server Error", "status", 500));
        }
        Matcher place = PLACE.matcher(call.path());
        if (place.matches() && !place.group(2).equals("app")) {
            state.called(new NetSuiteCall(place.group(1), call.method(), place.group(3), said[1], answer.status()));
        }
        call.send(answer.with(Map.of("X-N-OperationId", UUID.randomUUID().toString())));
    }

    private Answer serve(Exchange call, String[] said) {
        if (call.path().equals("/rest/datacenterurls")) {
            return dataCenter(call.query().oneOrEmpty("account"));
        }
        Matcher place = PLACE.matcher(call.path());
        if (!place.matches()) {
            return pages.home(call);
        }
        Optional<SampleAccount> account = account(place.group(1));
        if (account.isEmpty()) {
            return Answer.html(404, SetupPages.page("NetSuite", "<p>No such host.</p>"));
        }
        return place.group(2).equals("app") ? pages.serve(account.get(), place.group(3), call)
                : api(account.get(), place.group(3), call, said);
    }

    private Answer api(SampleAccount account, String path, Exchange call, String[] said) {
        String address = base() + call.path();
        Answer failure = failures.poll();
        if (failure != null) {
            return failure;
        }
        if (path.equals("/services/rest/auth/oauth2/v1/token")) {
            return tokens.token(account, call, address);
        }
        if (path.equals("/services/rest/auth/oauth2/v1/revoke")) {
            return tokens.revoke(account, call);
        }
        Role role = callers.role(account, call, address);
        if (state.isOn(account.id(), "BUSY")) {
            throw new Refusal(Refusals
                .api(429, "Too Many Requests", "CONCURRENCY_LIMIT_EXCEEDED",
                        "Concurrent request limit exceeded. Request blocked.")
                .answer()
                .with(Map.of("Retry-After", "1")));
        }
        if (state.isOn(account.id(), "REST_OFF")) {
            throw Refusals.featureOff();
        }
        if (!role.permissions().contains(Permission.REST_WEB_SERVICES)) {
            throw Refusals.roleMayNot();
        }
        Matcher certificates = OWN_CERTIFICATES.matcher(path);
        if (certificates.matches()) {
            return ownCertificates(account, role, certificates, call);
        }
        return switch (path) {
            case "/services/rest/system/v1/serverTime" -> serverTime(account, call);
            case "/services/rest/query/v1/suiteql" -> query(account, role, call, said);
            default -> throw Refusals.api(404, "Not Found", "NONEXISTENT_ID", "The requested resource does not exist.");
        };
    }

    private Answer serverTime(SampleAccount account, Exchange call) {
        if (!call.method().equals("GET") || state.isOn(account.id(), "NO_SERVER_TIME")) {
            throw Refusals.api(404, "Not Found", "NONEXISTENT_ID", "The requested resource does not exist.");
        }
        return Answer.json(200, Map.of("serverTime", clock.instant().toString()));
    }

    private Answer query(SampleAccount account, Role role, Exchange call, String[] said) {
        if (!call.method().equals("POST") || !call.hasContentType("application/json")
                || call.header("Prefer").filter("transient"::equals).isEmpty()) {
            throw Refusals.api(400, "Bad Request", "INVALID_HEADER",
                    "Required request header with key 'Prefer' and value 'transient' is missing.");
        }
        if (!role.permissions().contains(Permission.SUITEANALYTICS_WORKBOOK)) {
            throw Refusals.api(403, "Forbidden", "INSUFFICIENT_PERMISSION",
                    "Permission Violation: You need the 'SuiteAnalytics Workbook' permission to access this page.");
        }
        String statement = statement(call.body());
        said[1] = statement;
        int limit = Integer.parseInt(call.query().one("limit").orElse("1000"));
        int offset = Integer.parseInt(call.query().one("offset").orElse("0"));
        if (limit < 1 || limit > 1000 || offset % limit != 0) {
            throw Refusals.api(400, "Bad Request", "INVALID_PARAMETER", "Provide a valid limit and offset.");
        }
        int shown = concerns(unseen, role, statement) ? 0 : limit;
        return suiteQl.answer(account, role, statement,
                concerns(halfSeen, role, statement) ? "mod(q.id::bigint, 2) = 0" : "true", shown, offset);
    }

    private static String statement(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.path("q").asString("");
        }
        catch (JacksonException e) {
            throw Refusals.api(400, "Bad Request", "INVALID_CONTENT", "Invalid content in the request body.");
        }
    }

    private Answer ownCertificates(SampleAccount account, Role role, Matcher path, Exchange call) {
        if (!role.permissions().contains(Permission.MANAGE_OWN_CERTIFICATES)) {
            throw Refusals.api(403, "Forbidden", "INSUFFICIENT_PERMISSION",
                    "Permission Violation: You need the 'Manage own OAuth 2.0 Client Credentials certificates' "
                            + "permission.");
        }
        if (!call.method().equals("POST")) {
            throw Refusals.api(405, "Method Not Allowed", "METHOD_NOT_ALLOWED", "");
        }
        if (path.group(2) != null) {
            revokeCertificate(path.group(2));
            return Answer.json(200, Map.of());
        }
        try {
            return Answer.json(200, Map.of("certificateId", certificate(path.group(1), role.id(),
                    JSON.readTree(call.body()).path("fileContent").asString(""))));
        }
        catch (IllegalArgumentException e) {
            throw Refusals.api(400, "Bad Request", "INVALID_PARAMETER", "The certificate is not valid.");
        }
    }

    /** About an account that there is not, the real one tells its general hosts. */
    private static Answer dataCenter(String id) {
        String host = SampleAccount.ALL.stream()
            .filter(account -> account.id().equals(id))
            .map(SampleAccount::host)
            .findFirst()
            .orElse("");
        return Answer.json(200,
                host.isEmpty()
                        ? Map.of("restDomain", "https://rest.netsuite.com", "systemDomain",
                                "https://system.netsuite.com", "webservicesDomain", "https://webservices.netsuite.com")
                        : Map.of("restDomain", "https://" + host + ".restlets.api.netsuite.com", "systemDomain",
                                "https://" + host + ".app.netsuite.com", "webservicesDomain",
                                "https://" + host + ".suitetalk.api.netsuite.com"));
    }

    static Optional<SampleAccount> account(String host) {
        return SampleAccount.ALL.stream().filter(account -> account.host().equals(host)).findFirst();
    }

    private static HttpServer listen(int port, HttpHandler handler) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            server.createContext("/", handler);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return server;
        }
        catch (IOException e) {
            throw new UncheckedIOException("NetSuite stand-in: port " + port + " is not free", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        signIn.stop(0);
        state.close();
    }

    private static final class Shared {

        static final StandInNetSuite SERVER = new StandInNetSuite(StandInPostgres.shared().superuser(),
                Clock.systemUTC(), 0, 0);

    }

}
