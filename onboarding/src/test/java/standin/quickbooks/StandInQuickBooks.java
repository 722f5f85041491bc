package standin.quickbooks;

import standin.http.Answer;
import standin.http.Exchange;
import standin.http.Params;
import standin.http.Refusal;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * QuickBooks Online on this machine: OAuth 2.0 with pages to click through, and the
 * accounting API over the books of {@link SampleCompany}. Takes only what the real one
 * takes, keeps a ledger of every call, and fails on request. Lifetimes run by the clock
 * given. It listens on two ports of the loopback address: one as authorize, token and API
 * host, one as the sign-in host that the authorize address redirects to.
 */
public final class StandInQuickBooks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandInQuickBooks.class);

    private final Clock clock;

    private final QuickBooksState state;

    private final Application application = Application.ledgerstream();

    private final Tokens tokens;

    private final OAuthEndpoints oauth;

    private final AuthorizePages pages;

    private final AccountingApi api;

    private final HomePage home;

    private final Teller teller = new Teller();

    private final Traffic traffic = new Traffic();

    private final FailurePlan failures = new FailurePlan();

    private final HttpServer server;

    private final HttpServer signIn;

    private StandInQuickBooks(QuickBooksState state, Clock clock, int port, int signInPort) {
        this.clock = clock;
        this.state = state;
        tokens = new Tokens(state, clock);
        oauth = new OAuthEndpoints(application, tokens);
        pages = new AuthorizePages(application, tokens);
        api = new AccountingApi(tokens, state, clock);
        home = new HomePage(tokens, state, this::keepsBooks);
        server = listen(port, this::handle);
        signIn = listen(signInPort, exchange -> respond(exchange, pages::serve));
    }

    /**
     * The JVM's one for tests, by system time. Tests that share it tell their calls apart
     * by grant or company.
     */
    public static StandInQuickBooks shared() {
        return Shared.SERVER;
    }

    /** One of the caller's own on free ports, that forgets. */
    public static StandInQuickBooks start(Clock clock) {
        return new StandInQuickBooks(new MemoryState(), clock, 0, 0);
    }

    /** One that keeps permissions, tokens and ledger in schema {@code standin}. */
    public static StandInQuickBooks keptIn(DataSource dataSource, Clock clock, int port, int signInPort) {
        return new StandInQuickBooks(new JdbcState(dataSource), clock, port, signInPort);
    }

    /**
     * Authorize, token and API host; also the page that shows what is connected and what
     * was called.
     */
    public String base() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The sign-in host: another name, so another site to a browser. */
    public String signInBase() {
        return "http://127.0.0.1:" + signIn.getAddress().getPort();
    }

    public String clientId() {
        return application.clientId();
    }

    public String clientSecret() {
        return application.clientSecret();
    }

    /** What the application needs in order to come here instead of to Intuit. */
    public Map<String, String> properties() {
        return Map.of("ledgerstream.quickbooks.webhooks.verifiers", Webhooks.VERIFIER,
                "ledgerstream.quickbooks.authorize-url", base() + "/connect/oauth2",
                "ledgerstream.quickbooks.token-url", base() + "/oauth2/v1/tokens/bearer",
                "ledgerstream.quickbooks.revoke-url", base() + "/v2/oauth2/tokens/revoke",
                "ledgerstream.quickbooks.api-url", base(), "ledgerstream.quickbooks.client-id", clientId(),
                "ledgerstream.quickbooks.client-secret", clientSecret());
    }

    /**
     * Registers our callback address, as one does in the developer's console. Only
     * exactly this one is accepted.
     */
    public void registerRedirect(String redirectUri) {
        application.redirectUris().add(redirectUri);
    }

    /**
     * Where connected companies' changes are told, as one registers it in the developer's
     * console.
     */
    public void tellsTo(String address) {
        teller.tellsTo(URI.create(address));
    }

    /**
     * As a person does in the books: kept where the stand-in keeps its state, and told to
     * whom the company has let in.
     */
    private synchronized void keepsBooks(SampleCompany company, Bookkeeping what) {
        Books books = api.books(company.realmId());
        if (what.possible(books)) {
            var done = new Bookkeeping.Done(company.realmId(), what, clock.instant().truncatedTo(ChronoUnit.SECONDS));
            state.add(done);
            List<Webhooks.Event> events = what.does(company, books, done.at());
            if (!tokens.grantsOf(company.realmId()).isEmpty()) {
                teller.tell(events);
            }
        }
    }

    /**
     * What a person's browser does who follows the link and allows: answers the callback
     * address it ends at.
     */
    public URI allow(URI authorizeUri, SampleCompany company) {
        return URI.create(pages.allow(asked(authorizeUri), company.realmId()));
    }

    /** The same by a person who refuses. */
    public URI refuse(URI authorizeUri) {
        return URI.create(pages.refuse(asked(authorizeUri)));
    }

    private AuthorizePages.Asked asked(URI authorizeUri) {
        if (!authorizeUri.toString().startsWith(base() + "/connect/oauth2?")) {
            throw new IllegalArgumentException("not the authorize address: " + authorizeUri);
        }
        try {
            return pages.take(pages.ask(Params.parse(authorizeUri.getRawQuery())));
        }
        catch (Refusal refusal) {
            throw new IllegalArgumentException(
                    new String(refusal.answer().body(), java.nio.charset.StandardCharsets.UTF_8), refusal);
        }
    }

    /** The company's books, to be changed by a test. */
    public Books books(SampleCompany company) {
        return api.books(company.realmId());
    }

    /** As when the customer disconnects us over there: its tokens die at once. */
    public void endAccess(SampleCompany company) {
        tokens.endAccess(company.realmId());
    }

    /**
     * A used refresh token dies at once, unless this gives it a while; the real one
     * leaves it about a day.
     */
    public void oldRefreshTokensLive(Duration duration) {
        tokens.oldRefreshTokensLive(duration);
    }

    /**
     * Whether one revocation ends every permission of ours to the same company's books,
     * whoever they were given for. What Intuit does there is not written anywhere that we
     * know of; the stand-in ends only the one, unless a test says otherwise.
     */
    public void revokedTogether(boolean together) {
        tokens.revokedTogether(together);
    }

    /**
     * From now on such calls go wrong in this way, until {@link #healthy} or as often as
     * the failure says.
     */
    public void fail(Endpoint endpoint, Failure failure) {
        failures.add(endpoint, failure);
    }

    public void healthy() {
        failures.clear();
    }

    /**
     * As after a minute without a call: what other tests have just asked for does not
     * count towards a company's limit.
     */
    public void unhurried() {
        traffic.clear();
    }

    /** Every call so far, oldest first. */
    public List<Call> ledger() {
        return state.calls();
    }

    public List<Call> ledger(Endpoint endpoint) {
        return ledger().stream().filter(call -> call.endpoint() == endpoint).toList();
    }

    /** Attempts to change a customer's books: to be none, always. */
    public List<Call> writes() {
        return ledger().stream().filter(Call::isWrite).toList();
    }

    /**
     * Forgets permissions, tokens, calls, changes of the books and failures; keeps the
     * registered addresses.
     */
    public void reset() {
        state.clear();
        api.forgetBooks();
        traffic.clear();
        healthy();
        oldRefreshTokensLive(Duration.ZERO);
    }

    private void handle(HttpExchange http) throws IOException {
        var call = new Exchange(http);
        Endpoint endpoint = Endpoint.of(call.path());
        Optional<Failure> failure = failures.take(endpoint, call.target());
        Answer answer = failure.map(Failure::answer).orElseGet(() -> served(call, endpoint));
        failure.map(Failure::pause).ifPresent(StandInQuickBooks::pass);
        boolean lost = failure.filter(Failure::lost).isPresent();
        String tid = "1-" + UUID.randomUUID();
        if (isCounted(call, endpoint)) {
            state.add(new Call(clock.instant(), endpoint, call.method(), call.target(), call.realmId(), call.grantId(),
                    lost ? 0 : answer.status(), tid));
        }
        if (lost) {
            call.drop();
        }
        else {
            call.send(answer.with(Map.of("intuit_tid", tid)));
        }
    }

    private static boolean isCounted(Exchange call, Endpoint endpoint) {
        return endpoint != Endpoint.OTHER || call.path().startsWith("/v3/");
    }

    private Answer served(Exchange call, Endpoint endpoint) {
        return answerOf(call, it -> switch (endpoint) {
            case AUTHORIZE -> pages.authorize(it, signInBase());
            case TOKEN -> oauth.token(it);
            case REVOKE -> oauth.revoke(it);
            case DISCOVERY -> oauth.discovery(base());
            case COMPANY_INFO, QUERY, CHANGES, READ -> withinLimits(it);
            case OTHER -> home.serve(it);
        });
    }

    private Answer withinLimits(Exchange call) {
        String realm = call.path().split("/")[3];
        if (!traffic.enter(realm)) {
            return Faults.throttled();
        }
        try {
            return api.serve(call);
        }
        finally {
            traffic.leave(realm);
        }
    }

    private void respond(HttpExchange http, Function<Exchange, Answer> handler) throws IOException {
        var call = new Exchange(http);
        call.send(answerOf(call, handler));
    }

    private static Answer answerOf(Exchange call, Function<Exchange, Answer> handler) {
        try {
            return handler.apply(call);
        }
        catch (Refusal refusal) {
            return refusal.answer();
        }
        catch (RuntimeException e) {
            LOG.error("The stand-in itself failed on {} {}", call.method(), call.path(), e);
            return Faults.fault(500, "SystemFault", "10000", "An application error has occurred", "in the stand-in");
        }
    }

    private static void pass(Failure.Pause pause) {
        try {
            pause.pass();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpServer listen(int port, com.sun.net.httpserver.HttpHandler handler) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            server.createContext("/", handler);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return server;
        }
        catch (IOException e) {
            throw new UncheckedIOException("QuickBooks stand-in: port " + port + " is not free", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        signIn.stop(0);
        teller.close();
    }

    private static final class Shared {

        static final StandInQuickBooks SERVER = start(Clock.systemUTC());

    }

}
