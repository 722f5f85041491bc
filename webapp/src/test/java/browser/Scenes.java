package browser;

import fixture.ConnectedBooks;
import fixture.Customer;
import fixture.FixtureConfiguration;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.SeveralCompanies;
import io.ledgerstream.Ledgerstream;
import io.ledgerstream.Statements;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.connection.Verification;
import io.ledgerstream.lender.Role;
import io.ledgerstream.link.Links;
import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.request.Contacts;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.RenewalRequests;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import io.ledgerstream.request.web.Connected;
import io.ledgerstream.sharing.SharingEnd;
import io.ledgerstream.sharing.SharingEnds;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.mock.web.MockMultipartFile;
import standin.netsuite.Permission;
import standin.netsuite.SampleAccount;
import standin.netsuite.StandInNetSuite;
import standin.postgres.Db;
import standin.quickbooks.SampleCompany;

/**
 * How each state of the customer's pages comes about, by the domain and by a browser
 * without scripts, which hands its cookies on to a real one. Each method begins with a
 * request of its own and answers with the address of the page.
 */
@SpringBootTest(classes = { Ledgerstream.class, FixtureConfiguration.class, Statements.class },
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = { "ledgerstream.workers.enabled=false",
                "ledgerstream.operate-url=https://camunda.example/operate/" })
abstract class Scenes extends JourneyTest {

    static final String LONG = "Manufacturedinstrumentsdeprecisionetdoptiquereunisdefranche1";

    private static final String[] SPEND = { "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel",
            "title", "CFO" };

    /** Of the contact, and so of the pages. */
    String language = "en";

    Fixtures.Bank northwind;

    UUID request;

    Browser visitor;

    /** What one scene keeps for its page. */
    String note;

    @Autowired
    Requests requests;

    @Autowired
    RequestProgress progress;

    @Autowired
    Contacts contacts;

    @Autowired
    Help help;

    @Autowired
    private RequestViews views;

    @Autowired
    private Links mailed;

    @Autowired
    private SharingEnds ends;

    @Autowired
    private Connections connections;

    @Autowired
    private Verification verification;

    @Autowired
    private RenewalRequests renewals;

    @Autowired
    private ManageVisits manage;

    @Autowired
    private ConnectedBooks books;

    private final StandInNetSuite netSuite = StandInNetSuite.shared();

    @AfterEach
    void everythingAnswersAgain() {
        Db.all().sql("delete from provider_outage").update();
        Db.all().sql("delete from rate_limit").update();
        books.nothingIsDue();
    }

    @Override
    protected Browser browser() {
        return super.browser().cookie("language", language);
    }

    MovableClock clock() {
        return clock;
    }

    String inDays(int days) {
        return LocalDate.now(clock).plusDays(days).toString();
    }

    /** With a name of its own, the longest that a page may meet. */
    Scenes long60() {
        asked("Banque" + LONG.substring(6), LONG, Product.SPEND_ANALYSIS);
        return this;
    }

    String asked(String lender, String company, Product... products) {
        northwind = fixtures.lender(lender);
        return asks(northwind.company(company, "Dora Patel", "US", language), products);
    }

    private String asks(UUID company, Product... products) {
        request = northwind.as(() -> requests.request(new NewRequest(company, Set.of(products), null, null, language),
                northwind.actor()));
        visitor = browser();
        return link();
    }

    String asked() {
        return asked("Northwind Bank", "Acme Tooling", Product.SPEND_ANALYSIS);
    }

    String link() {
        return link(northwind, request);
    }

    /** Once a request is there, it stays. */
    private void askedFor() {
        if (request == null) {
            asked();
        }
    }

    String linkAfter(int days) {
        String link = asked();
        clock.advance(Duration.ofDays(days));
        return link;
    }

    String replaced() {
        String link = linkAfter(15);
        browser().open(link).press("/new-link");
        return link;
    }

    String oftenReplaced() {
        String link = linkAfter(15);
        Browser impatient = browser().open(link);
        for (int i = 0; i < 5; i++) {
            impatient.open(link).press("/new-link");
        }
        return link;
    }

    String codeAsked() {
        askedFor();
        visitor = browser().open(link()).press("/start");
        return "/journey/code";
    }

    /**
     * @return the code that no longer counts
     */
    String anotherCode() {
        codeAsked();
        String first = code(northwind, request);
        clock.advance(Duration.ofMinutes(2));
        visitor.press("/journey/code/another");
        return first;
    }

    String sessionEnded() {
        signedIn();
        Db.all().sql("update visit set ended_at = now() where request_id = ?").param(request).update();
        return "/journey/again";
    }

    String signedIn() {
        codeAsked();
        visitor.press("/journey/code", "code", code(northwind, request));
        return "/journey/software";
    }

    /** As a colleague who has the code as well. */
    Browser elsewhere() {
        clock.advance(Duration.ofMinutes(2)); // one code a minute
        return signedIn(northwind, request);
    }

    String selected(String software) {
        signedIn();
        visitor.press("/journey/software", "software", software);
        return "/journey/consent";
    }

    String consented(String software) {
        selected(software);
        visitor.press("/journey/consent", SPEND);
        return visitor.at();
    }

    String declined() {
        selected(Customer.QUICKBOOKS);
        visitor.open("/journey/decline").press("/journey/decline", "reason", "…");
        return "/journey/declined";
    }

    String declinedByAnother() {
        selected(Customer.QUICKBOOKS);
        northwind.as(() -> progress.declined(request, "…", Actor.customer(Ids.next())));
        return "/journey/declined";
    }

    void askedAnew() {
        UUID company = Db.all()
            .sql("select company_id from request where id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        northwind.as(() -> requests.request(
                new NewRequest(company, Set.of(Product.SPEND_ANALYSIS), null, null, language, true),
                northwind.actor()));
    }

    /** At the consent, where nothing has to be chosen first. */
    void declines() {
        signedIn();
        visitor.open("/journey/decline").press("/journey/decline");
    }

    String rejected(String reason) {
        consented(Customer.QUICKBOOKS);
        UUID attempt = Ids.next();
        northwind.as(() -> progress.attemptStarted(request, attempt, Actor.customer(null)));
        northwind.as(() -> progress.connectionAuthorised(request, attempt, Actor.customer(null)));
        northwind.as(() -> progress.connectionRejected(request, attempt, reason));
        return "/journey/connect";
    }

    String away() {
        String page = consented(Customer.QUICKBOOKS);
        Db.all().sql("""
                insert into provider_outage (id, software, began_at)
                values (gen_random_uuid(), 'quickbooks-online', now() - interval '20 minutes')""").update();
        return page;
    }

    String toProvider() {
        consented(Customer.QUICKBOOKS);
        visitor.press("/journey/connect", "administrator", "yes");
        return visitor.at();
    }

    String checking() {
        ofBooks(SampleCompany.ACME);
        consented(Customer.QUICKBOOKS);
        new Customer(connections, northwind, request).connects(SampleCompany.ACME);
        return "/journey/checking";
    }

    String checked(String lines) {
        checking();
        Db.all()
            .sql("update connection_attempt set checks = ?::jsonb where id = ?")
            .params(lines, facts(northwind, request).attemptId())
            .update();
        Db.all()
            .sql("update connection set external_name = 'Acme Manufacturing' where request_id = ?")
            .param(request)
            .update();
        return "/journey/checking";
    }

    String otherBooks() {
        ofBooks(SampleCompany.ACME);
        consented(Customer.QUICKBOOKS);
        new Customer(connections, northwind, request).connects(SampleCompany.BIRCHWOOD);
        verify();
        return "/journey/company";
    }

    String otherBooksSaidToBeRight() {
        otherBooks();
        visitor.open("/journey/company").press("/journey/company", "answer", "right", "reason", "Acme, Birchwood.");
        return "/journey/company";
    }

    String subsidiaries() {
        asked("Northwind Bank", "Calder Foods Inc", Product.SPEND_ANALYSIS);
        consented(SeveralCompanies.CODE);
        northwind.as(() -> connections.connect(request, SeveralCompanies.ACCOUNT, SeveralCompanies.KEY, null,
                Actor.customer(request)));
        verify();
        return "/journey/subsidiaries";
    }

    String netSuite(String way) {
        asked("Northwind Bank", "Acme Trading Ltd", Product.SPEND_ANALYSIS);
        consented("netsuite");
        visitor.press("/journey/netsuite/account", "administrator", "yes", "account", "1234567");
        visitor.press("/journey/netsuite/tick");
        visitor.forge("/journey/netsuite/way", "way", way).follow();
        return "/journey/netsuite";
    }

    String netSuiteKept() {
        String page = netSuite("TBA");
        visitor.press("/journey/netsuite/tick", "clientId", "a".repeat(64), "clientSecret", "b".repeat(64),
                "tokenSecret", "c".repeat(64));
        return page;
    }

    String netSuiteMending() {
        netSuite("CERTIFICATE");
        Set<Permission> few = new HashSet<>(Permission.ASKED_FOR);
        few.remove(Permission.VENDORS);
        entersNetSuite(few);
        return "/journey/netsuite";
    }

    String lacking() {
        northwind = fixtures.lender("Northwind Bank");
        UUID company = northwind.company("Acme Trading Ltd", "Dora Patel", "GB", language);
        asks(company, Product.SPEND_ANALYSIS);
        consented("netsuite");
        visitor.press("/journey/netsuite/account", "administrator", "yes", "account", "1234567");
        entersNetSuite(Permission.ASKED_FOR);
        asks(company, Product.FINANCIALS);
        clock.advance(Duration.ofMinutes(2)); // one code a minute
        signedIn();
        visitor.press("/journey/consent", "products", "FINANCIALS", "decide", "yes", "name", "Dora Patel", "title",
                "CFO");
        verify();
        return "/journey/connect";
    }

    private void entersNetSuite(Set<Permission> permissions) {
        StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("client_credentials"), null);
        Cookie[] cookies = visitor.jar()
            .entrySet()
            .stream()
            .map(one -> new Cookie(one.getKey(), one.getValue()))
            .toArray(Cookie[]::new);
        byte[] pem = pages.get()
            .uri("/journey/netsuite/certificate.pem")
            .cookie(cookies)
            .exchange()
            .getResponse()
            .getContentAsByteArray();
        String certificate = netSuite.certificate(app.clientId(), netSuite.role(SampleAccount.ACME, permissions),
                new String(pem, StandardCharsets.US_ASCII));
        visitor.open("/journey/netsuite")
            .press("/journey/netsuite", "clientId", app.clientId(), "certificateId", certificate);
        verify();
    }

    String uploaded() {
        consented("sage-50");
        visitor.attach("/journey/upload",
                new MockMultipartFile("files", "bills.csv", "text/csv",
                        "Supplier,Amount\nBirch,1\n".getBytes(StandardCharsets.UTF_8)),
                new MockMultipartFile("files", LONG + ".txt", "text/plain",
                        "a;b\n1;2\n".getBytes(StandardCharsets.UTF_8)))
            .follow();
        return "/journey/done";
    }

    String done() {
        checking();
        verify();
        return "/journey/done";
    }

    /**
     * @param page of what is shared, whose access is lost then
     */
    String lost(String page) {
        Connected.losesAccess(connection());
        return page;
    }

    /**
     * @param page of what is shared, and is no longer then
     */
    String ended(String page) {
        northwind.as(() -> facts(northwind, request).byFile()
                ? ends.files(request, SharingEnd.ENDED_BY_CUSTOMER, Actor.customer(null))
                : ends.connection(connection(), request, SharingEnd.ENDED_BY_CUSTOMER, Actor.customer(null)));
        return page;
    }

    String lostAndItsLink() {
        done();
        return lost(link());
    }

    String endedAndItsLink() {
        done();
        return ended(link());
    }

    private UUID connection() {
        return Db.all().sql("select id from connection where request_id = ?").param(request).query(UUID.class).single();
    }

    /**
     * @param ended whether everything has been read once
     */
    String reading(boolean ended) {
        done();
        UUID connection = connection();
        Db.all().sql("delete from sync_position where connection_id = ?").param(connection).update();
        Db.all()
            .sql("""
                    insert into sync_position
                        (connection_id, data_type, lender_id, request_id, state, records, last_synced_at)
                    values (:connection, 'VENDORS', :lender, :request, 'DONE', 40, now()),
                           (:connection, 'BILLS', :lender, :request, 'RUNNING', 1250,
                               case when :ended then now() end)""")
            .param("connection", connection)
            .param("lender", northwind.id())
            .param("request", request)
            .param("ended", ended)
            .update();
        return "/journey/done";
    }

    /** What ends is asked for ahead of it: the request is the one to renew. */
    String renewal(Renewal.What what) {
        done();
        UUID connection = connection();
        Instant end = clock.instant().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
        Db.all()
            .sql("update consent set ends_at = ? where request_id = ?")
            .params(Timestamp.from(end), request)
            .update();
        request = northwind.as(() -> renewals.ask(connection, new Renewal(what, end))).orElseThrow();
        clock.advance(Duration.ofMinutes(2)); // one code a minute
        return link();
    }

    /** One more product is asked for, over a connection that works. */
    String moreLink() {
        done();
        String link = asks(northwind.as(() -> views.get(request)).company().id(), Product.FINANCIALS);
        clock.advance(Duration.ofMinutes(2)); // one code a minute
        return link;
    }

    String reconnection() {
        reconnectionLink();
        signedIn();
        return "/journey/connect";
    }

    String reconnectionLink() {
        done();
        UUID connection = connection();
        Connected.losesAccess(connection);
        request = northwind.inTransaction(() -> requests.reconnect(connection)).orElseThrow();
        clock.advance(Duration.ofMinutes(2)); // one code a minute
        return link();
    }

    String reconnected() {
        reconnection();
        new Customer(connections, northwind, request).connects(SampleCompany.ACME);
        verify();
        return "/journey/done";
    }

    String consentRenewed() {
        renewal(Renewal.What.CONSENT);
        signedIn();
        visitor.press("/journey/consent", SPEND).follow();
        return "/journey/done";
    }

    String choices() {
        askedFor();
        return choices(visitor);
    }

    /**
     * @param press what is pressed there first
     */
    String choices(String press, String... fields) {
        askedFor();
        String page = choices(visitor);
        visitor.open(page).press(press, fields);
        return page;
    }

    private String choices(Browser looking) {
        URI address = northwind.inTransaction(() -> mailed.choices(views.get(request)));
        looking.open(address.getPath());
        return address.getPath();
    }

    String notMe() {
        return asked() + "/not-me";
    }

    /** A mail to the contact came back. */
    void cameBack() {
        northwind.as(() -> contacts.bounced(request, views.get(request).contactEmail()));
    }

    String helpAsked() {
        signedIn();
        visitor.open("/journey/help").press("/journey/help", "question", "NetSuite, QuickBooks?");
        return "/journey/help?asked";
    }

    String helpAnswered() {
        helpAsked();
        northwind.as(() -> help.answer(request, "QuickBooks.", northwind.actor()));
        return "/journey/help";
    }

    /** The person who shares asks for a code at the fixed address. */
    String manageCode() {
        UUID company = northwind.as(() -> views.get(request)).facts().companyId();
        visitor = browser().open("/manage").press("/manage", "email", northwind.contactEmail(company));
        return "/manage/code";
    }

    void anotherManageCode() {
        clock.advance(Duration.ofMinutes(2));
        visitor.press("/manage/code/another");
    }

    String manage() {
        manageCode();
        UUID company = northwind.as(() -> views.get(request)).facts().companyId();
        UUID id = Db.all()
            .sql("select id from manage_code where email = ? order by created_at desc limit 1")
            .param(northwind.contactEmail(company))
            .query(UUID.class)
            .single();
        visitor.press("/manage/code", "code", manage.mailed(id).digits());
        return "/manage/sharings";
    }

    String manageOf(String below) {
        done();
        UUID connection = connection();
        manage();
        return "/manage/sharings/" + connection + below;
    }

    /** They work with other software and have said so. */
    String changing(String below) {
        String page = manageOf(below);
        visitor.open(manageOf(page, "/other-software"))
            .press("/change", "cutOver", LocalDate.now(clock).minusMonths(2).toString());
        return page;
    }

    private static String manageOf(String page, String below) {
        return page.substring(0, "/manage/sharings/".length() + 36) + below;
    }

    /**
     * @param software that is selected; empty for none
     */
    String changed(String page, String software) {
        changing("");
        if (!software.isEmpty()) {
            visitor.open("/journey/software").press("/journey/software", "software", software);
        }
        return page;
    }

    String changeLink() {
        changing("");
        return link(northwind, change());
    }

    /** The request that is to replace what is connected. */
    UUID change() {
        return Db.all()
            .sql("select request_id from software_change where old_connection = ?")
            .param(connection())
            .query(UUID.class)
            .single();
    }

    String manageEnded() {
        String page = manageOf("/end");
        visitor.open(page).press("/end");
        return "/manage/sharings?ended";
    }

    String manageLost() {
        reconnection();
        return manage();
    }

    /** A lender to whom nothing has happened yet. */
    Fixtures.Bank lender() {
        return fixtures.lender("Northwind Bank");
    }

    /** A page of the lender's about the company. */
    String company(String below) {
        return "/portal/companies/" + northwind.as(() -> views.get(request)).company().id() + below;
    }

    /** A page of the lender's about the request, once this has happened. */
    String of(Consumer<Scenes> happens, String below) {
        happens.accept(this);
        return "/portal/requests/" + request + below;
    }

    /** The lender's page about what is connected. */
    String data() {
        return "/portal/connections/" + connection();
    }

    /** Somebody who owns a company is about to be disabled. */
    String disabling() {
        asked();
        return "/portal/settings/people/" + northwind.owner() + "/disable";
    }

    /** The cookies of this lender's person, who has just signed in. */
    Map<String, String> signedIn(Role role) {
        String email = role == Role.RELATIONSHIP_MANAGER ? northwind.ownerEmail() : person(northwind, role);
        return super.browser().open("/sign-in").press("/sign-in", "email", email, "password", PASSWORD).jar();
    }

    private void ofBooks(SampleCompany company) {
        if (request == null) {
            northwind = fixtures.lender("Northwind Bank");
            asks(northwind.company(company.legalName(), "Dora Patel", company.country(), language),
                    Product.SPEND_ANALYSIS);
        }
    }

    private void verify() {
        Verification.Start start = northwind.inTransaction(() -> verification.begin(request));
        if (start.verdict() == null) {
            northwind.as(() -> verification.verify(start.work()));
        }
    }

}
