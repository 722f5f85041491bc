package io.ledgerstream.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.ConnectedBooks;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.consent.ConsentOffers;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.consent.Given;
import io.ledgerstream.platform.TechnicalFailure;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import io.ledgerstream.sync.DataStanding.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.Books;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

@OnboardingTest
@Tag("S1")
class SyncPagesTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConsentOffers offers;

    @Autowired
    private Consents consents;

    @Autowired
    private RequestViews views;

    @Autowired
    private Requests requests;

    @Autowired
    private ConnectedBooks books;

    @Autowired
    private Syncs syncs;

    @Autowired
    private SyncPositions positions;

    @Autowired
    private SyncPages pages;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    private UUID request;

    @BeforeEach
    void aConnectedCompanyAndNothingElseDue() {
        books.nothingIsDue();
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
        request = connected(northwind, SampleCompany.BIRCHWOOD);
    }

    /** Its bills fill two pages. */
    private void withTwoPages() {
        Db.all().sql("delete from sync_position").update();
        request = connected(northwind, SampleCompany.ACME);
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.healthy();
        ConnectedBooks.nobodyIsPaused();
        clock.reset();
    }

    private UUID connected(Fixtures.Bank bank, SampleCompany company) {
        UUID asked = bank.request(bank.companyOf(company));
        bank.atConsent(asked);
        RequestView view = bank.as(() -> views.get(asked));
        bank.as(() -> consents.give(view, offers.of(view, "en"),
                new Given(Set.of(Product.SPEND_ANALYSIS), "Dora Patel", "Finance director"), Actor.customer(null)));
        books.connect(bank, asked, company);
        return asked;
    }

    @Test
    void theFirstReadBringsSuppliersBillsAndPaymentsToTheLastPage() {
        withTwoPages();
        books.readAll();

        assertThat(standing(DataType.VENDORS).records())
            .isEqualTo(quickBooks.books(SampleCompany.ACME).all("Vendor").size())
            .isEqualTo(40);
        assertThat(standing(DataType.BILLS).records()).isEqualTo(1250);
        assertThat(standing(DataType.PAYMENTS).records())
            .isEqualTo(quickBooks.books(SampleCompany.ACME).all("BillPayment").size());
        assertThat(standings()).allMatch(
                standing -> standing.state() == State.DONE && standing.error() == null && standing.dataAsOf() != null);
        assertThat(stored("BILLS")).isEqualTo(1250);
    }

    @Test
    @Tag("S8")
    void noTaxOrBankNumberIsStored() {
        Set<String> forbidden = quickBooks.books(SampleCompany.BIRCHWOOD).neverToBeStored();
        assertThat(forbidden).isNotEmpty();
        books.readAll();

        assertThat(storedWith("text", forbidden)).isEmpty();
        assertThat(storedWith("lower(text)", Set.of("taxid", "acctnum", "privatenote"))).isEmpty();
    }

    /** Which of these words stand in any record. */
    private static List<String> storedWith(String text, Set<String> words) {
        return Db.all()
            .sql("with stored as materialized (select received::text || normalised::text as text from record) "
                    + "select word from unnest(?::text[]) word where exists (select from stored where strpos(" + text
                    + ", word) > 0)")
            .param(words.toArray(String[]::new))
            .query(String.class)
            .list();
    }

    @Test
    @Tag("V4")
    void theMarkOfEmptyBooksGoesWithTheFirstRecentBill() {
        Db.all().sql("delete from sync_position").update();
        request = connected(northwind, SampleCompany.EMPTY);
        assertThat(flags()).containsExactly(Flag.NOTHING_TO_ANALYSE);
        LocalDate today = LocalDate.now(clock);
        bill(1, today.minusMonths(13));
        pages.pull(due(DataType.BILLS));
        assertThat(flags()).as("too long ago").containsExactly(Flag.NOTHING_TO_ANALYSE);
        bill(2, today.minusMonths(11));
        Db.all().sql("""
                update sync_position set position = null, state = 'PLANNED', next_at = now() - interval '1 second'
                where request_id = ?""").param(request).update();
        pages.pull(due(DataType.BILLS));
        assertThat(flags()).isEmpty();
    }

    @AfterEach
    void theEmptyBooksAreEmptyAgain() {
        Books books = quickBooks.books(SampleCompany.EMPTY);
        books.all("Bill")
            .forEach(bill -> books.delete("Bill", Long.parseLong(bill.get("Id").toString()), clock.instant()));
    }

    private void bill(long id, LocalDate day) {
        quickBooks.books(SampleCompany.EMPTY)
            .put("Bill", id, clock.instant(), Map.of("TxnDate", day.toString(), "TotalAmt", 10));
    }

    private List<Flag> flags() {
        return northwind.as(() -> views.get(request)).flags();
    }

    @Test
    void countsAreTheLendersOwn() {
        UUID others = connected(harbour, SampleCompany.CALDER);
        books.readAll();

        assertThat(harbour.as(() -> syncs.of(others))).extracting(DataStanding::records).containsSequence(15, 220);
        assertThat(harbour.as(() -> syncs.of(request))).isEmpty();
        assertThat(Db.all()
            .sql("""
                    select distinct lender_id from record
                    where connection_id = (select id from connection where request_id = ?)""")
            .param(others)
            .query(UUID.class)
            .list()).containsExactly(harbour.id());
    }

    @Test
    void planningAgainChangesNothing() {
        books.readAll();
        List<DataStanding> before = standings();

        northwind.inTransaction(() -> syncs.plan(request));
        assertThat(standings()).isEqualTo(before);
        assertThat(positions.lease(10)).isEmpty();
    }

    @Test
    void aRequestWithoutAConnectionHasNothingToRead() {
        UUID fresh = northwind.request(northwind.company("Birch Ltd"));

        assertThatThrownBy(() -> northwind.inTransaction(() -> syncs.plan(fresh))).isInstanceOf(TechnicalFailure.class);
        assertThat(northwind.as(() -> syncs.of(fresh))).isEmpty();
    }

    @Test
    void aReadThatIsCutOffGoesOnAtItsLastPage() {
        withTwoPages();
        Due first = due(DataType.BILLS);
        pages.pull(first);

        assertThat(standing(DataType.BILLS))
            .satisfies(standing -> assertThat(standing.state()).isEqualTo(State.RUNNING))
            .satisfies(standing -> assertThat(standing.records()).isEqualTo(1000))
            .satisfies(standing -> assertThat(standing.dataAsOf()).isNull());
        long queries = billQueries();
        books.readAll();
        assertThat(standing(DataType.BILLS).records()).isEqualTo(1250);
        assertThat(billQueries() - queries).as("the second page, and those that are older and still open").isEqualTo(2);
    }

    @Test
    void thePageOfANodeThatDiedIsReadAgainAndCountedOnce() {
        withTwoPages();
        Due died = due(DataType.BILLS);
        assertThat(positions.lease(10)).noneMatch(due -> due.type() == DataType.BILLS);
        Db.all().sql("update sync_position set leased_until = now() - interval '1 second'").update();

        books.readAll();
        pages.pull(died); // it was only stopped, and comes back late

        assertThat(standing(DataType.BILLS).records()).isEqualTo(1250);
        assertThat(standing(DataType.BILLS).state()).isEqualTo(State.DONE);
    }

    @Test
    void ofTwoNodesWithTheSamePageOneCounts() {
        withTwoPages();
        Due same = due(DataType.BILLS);
        pages.pull(same);
        pages.pull(same);

        assertThat(standing(DataType.BILLS).records()).isEqualTo(1000);
        books.readAll();
        assertThat(standing(DataType.BILLS).records()).isEqualTo(stored("BILLS")).isEqualTo(1250);
    }

    @Test
    void aRowThatChangesWhilePagesAreReadLosesNoOther() {
        withTwoPages();
        pages.pull(due(DataType.BILLS));
        for (Map<String, Object> read : northwindsFirstBills(3)) {
            quickBooks.books(SampleCompany.ACME)
                .change("Bill", Long.parseLong(read.get("Id").toString()), clock.instant(), read);
        }
        books.readAll();

        assertThat(stored("BILLS")).isEqualTo(1250);
        assertThat(standing(DataType.BILLS).records()).isEqualTo(1250);
    }

    /**
     * Or what changed after its page was read, and what was told of it, would wait for a
     * whole interval.
     */
    @Test
    @Tag("S3")
    void aReadOfSeveralPagesIsAsOfItsBeginning() {
        withTwoPages();
        Instant before = clock.instant();
        pages.pull(due(DataType.BILLS));
        clock.advance(Duration.ofMinutes(10));
        Db.all()
            .sql("update sync_position set told_at = ? where data_type = 'BILLS'")
            .param(java.sql.Timestamp.from(clock.instant()))
            .update();
        clock.advance(Duration.ofMinutes(10));
        pages.pull(due(DataType.BILLS));
        pages.pull(due(DataType.BILLS));

        assertThat(standing(DataType.BILLS).dataAsOf()).isBetween(before, before.plusSeconds(60));
        assertThat(positions.lease(10)).as("what was told while it was read is read at once")
            .anyMatch(due -> due.type() == DataType.BILLS && due.position() != null);
    }

    @Test
    void aBusyProviderIsLeftAloneForAsLongAsItAsks() {
        quickBooks.fail(Endpoint.QUERY, Failure.throttled().with("Retry-After", "30").times(1));
        pages.pull(due(DataType.VENDORS));

        assertThat(positions.lease(10)).noneMatch(due -> due.type() == DataType.VENDORS);
        assertThat(standing(DataType.VENDORS).error()).isNull();
        clock.advance(Duration.ofSeconds(31));
        books.readAll();
        assertThat(standing(DataType.VENDORS).records()).isEqualTo(12);
    }

    @Test
    void anOutageIsWaitedOut() {
        quickBooks.fail(Endpoint.QUERY, Failure.answer(200, "text/html", "<html>proxy</html>").times(1));
        pages.pull(due(DataType.VENDORS));

        assertThat(standing(DataType.VENDORS).error()).isEqualTo("provider-unavailable");
        clock.advance(Duration.ofMinutes(1));
        books.readAll();
        assertThat(standing(DataType.VENDORS)).satisfies(standing -> assertThat(standing.error()).isNull())
            .satisfies(standing -> assertThat(standing.records()).isEqualTo(12));
    }

    /**
     * One row with a time that no database takes: it comes, without it, and keeps none of
     * the others out.
     */
    @Test
    void aChangeBeforeAllYearsIsStoredWithoutItsTime() {
        quickBooks.fail(Endpoint.QUERY, Failure.answer(200, "application/json", """
                {"QueryResponse": {"Bill": [{"Id": "1", "Balance": 10, "MetaData": {"LastUpdatedTime":
                 "2026-01-01T00:00:00Z"}}, {"Id": "2", "Balance": 10, "MetaData": {"LastUpdatedTime":
                 "0000-01-01T00:00:00Z"}}]}}""").where("from Bill ").times(1));
        books.readAll();

        assertThat(standing(DataType.BILLS)).satisfies(standing -> assertThat(standing.state()).isEqualTo(State.DONE))
            .satisfies(standing -> assertThat(standing.records()).isEqualTo(2));
        assertThat(stored("BILLS")).isEqualTo(2);
    }

    @Test
    void whatCannotBeStoredIsSaidAndTriedLaterAndLater() {
        Db.all().sql("alter table record add constraint no_vendors check (data_type <> 'VENDORS') not valid").update();
        try {
            Due due = due(DataType.VENDORS);
            pages.pull(due);
            assertThat(standing(DataType.VENDORS))
                .satisfies(standing -> assertThat(standing.state()).isEqualTo(State.FAILED))
                .satisfies(standing -> assertThat(standing.error()).isEqualTo("not-stored"))
                .satisfies(standing -> assertThat(standing.nextAt()).isBetween(clock.instant().plusSeconds(1),
                        clock.instant().plusSeconds(8)));
            assertThat(errorsKept(DataType.VENDORS)).containsExactly("not-stored");
            assertThat(positions.lease(10)).noneMatch(leased -> leased.type() == DataType.VENDORS);
            clock.advance(Duration.ofSeconds(8));
            pages.pull(due(DataType.VENDORS));
            assertThat(standing(DataType.VENDORS).nextAt()).isAfter(clock.instant().plusSeconds(8));
        }
        finally {
            Db.all().sql("alter table record drop constraint no_vendors").update();
        }
        clock.advance(Duration.ofMinutes(1));
        books.readAll();
        assertThat(standing(DataType.VENDORS)).satisfies(standing -> assertThat(standing.error()).isNull())
            .satisfies(standing -> assertThat(standing.records()).isEqualTo(12));
        assertThat(errorsKept(DataType.VENDORS)).isEmpty();
    }

    private List<String> errorsKept(DataType type) {
        return Db.all()
            .sql("select error from sync_run where connection_id = ? and data_type = ? and error is not null")
            .params(standing(type).connectionId(), type.name())
            .query(String.class)
            .list();
    }

    @Test
    void whatMayNotBeReadIsSaidAndTriedLater() {
        quickBooks.fail(Endpoint.QUERY,
                Failure.fault(200, "AuthorizationFault", "5020", "Permission Denied")
                    .where("from BillPayment")
                    .times(1));
        books.readAll();

        assertThat(standing(DataType.PAYMENTS))
            .satisfies(standing -> assertThat(standing.state()).isEqualTo(State.FAILED))
            .satisfies(standing -> assertThat(standing.error()).isEqualTo("not-permitted"));
        clock.advance(Duration.ofHours(7));
        books.readAll();
        assertThat(standing(DataType.PAYMENTS).state()).isEqualTo(State.DONE);
    }

    @Test
    void accessThatTheCustomerEndedStopsTheReadAndTheConnectionSaysSo() {
        quickBooks.endAccess(SampleCompany.BIRCHWOOD);
        books.readAll();

        assertThat(standings()).isNotEmpty()
            .allMatch(standing -> standing.state() == State.FAILED && "access-lost".equals(standing.error()));
        assertThat(Db.all()
            .sql("select state from connection where request_id = ?")
            .param(request)
            .query(String.class)
            .single()).isEqualTo("DEAUTHORIZED");
        assertThat(stored("BILLS")).isZero();
    }

    /**
     * Whoever finds the loss: the kinds of data whose turn comes later were not ended by
     * the customer, and stay with the request that shares them.
     */
    @Test
    @Tag("S4")
    void whatWasReadBeforeAccessWasLostStillCountsAndComesBackWhereItWas() {
        books.readAll();
        UUID connection = standing(DataType.BILLS).connectionId();
        Instant asOf = northwind.as(() -> syncs.dataAsOf(connection)).orElseThrow();
        Db.all().sql("update connection set state = 'DEAUTHORIZED' where id = ?").param(connection).update();
        clock.advance(Duration.ofHours(25));
        books.readAll();
        assertThat(standings()).isNotEmpty()
            .allMatch(standing -> "access-lost".equals(standing.error()) && !standing.ended());
        assertThat(northwind.as(() -> syncs.dataAsOf(connection))).contains(asOf);

        UUID mending = northwind.inTransaction(() -> requests.reconnect(connection).orElseThrow());
        Db.all().sql("update connection set state = 'LINKED' where id = ?").param(connection).update();
        northwind.inTransaction(() -> syncs.plan(mending));
        assertThat(standings()).isNotEmpty()
            .allMatch(standing -> standing.error() == null && standing.nextAt() != null);
        assertThat(northwind.as(() -> syncs.of(mending))).isEmpty();
    }

    @Test
    void nothingIsReadOnceTheConsentHasEnded() {
        long calls = quickBooks.ledger(Endpoint.QUERY).size();
        Db.all()
            .sql("update consent set ended_at = ? where request_id = ?")
            .params(java.sql.Timestamp.from(clock.instant()), request)
            .update();
        books.readAll();

        assertThat(quickBooks.ledger(Endpoint.QUERY)).hasSize((int) calls);
        assertThat(standings()).allMatch(standing -> "sharing-ended".equals(standing.error()));
    }

    @Test
    void aPageThatComesAfterTheConsentHasRunOutIsNotStored() {
        Due late = due(DataType.VENDORS);
        Instant end = Db.all()
            .sql("select ends_at from consent where request_id = ?")
            .param(request)
            .query(java.sql.Timestamp.class)
            .single()
            .toInstant();
        clock.moveTo(end);
        pages.pull(late);

        assertThat(stored("VENDORS")).isZero();
    }

    @Test
    void readingIsAllThatIsDone() {
        books.readAll();

        assertThat(quickBooks.writes()).isEmpty();
    }

    /** Leases everything and gives the others back, as a node that has only this one. */
    private Due due(DataType type) {
        List<Due> all = positions.lease(10);
        Db.all().sql("update sync_position set leased_until = null where data_type <> ?").param(type.name()).update();
        return all.stream().filter(due -> due.type() == type).findFirst().orElseThrow();
    }

    private List<DataStanding> standings() {
        return northwind.as(() -> syncs.of(request));
    }

    private DataStanding standing(DataType type) {
        return standings().stream().filter(standing -> standing.type() == type).findFirst().orElseThrow();
    }

    private int stored(String type) {
        return Db.all().sql("""
                select count(*) from record r join connection c on c.id = r.connection_id
                where c.request_id = ? and r.data_type = ?""").params(request, type).query(Integer.class).single();
    }

    private List<Map<String, Object>> northwindsFirstBills(int number) {
        Set<String> read = Set.copyOf(Db.all()
            .sql("select external_id from record where data_type = 'BILLS' and connection_id = "
                    + "(select id from connection where request_id = ?) order by changed_at limit ?")
            .params(request, number)
            .query(String.class)
            .list());
        return quickBooks.books(SampleCompany.ACME)
            .all("Bill")
            .stream()
            .filter(bill -> read.contains(bill.get("Id").toString()))
            .toList();
    }

    private long billQueries() {
        return quickBooks.ledger(Endpoint.QUERY)
            .stream()
            .filter(call -> call.target().contains("from Bill ") && call.target().contains("1000"))
            .count();
    }

}
