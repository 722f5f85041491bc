package io.ledgerstream.sync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fixture.ConnectedBooks;
import fixture.Fixtures;
import fixture.MovableClock;
import io.ledgerstream.PageTest;
import io.ledgerstream.Statements;
import io.ledgerstream.sync.Due;
import io.ledgerstream.sync.SyncPages;
import io.ledgerstream.sync.SyncPositions;
import io.ledgerstream.sync.ToldChanges;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;
import standin.postgres.StandInPostgres;
import standin.quickbooks.Books;
import standin.quickbooks.Endpoint;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;
import standin.quickbooks.Webhooks;
import standin.quickbooks.Webhooks.Event;

/** QuickBooks tells that something has changed. */
@Tag("S2")
class WebhooksTest extends PageTest {

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private SyncPositions positions;

    @Autowired
    private SyncPages pulls;

    @Autowired
    private ToldChanges told;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private final Books books = quickBooks.books(SampleCompany.DELTA);

    private UUID connection;

    private UUID others;

    @BeforeEach
    void twoLendersReadTheSameBooks() {
        connected.nothingIsDue();
        connection = connect("Northwind Bank");
        others = connect("Harbour Credit");
        connected.readAll();
        clock.advance(Duration.ofHours(2));
    }

    private UUID connect(String lender) {
        Fixtures.Bank bank = fixtures.lender(lender);
        UUID request = bank.request(bank.companyOf(SampleCompany.DELTA));
        bank.consented(request);
        return connected.connect(bank, request, SampleCompany.DELTA);
    }

    @AfterEach
    void systemTime() {
        Db.all().sql("delete from told_change").update();
        quickBooks.healthy();
        clock.reset();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void whatIsToldIsReadWithinSecondsAtEveryLenderAndNothingElseIs(boolean cloudEvents) {
        long bill = anyBill();
        books.change("Bill", bill, clock.instant(), Map.of("DocNumber", "told-" + cloudEvents));
        assertThat(tell(cloudEvents, event("e-1", "Bill", bill))).hasStatusOk();

        assertThat(positions.lease(20)).as("not before more may come").isEmpty();
        clock.advance(Duration.ofSeconds(6));
        List<Due> due = positions.lease(20);
        assertThat(due).extracting(Due::connectionId).containsExactlyInAnyOrder(connection, others);
        assertThat(due).allMatch(one -> one.type().name().equals("BILLS"));
        due.forEach(pulls::pull);
        assertThat(stored(connection, bill)).isEqualTo("told-" + cloudEvents);
        assertThat(stored(others, bill)).isEqualTo("told-" + cloudEvents);
    }

    @Test
    void whatIsToldTwiceIsReadOnce() {
        Event event = event("e-2", "Bill", anyBill());
        tell(true, event);
        clock.advance(Duration.ofSeconds(6));
        connected.readAll();
        int calls = quickBooks.ledger(Endpoint.CHANGES).size();
        clock.advance(Duration.ofMinutes(1));
        assertThat(tell(true, event)).hasStatusOk();
        clock.advance(Duration.ofSeconds(6));
        connected.readAll();
        assertThat(quickBooks.ledger(Endpoint.CHANGES)).hasSize(calls);
    }

    @Test
    void aThousandAtOnceInNoOrderTakeOneStatementAndLeadToOneRead() {
        List<Event> events = new ArrayList<>(
                IntStream.range(0, 1000).mapToObj(n -> event("many-" + n, "Bill", anyBill())).toList());
        Collections.shuffle(events, new Random(3));
        String body = Webhooks.cloudEvents(events);
        assertThat(Statements.of(() -> assertThat(post(body, Webhooks.signature(body))).hasStatusOk())).isEqualTo(1);
        clock.advance(Duration.ofSeconds(6));
        int calls = quickBooks.ledger(Endpoint.CHANGES).size();
        connected.readAll();
        assertThat(quickBooks.ledger(Endpoint.CHANGES)).as("one for each connection").hasSize(calls + 2);
    }

    @Test
    void whatIsToldWhileItIsReadIsReadAgain() {
        tell(true, event("e-3", "Bill", anyBill()));
        clock.advance(Duration.ofSeconds(6));
        List<Due> reading = positions.lease(20);
        clock.advance(Duration.ofSeconds(1));
        tell(true, event("e-4", "Bill", anyBill()));
        clock.advance(Duration.ofSeconds(-1));
        reading.forEach(pulls::pull);
        clock.advance(Duration.ofSeconds(40));
        assertThat(positions.lease(20)).extracting(Due::connectionId).contains(connection, others);
    }

    @Test
    void manyChangesDoNotWearOutTheAccount() {
        for (int n = 0; n < 10; n++) {
            tell(true, event("often-" + n, "Bill", anyBill()));
            clock.advance(Duration.ofSeconds(6));
            connected.readAll();
        }
        assertThat(Db.all()
            .sql("select count(*) from sync_run where connection_id = ? and data_type = 'BILLS'")
            .param(connection)
            .query(Integer.class)
            .single()).as("a minute's changes, read at most every half a minute, after the first read")
            .isLessThanOrEqualTo(4);
    }

    @Test
    void aMergeIsKeptAsSuch() {
        var vendors = books.all("Vendor");
        long from = Long.parseLong(vendors.get(0).get("Id").toString());
        long into = Long.parseLong(vendors.get(1).get("Id").toString());
        books.merge(from, into, clock.instant());
        assertThat(tell(false, Event.merge("m-1", SampleCompany.DELTA, from, into, clock.instant()))).hasStatusOk();
        told.merge(10);
        clock.advance(Duration.ofSeconds(6));
        connected.readAll();
        for (UUID one : List.of(connection, others)) {
            assertThat(Db.all()
                .sql("""
                        select deleted and merged_into = ? from record
                        where connection_id = ? and data_type = 'VENDORS' and external_id = ?""")
                .params(Long.toString(into), one, Long.toString(from))
                .query(Boolean.class)
                .single()).isTrue();
        }
        assertThat(told.merge(10)).as("once").isZero();
    }

    /** Whichever of the two it is: it is tried again until both have it. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aMergeThatFailsAtOneLenderIsKeptThereToo(boolean first) throws Exception {
        var vendors = books.all("Vendor");
        long from = Long.parseLong(vendors.get(0).get("Id").toString());
        long into = Long.parseLong(vendors.get(1).get("Id").toString());
        tell(false, Event.merge("m-2", SampleCompany.DELTA, from, into, clock.instant()));
        UUID busy = first ? connection : others;
        try (Connection elsewhere = StandInPostgres.shared().superuser().getConnection();
                Statement statement = elsewhere.createStatement()) {
            elsewhere.setAutoCommit(false);
            statement.execute("select from sync_position where connection_id = '" + busy
                    + "' and data_type = 'VENDORS' for update");
            int merged = whileItWaitsIsCancelled(() -> told.merge(10), statement);
            assertThat(merged).isPositive();
            elsewhere.rollback();
        }
        assertThat(mergedInto(first ? others : connection, from)).isEqualTo(Long.toString(into));
        assertThat(mergedInto(busy, from)).isNull();
        assertThat(told.merge(10)).isPositive();
        assertThat(mergedInto(busy, from)).isEqualTo(Long.toString(into));
        assertThat(told.merge(10)).isZero();
    }

    /** Sooner than by the timeout for locks, which takes five seconds. */
    private static <T> T whileItWaitsIsCancelled(Callable<T> work, Statement holder) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<T> working = threads.submit(work);
            await().until(() -> working.isDone() || cancelsWhoWaitsFor(holder));
            return working.get();
        }
    }

    /** CASE, so that nobody else is cancelled: conditions are in no order. */
    private static boolean cancelsWhoWaitsFor(Statement holder) throws SQLException {
        return holder.executeQuery("""
                select from pg_stat_activity
                where case when pg_backend_pid() = any(pg_blocking_pids(pid)) then pg_cancel_backend(pid) end""")
            .next();
    }

    private static String mergedInto(UUID connection, long vendor) {
        return Db.all()
            .sql("""
                    select coalesce(merged_into, '') from record
                    where connection_id = ? and data_type = 'VENDORS' and external_id = ?""")
            .params(connection, Long.toString(vendor))
            .query(String.class)
            .single()
            .transform(into -> into.isEmpty() ? null : into);
    }

    @Test
    void whatWasNeverToldComesWithTheDailyRead() {
        long bill = anyBill();
        books.change("Bill", bill, clock.instant(), Map.of("DocNumber", "lost"));
        clock.advance(Duration.ofHours(25));
        connected.readAll();
        assertThat(stored(connection, bill)).isEqualTo("lost");
    }

    @Test
    void whereSomethingIsInTheWayItsOwnTimeHolds() {
        Db.all()
            .sql("update sync_position set last_error = 'provider-unavailable', next_at = ? where connection_id = ?")
            .params(java.sql.Timestamp.from(clock.instant().plus(Duration.ofMinutes(10))), connection)
            .update();
        tell(true, event("e-5", "Bill", anyBill()));
        clock.advance(Duration.ofSeconds(6));
        assertThat(positions.lease(20)).extracting(Due::connectionId).containsOnly(others);
    }

    @Test
    void whatIsNotReadOrNobodysIsAnsweredAndNotKept() {
        String body = Webhooks.notifications(List.of(event("n-1", "Customer", 5),
                new Event("n-2", "777", "Bill", "1", "Update", null, clock.instant())));
        assertThat(post(body, Webhooks.signature(body))).hasStatusOk();
        assertThat(count()).isZero();
    }

    private Event event(String id, String entity, long record) {
        return Event.of(id, SampleCompany.DELTA, entity, record, "Update", clock.instant());
    }

    private long anyBill() {
        return Long.parseLong(books.all("Bill").getFirst().get("Id").toString());
    }

    private MvcTestResult tell(boolean cloudEvents, Event event) {
        String body = cloudEvents ? Webhooks.cloudEvents(List.of(event)) : Webhooks.notifications(List.of(event));
        return post(body, Webhooks.signature(body));
    }

    private MvcTestResult post(String body, String signature) {
        var request = pages.post().uri("/webhooks/quickbooks-online").content(body.getBytes(StandardCharsets.UTF_8));
        return (signature == null ? request : request.header(Webhooks.HEADER, signature)).exchange();
    }

    private String stored(UUID one, long bill) {
        return Db.all()
            .sql("""
                    select received ->> 'DocNumber' from record
                    where connection_id = ? and data_type = 'BILLS' and external_id = ?""")
            .params(one, Long.toString(bill))
            .query(String.class)
            .single();
    }

    private static int count() {
        return Db.all().sql("select count(*) from told_change").query(Integer.class).single();
    }

}
