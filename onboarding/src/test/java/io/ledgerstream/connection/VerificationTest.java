package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.ConnectedBooks;
import fixture.Customer;
import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.connection.Check.State;
import io.ledgerstream.provider.Aspect;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.Policy;
import io.ledgerstream.platform.TechnicalFailure;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

@OnboardingTest
@Tag("V1")
class VerificationTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private Verification verification;

    @Autowired
    private Checks checks;

    @Autowired
    private RequestViews views;

    @Autowired
    private Lenders lenders;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    private UUID request;

    private Customer customer;

    @BeforeEach
    void aCustomerBackFromQuickBooks() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
        request = northwind.request(northwind.companyOf(SampleCompany.ACME));
        northwind.consented(request);
        customer = new Customer(connections, northwind, request);
        customer.connects(SampleCompany.ACME);
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.healthy();
        ConnectedBooks.nobodyIsPaused();
    }

    @Test
    void everyCheckIsMadeAndTheCompanyReadBackBeforeTheConnectionIsLinked() {
        assertThat(checking().checks()).allMatch(check -> check.state() == State.WAITING).hasSize(8);

        assertThat(verify()).isEqualTo(new Verdict.Verified());

        assertThat(checking().checks()).extracting(Check::name)
            .containsExactly(Aspect.SIGNED_IN, Aspect.COMPANY, Aspect.CHART_OF_ACCOUNTS, Aspect.SUPPLIERS, Aspect.BILLS,
                    Aspect.PAYMENTS, Aspect.EXPENSES, Aspect.FIRST_PAGE);
        assertThat(checking().checks()).allMatch(check -> check.state() == State.DONE);
        assertThat(checking().companyName()).isEqualTo("Acme Manufacturing Ltd");
        assertThat(connection()).containsEntry("state", "LINKED")
            .containsEntry("external_legal_name", "Acme Manufacturing Limited")
            .containsEntry("external_country", "GB");
        assertThat(northwind.as(() -> views.facts(request)).status()).isEqualTo(RequestStatus.CONNECTED);
    }

    @Test
    @Tag("V4")
    void anotherCurrencyIsPointedOutOnly() {
        Db.all()
            .sql("update company set home_currency = 'EUR' where id = ?")
            .param(northwind.as(() -> views.facts(request)).companyId())
            .update();
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(checking().checks()).contains(new Check(Aspect.COMPANY, State.NOTED, "other-currency"));
        assertThat(connection()).containsEntry("external_currency", "GBP");
    }

    @Test
    @Tag("V4")
    void theCurrencyThatIsExpectedIsNothingToPointOut() {
        Db.all()
            .sql("update company set home_currency = 'GBP' where id = ?")
            .param(northwind.as(() -> views.facts(request)).companyId())
            .update();
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(state(Aspect.COMPANY)).isEqualTo(State.DONE);
    }

    @Test
    @Tag("V4")
    void sampleBooksAreRefusedUnlessTheLenderTakesThem() {
        connectsTheSandbox();
        assertThat(verify()).isEqualTo(new Verdict.Rejected());
        assertThat(checking().checks()).contains(new Check(Aspect.COMPANY, State.FAILED, "sample-books"));
        assertThat(northwind.as(() -> views.get(request)).attemptReason()).isEqualTo("sample-books");
        Policy policy = northwind.as(() -> lenders.current()).policy();
        northwind.as(() -> lenders.changePolicy(
                new Policy(policy.dueDays(), policy.linkDays(), policy.reminderFirstDays(), policy.reminderEveryDays(),
                        policy.reminderMax(), policy.reminderBeforeDueDays(), policy.consentMonths(),
                        policy.eraseAfterDays(), policy.renewalFirstDays(), policy.renewalLastDays(), true),
                northwind.actor()));
        customer.connects(SampleCompany.SANDBOX);
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(checking().checks()).contains(new Check(Aspect.COMPANY, State.NOTED, "sample-books"));
        assertThat(Db.all()
            .sql("select sample from connection where request_id = ? and state = 'LINKED'")
            .param(request)
            .query(Boolean.class)
            .single()).isTrue();
    }

    private void connectsTheSandbox() {
        request = northwind.request(northwind.companyOf(SampleCompany.SANDBOX));
        northwind.consented(request);
        customer = new Customer(connections, northwind, request);
        customer.connects(SampleCompany.SANDBOX);
    }

    @Test
    @Tag("V4")
    void emptyBooksAreConnectedAndMarked() {
        request = northwind.request(northwind.companyOf(SampleCompany.EMPTY));
        northwind.consented(request);
        new Customer(connections, northwind, request).connects(SampleCompany.EMPTY);
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(checking().checks()).contains(new Check(Aspect.FIRST_PAGE, State.NOTED, "nothing-to-analyse"));
        assertThat(northwind.as(() -> views.get(request)).flags()).containsExactly(Flag.NOTHING_TO_ANALYSE);
    }

    @Test
    void anotherLenderSeesNoneOfIt() {
        verify();

        assertThat(harbour.as(() -> checks.of(request)).begun()).isFalse();
        assertThat(harbour.as(() -> checks.of(request)).companyName()).isNull();
    }

    @Test
    void askedAgainItAnswersTheSameWithoutACall() {
        verify();
        int calls = quickBooks.ledger().size();

        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(quickBooks.ledger()).hasSize(calls);
    }

    @Test
    void twoAtOnceComeToOneResult() {
        Verification.Work work = northwind.inTransaction(() -> verification.begin(request)).work();

        assertThat(northwind.<Verdict>as(() -> verification.verify(work))).isEqualTo(new Verdict.Verified());
        assertThat(northwind.<Verdict>as(() -> verification.verify(work))).isEqualTo(new Verdict.Verified());
        assertThat(Db.all()
            .sql("select count(*) from audit where request_id = ? and action = 'connection-verified'")
            .param(request)
            .query(Integer.class)
            .single()).isOne();
    }

    @Test
    void aPermissionThatIsMissingRejectsTheConnectionAndSaysWhich() {
        quickBooks.fail(Endpoint.QUERY,
                Failure.fault(403, "AuthorizationFault", "5020", "Permission Denied").where("from BillPayment"));

        assertThat(verify()).isEqualTo(new Verdict.Rejected());

        assertThat(state(Aspect.BILLS)).isEqualTo(State.DONE);
        assertThat(checking().checks()).contains(new Check(Aspect.PAYMENTS, State.FAILED, "no-permission-payments"));
        assertThat(state(Aspect.EXPENSES)).isEqualTo(State.WAITING);
        assertThat(checking().reason()).isEqualTo("no-permission-payments");
        assertThat(northwind.as(() -> views.get(request)).attemptReason()).isEqualTo("no-permission-payments");
        assertThat(northwind.as(() -> views.facts(request)).step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
        assertThat(connection()).containsEntry("state", "UNLINKED").doesNotContainEntry("revoke_due_at", null);
    }

    @Test
    void aRejectedConnectionIsFollowedByOneOfItsOwn() {
        quickBooks.fail(Endpoint.COMPANY_INFO,
                Failure.fault(403, "AuthorizationFault", "5020", "Permission Denied").times(1));
        verify();

        customer.connects(SampleCompany.ACME);
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(checking().companyName()).isEqualTo("Acme Manufacturing Ltd");
        assertThat(Db.all()
            .sql("select state from connection where request_id = ? order by id")
            .param(request)
            .query(String.class)
            .list()).containsExactly("UNLINKED", "LINKED");
    }

    @Test
    void anAttemptThatWasRejectedIsABusinessOutcomeHoweverOftenItIsAsked() {
        quickBooks.fail(Endpoint.COMPANY_INFO,
                Failure.fault(200, "AuthorizationFault", "5020", "Permission Denied").times(1));
        verify();

        assertThat(verify()).isEqualTo(new Verdict.Rejected());
        customer.goes();
        assertThat(verify()).isEqualTo(new Verdict.Rejected());
    }

    @Test
    void aTokenRefusedOnceIsRenewedAndTheCheckGoesOn() {
        quickBooks.fail(Endpoint.COMPANY_INFO, Failure.fault(401, "AUTHENTICATION", "3200", "Token expired").times(1));

        assertThat(verify()).isEqualTo(new Verdict.Verified());
    }

    @Test
    void accessThatIsOverRejectsTheConnection() {
        quickBooks.fail(Endpoint.COMPANY_INFO, Failure.fault(401, "AUTHENTICATION", "3200", "Token expired"));

        assertThat(verify()).isEqualTo(new Verdict.Rejected());
        assertThat(checking().reason()).isEqualTo("access-ended");
    }

    @Test
    void anOutageDecidesNothingAndNamesTheRemedy() {
        quickBooks.fail(Endpoint.QUERY, Failure.down().where("from Vendor"));

        assertThatThrownBy(this::verify).isInstanceOf(TechnicalFailure.class)
            .hasMessageContaining("SUPPLIERS")
            .hasMessageContaining("resolve this incident");
        assertThat(state(Aspect.COMPANY)).isEqualTo(State.DONE);
        assertThat(northwind.as(() -> views.facts(request)).step()).isEqualTo(RequestStep.CHECKING);
        quickBooks.healthy();
        ConnectedBooks.nobodyIsPaused();
        assertThat(verify()).isEqualTo(new Verdict.Verified());
    }

    @Test
    void aProviderThatIsBusyIsLeftAlone() {
        quickBooks.fail(Endpoint.QUERY, Failure.throttled().with("Retry-After", "9").times(1));

        assertThat(verify()).isEqualTo(new Verdict.Later(Duration.ofSeconds(9)));
    }

    @Test
    @Tag("X12")
    void aRequestCancelledDuringTheChecksIsNotLinked() {
        Verification.Work work = northwind.inTransaction(() -> verification.begin(request)).work();
        northwind.cancel(request, "no longer needed");

        assertThat(northwind.<Verdict>as(() -> verification.verify(work))).isEqualTo(new Verdict.Rejected());
        assertThat(connection()).containsEntry("state", "UNLINKED");
        assertThat(northwind.as(() -> views.facts(request)).status()).isEqualTo(RequestStatus.CANCELLED);
    }

    @Test
    void beforeAnybodyWentToTheProviderThereIsNothingToCheck() {
        UUID fresh = northwind.request(northwind.company("Birch Ltd"));
        northwind.signedIn(fresh);

        Checking checking = northwind.as(() -> checks.of(fresh));
        assertThat(checking.begun()).isFalse();
        assertThat(checking.checks()).isEmpty();
        assertThat(northwind.inTransaction(() -> verification.begin(fresh)).verdict())
            .isEqualTo(new Verdict.Rejected());
    }

    @Test
    void theChecksReadAndWriteNothing() {
        verify();

        assertThat(quickBooks.writes()).isEmpty();
    }

    private Verdict verify() {
        Verification.Start start = northwind.inTransaction(() -> verification.begin(request));
        return start.verdict() != null ? start.verdict() : northwind.as(() -> verification.verify(start.work()));
    }

    private Checking checking() {
        return northwind.as(() -> checks.of(request));
    }

    private State state(Aspect aspect) {
        return checking().checks().stream().filter(check -> check.name() == aspect).findFirst().orElseThrow().state();
    }

    private Map<String, Object> connection() {
        List<Map<String, Object>> rows = Db.all()
            .sql("select * from connection where request_id = ?")
            .param(request)
            .query()
            .listOfRows();
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

}
