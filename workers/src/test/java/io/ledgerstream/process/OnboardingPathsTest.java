package io.ledgerstream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fixture.Customer;
import fixture.EngineTest;
import fixture.Fixtures;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Selection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import standin.engine.StandInEngine;
import standin.postgres.Db;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/**
 * One test for each outcome of the process, on the engine, with the workers and
 * everything they call. The database first.
 */
@EngineTest
@Tag("P1")
class OnboardingPathsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private RequestProgress progress;

    @Autowired
    private RequestViews views;

    @Autowired
    private JdbcClient jdbc;

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    private UUID request;

    private UUID othersRequest;

    @BeforeEach
    void twoLendersAskTwoCompanies() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
        request = northwind.request(northwind.companyOf(SampleCompany.BIRCHWOOD));
        othersRequest = harbour.request(harbour.company("Beacon Foods Inc"));
    }

    @AfterEach
    void endWhatWasStarted() {
        assertThat(harbour.as(() -> views.facts(othersRequest)).status()).as("the other lender's request")
            .isEqualTo(RequestStatus.REQUESTED);
        StandInQuickBooks.shared().healthy();
        harbour.cancel(othersRequest, null);
        if (status().open()) {
            northwind.cancel(request, null);
        }
        settles();
    }

    @Test
    @Tag("P2")
    void aCustomerWhoConnectsHasTheDataFlowing() {
        waitsAt(Elements.SELECT_SOFTWARE);
        northwind.atConsent(request);
        waitsAt(Elements.GIVE_CONSENT);
        northwind.consents(request, Customer.QUICKBOOKS);
        waitsAt(Elements.CONNECT_SOFTWARE);
        customer().connects(SampleCompany.BIRCHWOOD);
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(mails()).containsExactlyInAnyOrder("INVITATION", "LENDER_CONNECTED", "CUSTOMER_CONNECTED");
        assertThat(planned()).as("first pages planned").isEqualTo(6);
    }

    @Test
    @Tag("P3")
    void anOperatorReadsReferenceAndStatusAtTheInstance() {
        assertThat(waitsFor("status", "REQUESTED")).containsKey("reference");
        northwind.atConsent(request);
        waitsFor("status", "IN_PROGRESS");
        northwind.cancel(request, "Asked by mistake.");
        waitsFor("status", "CANCELLED");
    }

    private Map<String, String> waitsFor(String variable, String value) {
        return await().until(() -> {
            long instance = Db.all()
                .sql("select coalesce(instance_key, 0) from request where id = ?")
                .param(request)
                .query(Long.class)
                .single();
            return StandInEngine.shared().variables(instance);
        }, variables -> ("\"" + value + "\"").equals(variables.get(variable)));
    }

    @Test
    @Tag("P4")
    void theProcessCarriesIdsDatesAndOutcomesOnlyInLessThan512Bytes() {
        northwind.consented(request);
        customer().connects(SampleCompany.BIRCHWOOD);
        settles();
        long instance = Db.all()
            .sql("select instance_key from request where id = ?")
            .param(request)
            .query(Long.class)
            .single();
        Map<String, String> variables = StandInEngine.shared().variables(instance);
        assertThat(variables.keySet()).contains("requestId", "lenderId", "software")
            .isSubsetOf("requestId", "lenderId", "entry", "reference", "status", "software", "byFile", "reminderAt",
                    "dueAt", "consentOutcome", "connectOutcome", "chooseSubsidiaries", "companyMatches");
        assertThat(variables.toString()).doesNotContain("Acme", "Dora", "@", "http");
        int bytes = variables.entrySet().stream().mapToInt(v -> v.getKey().length() + v.getValue().length() + 4).sum();
        assertThat(bytes).isLessThan(512);
    }

    @Test
    void aCustomerWhoIsAheadOfTheProcessIsCaughtUpWith() {
        northwind.consented(request);
        customer().connects(SampleCompany.BIRCHWOOD);
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(mails()).contains("INVITATION", "CUSTOMER_CONNECTED");
    }

    @Test
    void aCustomerWhoDeclinesIsTheEndAndTheLenderIsTold() {
        northwind.declined(request, "Not now, thank you.");
        settles();
        assertThat(status()).isEqualTo(RequestStatus.DECLINED);
        assertThat(mails()).contains("LENDER_DECLINED").doesNotContain("CUSTOMER_CONNECTED");
    }

    @Test
    void aRejectedConnectionGoesBackToTheInstructionsAndCanBeMended() {
        StandInQuickBooks.shared()
            .fail(Endpoint.QUERY, Failure.fault(403, "AuthorizationFault", "3100", "ApplicationAuthorizationFailed")
                .where("from Bill "));
        northwind.consented(request);
        customer().connects(SampleCompany.BIRCHWOOD);
        await().untilAsserted(() -> assertThat(northwind.as(() -> views.get(request)).attemptReason()).isNotNull());
        waitsAt(Elements.CONNECT_SOFTWARE);
        assertThat(status()).isEqualTo(RequestStatus.IN_PROGRESS);
        StandInQuickBooks.shared().healthy();
        customer().connects(SampleCompany.BIRCHWOOD);
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
    }

    @Test
    void aChangeOfSoftwareLeadsBackThroughTheSelectionAndAsksForConsentAgain() {
        northwind.consented(request);
        waitsAt(Elements.CONNECT_SOFTWARE);
        northwind.as(() -> progress.selectSoftware(request, Selection.direct("netsuite"), Actor.customer(null)));
        waitsAt(Elements.GIVE_CONSENT);
        northwind
            .as(() -> progress.selectSoftware(request, Selection.direct("quickbooks-online"), Actor.customer(null)));
        await().untilAsserted(() -> assertThat(carried(Elements.GIVE_CONSENT)).isEqualTo("quickbooks-online"));
    }

    @Test
    void aRequestWhoseDueDateHasPassedExpires() {
        UUID company = northwind.company("Late Ltd");
        // in one transaction, so that nothing of it is sent before: the timer fires as
        // soon as it is set
        UUID late = northwind.inTransaction(() -> {
            UUID id = northwind.request(company);
            jdbc.sql("update request set due_at = requested_at where id = ?").param(id).update();
            return id;
        });
        await().until(() -> settled(late));
        assertThat(northwind.as(() -> views.facts(late)).status()).isEqualTo(RequestStatus.EXPIRED);
        assertThat(mailsOf(late)).contains("LENDER_EXPIRED");
    }

    @ParameterizedTest(name = "while it waits at {0}")
    @EnumSource(Wait.class)
    @Tag("X12")
    void aRequestThatIsCancelledEndsAtEveryWait(Wait wait) {
        switch (wait) {
            case NOTHING_YET -> {
            }
            case SELECTION -> waitsAt(Elements.SELECT_SOFTWARE);
            case CONSENT -> {
                northwind.atConsent(request);
                waitsAt(Elements.GIVE_CONSENT);
            }
            case CONNECTION -> {
                northwind.consented(request);
                waitsAt(Elements.CONNECT_SOFTWARE);
            }
        }
        northwind.cancel(request, "Asked by mistake.");
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CANCELLED);
        assertThat(records()).isZero();
    }

    enum Wait {

        NOTHING_YET, SELECTION, CONSENT, CONNECTION

    }

    private Customer customer() {
        return new Customer(connections, northwind, request);
    }

    private RequestStatus status() {
        return northwind.as(() -> views.facts(request)).status();
    }

    private void settles() {
        await().until(() -> settled(request));
    }

    private static boolean settled(UUID id) {
        return EnginePaths.settled(id);
    }

    private void waitsAt(String element) {
        await().untilAsserted(() -> assertThat(open()).containsExactly(element));
    }

    private List<String> open() {
        return Db.all()
            .sql("select element from task where request_id = ? and closed_at is null")
            .param(request)
            .query(String.class)
            .list();
    }

    private String carried(String element) {
        return Db.all()
            .sql("select software from task where request_id = ? and closed_at is null and element = ?")
            .params(request, element)
            .query(String.class)
            .optional()
            .orElse(null);
    }

    private List<String> mails() {
        return mailsOf(request);
    }

    private List<String> mailsOf(UUID id) {
        return Db.all()
            .sql("select kind from mail where request_id = ? and state = 'SENT'")
            .param(id)
            .query(String.class)
            .list();
    }

    private int planned() {
        return Db.all()
            .sql("select count(*) from sync_position where request_id = ?")
            .param(request)
            .query(Integer.class)
            .single();
    }

    private long records() {
        return Db.all()
            .sql("select count(*) from record r join connection c on c.id = r.connection_id where c.request_id = ?")
            .param(request)
            .query(Long.class)
            .single();
    }

}
