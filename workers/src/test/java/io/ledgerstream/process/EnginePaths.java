package io.ledgerstream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fixture.Customer;
import fixture.EngineTest;
import fixture.Fixtures;
import fixture.MovableClock;
import io.camunda.client.CamundaClient;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.CompanyMatches;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.connection.ProviderCalls;
import io.ledgerstream.connection.Subsidiaries;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.request.Contacts;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.Reentry;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import standin.mail.StandInMail;
import standin.postgres.Db;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/**
 * What the tests of paths share: requests of two lenders on the one engine, driven as the
 * pages drive them, and looked at in the database first. Each test ends what it started.
 */
@EngineTest
abstract class EnginePaths {

    static final StandInMail INBOX = StandInMail.shared();

    @Autowired
    Fixtures fixtures;

    @Autowired
    Connections connections;

    @Autowired
    CompanyMatches matches;

    @Autowired
    Subsidiaries subsidiaries;

    @Autowired
    ProviderCalls calls;

    @Autowired
    RequestProgress progress;

    @Autowired
    Requests requests;

    @Autowired
    RequestViews views;

    @Autowired
    Contacts contacts;

    @Autowired
    Help help;

    @Autowired
    Reentry reentry;

    @Autowired
    CamundaClient client;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    Fixtures.Bank northwind;

    Fixtures.Bank harbour;

    /** The request that the test is about. */
    UUID request;

    private UUID othersRequest;

    @BeforeEach
    void twoLendersAsk() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
        othersRequest = harbour.request(harbour.company("Beacon Foods Inc"));
    }

    @AfterEach
    void endWhatWasStarted() {
        clock.reset();
        INBOX.healthy();
        StandInQuickBooks.shared().healthy();
        assertThat(harbour.as(() -> views.facts(othersRequest)).status()).as("the other lender's request")
            .isEqualTo(RequestStatus.REQUESTED);
        harbour.cancel(othersRequest, null);
        if (request != null) {
            if (status().open()) {
                northwind.cancel(request, null);
            }
            settles();
        }
    }

    /** Asks a company whose books can be connected: Calder Foods. */
    UUID asked() {
        request = northwind.request(northwind.company("Calder Foods Inc"));
        return request;
    }

    /** A company that was connected and has lost its access: the request to mend that. */
    UUID accessLost() {
        connected();
        return accessIsLost();
    }

    void connected() {
        asked();
        northwind.consented(request);
        customer().connects(SampleCompany.CALDER);
        settles();
    }

    /** The customer ends it over there, and we find out at the next call. */
    UUID accessIsLost() {
        UUID connection = connection();
        StandInQuickBooks.shared().endAccess(SampleCompany.CALDER);
        northwind.as(() -> calls.call(connection, Customer.QUICKBOOKS, Provider::company));
        request = northwind.as(() -> views.reconnection(facts().companyId())).orElseThrow().id();
        return request;
    }

    /**
     * The request's instance is gone, as after an accident, and the request is entered
     * again.
     */
    void losesItsInstance() {
        client.newCancelInstanceCommand(instance()).send().join();
        northwind.inTransaction(() -> reentry.enterAgain(request));
    }

    long instance() {
        return Db.all().sql("select instance_key from request where id = ?").param(request).query(Long.class).single();
    }

    UUID connection() {
        return Db.all()
            .sql("select c.id from connection c where c.company_id = ? order by c.state_changed_at desc limit 1")
            .param(facts().companyId())
            .query(UUID.class)
            .single();
    }

    Customer customer() {
        return new Customer(connections, northwind, request);
    }

    Actor someone() {
        return Actor.customer(null);
    }

    RequestFacts facts() {
        return northwind.as(() -> views.facts(request));
    }

    RequestView view() {
        return northwind.as(() -> views.get(request));
    }

    RequestStatus status() {
        return facts().status();
    }

    void settles() {
        await().until(() -> settled(request));
    }

    static boolean settled(UUID request) {
        return Db.all()
            .sql("select settled_at is not null from request where id = ?")
            .param(request)
            .query(Boolean.class)
            .single();
    }

    /** Exactly these user tasks wait. */
    void waitsAt(String... elements) {
        await().untilAsserted(() -> assertThat(open()).containsExactlyInAnyOrder(elements));
    }

    /**
     * The journey's own place, whatever else waits beside it: the selection, or
     * connecting where a connection is mended.
     */
    String firstStep() {
        return facts().reconnection() ? Elements.CONNECT_SOFTWARE : Elements.SELECT_SOFTWARE;
    }

    List<String> open() {
        return Db.all()
            .sql("select element from task where request_id = ? and closed_at is null")
            .param(request)
            .query(String.class)
            .list();
    }

    /** Kinds of the mails that were sent for the request, in no order. */
    List<String> mails() {
        return Db.all()
            .sql("select kind from mail where request_id = ? and state = 'SENT'")
            .param(request)
            .query(String.class)
            .list();
    }

    void mailed(String... kinds) {
        await().untilAsserted(() -> assertThat(mails()).contains(kinds));
    }

    /** One invitation has come there, and none follows it: the process has gone on. */
    void invited(String address) {
        await().untilAsserted(() -> assertThat(INBOX.to(address)).hasSize(1));
    }

    List<String> happened() {
        return Db.all()
            .sql("select action from audit where request_id = ? order by at, id")
            .param(request)
            .query(String.class)
            .list();
    }

}
