package io.ledgerstream.sync.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.ConnectedBooks;
import fixture.Customer;
import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.consent.ConsentOffers;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.consent.Given;
import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.platform.TechnicalFailure;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.sync.DataStanding;
import io.ledgerstream.sync.SyncPages;
import io.ledgerstream.sync.SyncPositions;
import io.ledgerstream.sync.Syncs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import standin.postgres.Db;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/**
 * From the customer's return to data, as the workers take it there, without an engine:
 * jobs come twice and late.
 */
@OnboardingTest
@TestPropertySource(properties = "ledgerstream.workers.enabled=false")
class ConnectingWorkersTest {

    private static final Answer DONE = Answer.done();

    private static final Answer MATCHES = Answer.done(Map.of("chooseSubsidiaries", false, "companyMatches", true));

    private static final Answer REJECTED = Answer.businessError("connection-rejected");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private List<OnboardingWorker> workers;

    @Autowired
    private Connections connections;

    @Autowired
    private ConsentOffers offers;

    @Autowired
    private Consents consents;

    @Autowired
    private RequestViews views;

    @Autowired
    private Syncs syncs;

    @Autowired
    private SyncPositions positions;

    @Autowired
    private SyncPages pages;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    private UUID request;

    @BeforeEach
    void aCustomerBackFromQuickBooks() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
        request = backFromQuickBooks(northwind, SampleCompany.ACME);
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.healthy();
        ConnectedBooks.nobodyIsPaused();
    }

    private UUID backFromQuickBooks(Fixtures.Bank bank, SampleCompany company) {
        UUID asked = bank.request(bank.companyOf(company));
        bank.atConsent(asked);
        RequestView view = bank.as(() -> views.get(asked));
        bank.as(() -> consents.give(view, offers.of(view, "en"),
                new Given(Set.of(Product.SPEND_ANALYSIS), "Dora Patel", "Finance director"), Actor.customer(null)));
        new Customer(connections, bank, asked).connects(company);
        return asked;
    }

    @Test
    @Tag("V1")
    void verificationLinksTheConnectionBeforeTheProcessHearsOfItAndAnswersTheSameAgain() {
        assertThat(work(northwind, request, Jobs.VERIFY_CONNECTION)).isEqualTo(MATCHES);
        assertThat(northwind.as(() -> views.facts(request)).status()).isEqualTo(RequestStatus.CONNECTED);

        assertThat(work(northwind, request, Jobs.VERIFY_CONNECTION)).isEqualTo(MATCHES);
    }

    @Test
    void aRejectionIsAnErrorThatTheModelCatchesAndAPauseCostsNoRetry() {
        quickBooks.fail(Endpoint.COMPANY_INFO, Failure.throttled().with("Retry-After", "5").times(1));
        assertThat(work(northwind, request, Jobs.VERIFY_CONNECTION)).isInstanceOfSatisfying(Answer.Later.class,
                later -> assertThat(later.delay()).isEqualTo(Duration.ofSeconds(5)));
        ConnectedBooks.nobodyIsPaused();

        quickBooks.fail(Endpoint.COMPANY_INFO,
                Failure.fault(403, "AuthorizationFault", "5020", "Permission Denied").times(1));
        assertThat(work(northwind, request, Jobs.VERIFY_CONNECTION)).isEqualTo(REJECTED);
        assertThat(work(northwind, request, Jobs.VERIFY_CONNECTION)).isEqualTo(REJECTED);
    }

    @Test
    void anOutageFailsTheJobWithARemedyAndWithoutSecrets() {
        quickBooks.fail(Endpoint.COMPANY_INFO, Failure.down());

        assertThatThrownBy(() -> work(northwind, request, Jobs.VERIFY_CONNECTION)).isInstanceOf(TechnicalFailure.class)
            .hasMessageContaining("503")
            .hasMessageContaining("resolve this incident")
            .hasMessageNotContaining(SampleCompany.ACME.realmId());
    }

    @Test
    @Tag("S1")
    void theStreamIsPlannedOnceAndReadByTheRunnerForAllLenders() {
        UUID others = backFromQuickBooks(harbour, SampleCompany.CALDER);
        for (int twice = 0; twice < 2; twice++) {
            assertThat(work(northwind, request, Jobs.VERIFY_CONNECTION)).isEqualTo(MATCHES);
            assertThat(work(northwind, request, Jobs.START_DATA_STREAM)).isEqualTo(DONE);
        }
        work(harbour, others, Jobs.VERIFY_CONNECTION);
        work(harbour, others, Jobs.START_DATA_STREAM);

        SyncRunner oneNode = new SyncRunner(positions, pages);
        SyncRunner anotherNode = new SyncRunner(positions, pages);
        oneNode.start();
        anotherNode.start();
        try {
            Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> done(northwind, request) && done(harbour, others));
        }
        finally {
            oneNode.stop();
            anotherNode.stop();
        }

        assertThat(northwind.as(() -> syncs.of(request))).extracting(DataStanding::records).containsSequence(40, 1250);
        assertThat(harbour.as(() -> syncs.of(others))).extracting(DataStanding::records).containsSequence(15, 220);
        assertThat(Db.all()
            .sql("select count(*) from record where lender_id = ? and data_type = 'BILLS'")
            .param(northwind.id())
            .query(Integer.class)
            .single()).isEqualTo(1250);
    }

    @Test
    void aRunnerThatWasStoppedReadsNoMoreAndCanBeStartedAgain() {
        SyncRunner runner = new SyncRunner(positions, pages);
        runner.start();
        runner.stop();
        work(northwind, request, Jobs.VERIFY_CONNECTION);
        work(northwind, request, Jobs.START_DATA_STREAM);
        assertThat(northwind.as(() -> syncs.of(request)))
            .allMatch(standing -> standing.state() == DataStanding.State.PLANNED);

        runner.start();
        runner.wake();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> done(northwind, request));
        }
        finally {
            runner.stop();
        }
    }

    @Test
    void aRequestThatIsNotConnectedHasNoStream() {
        assertThatThrownBy(() -> work(northwind, request, Jobs.START_DATA_STREAM)).isInstanceOf(TechnicalFailure.class);
        assertThat(northwind.as(() -> syncs.of(request))).isEmpty();
    }

    private boolean done(Fixtures.Bank bank, UUID asked) {
        return bank.as(() -> syncs.of(asked))
            .stream()
            .allMatch(standing -> standing.state() == DataStanding.State.DONE);
    }

    private Answer work(Fixtures.Bank bank, UUID asked, String jobType) {
        OnboardingWorker worker = workers.stream()
            .filter(candidate -> candidate.jobType().equals(jobType))
            .findFirst()
            .orElseThrow();
        var job = new OnboardingJob(1, 4711, "Element", asked, bank.id(), 1, Map.of(), Map.of());
        return bank.as(() -> worker.work(job));
    }

}
