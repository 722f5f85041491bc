package io.ledgerstream.sync;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.ConnectedBooks;
import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.provider.netsuite.NetSuiteSetups;
import io.ledgerstream.provider.netsuite.NetSuiteSetups.Brought;
import io.ledgerstream.request.RequestViews;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.netsuite.NetSuiteCall;
import standin.netsuite.Permission;
import standin.netsuite.SampleAccount;
import standin.netsuite.StandInNetSuite;
import standin.postgres.Db;
import standin.quickbooks.Endpoint;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/**
 * What the consent promises: 24 months, and bills still open. Nothing else is kept,
 * whatever changes; what was kept by it stays and is kept up.
 */
@OnboardingTest
@Tag("C6")
@Tag("S8")
class HistoryTest {

    private static final AtomicInteger FIRST = new AtomicInteger();

    private static final String BOOKS = "netsuite_books_5550001.transaction";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private Connections connections;

    @Autowired
    private NetSuiteSetups setups;

    @Autowired
    private RequestViews views;

    @Autowired
    private Syncs syncs;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private final StandInNetSuite netSuite = StandInNetSuite.shared();

    private final LocalDate floor = LocalDate.now(ZoneId.of("Europe/London")).minusMonths(24);

    private final LocalDate old = floor.minusMonths(6);

    /** QuickBooks tells for long what was deleted: each test has ids of its own. */
    private final int first = FIRST.addAndGet(1000);

    private final int asked = netSuite.ledger(SampleAccount.EMPTY).size();

    private final int queried = quickBooks.ledger(Endpoint.QUERY).size();

    private boolean inNetSuite;

    private Fixtures.Bank northwind;

    private UUID request;

    private UUID connection;

    /**
     * What is there: 1 old and paid, 2 old and open, 3 on the first day, 4 a day before,
     * 5 lately; others old and lately.
     */
    private void read(String software) {
        inNetSuite = software.equals(SoftwareCatalog.NETSUITE);
        book(DataType.BILLS, 1, old, "0");
        book(DataType.BILLS, 2, old, "70.50");
        book(DataType.BILLS, 3, floor, "0");
        book(DataType.BILLS, 4, floor.minusDays(1), "0");
        book(DataType.BILLS, 5, floor.plusMonths(20), "0");
        int id = 11;
        for (DataType type : List.of(DataType.PAYMENTS, DataType.CREDITS, DataType.EXPENSES)) {
            book(type, id++, old, "20");
            book(type, id++, floor.plusMonths(3), "0");
        }
        connected.nothingIsDue();
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(inNetSuite ? northwind.company("Empty Harbour Ltd", "Dora Patel", "GB", "en")
                : northwind.companyOf(SampleCompany.EMPTY));
        northwind.consented(request, software);
        if (inNetSuite) {
            connectNetSuite();
            connection = Db.all()
                .sql("select id from connection where request_id = ?")
                .param(request)
                .query(UUID.class)
                .single();
        }
        else {
            connection = connected.connect(northwind, request, SampleCompany.EMPTY);
        }
        connected.readAll();
    }

    private void connectNetSuite() {
        int role = netSuite.role(SampleAccount.EMPTY, Permission.ASKED_FOR);
        String clientId = netSuite.integration(SampleAccount.EMPTY, Set.of("client_credentials"), null).clientId();
        UUID line = northwind.as(() -> views.facts(request)).lineId();
        northwind.as(() -> setups.account(line, SampleAccount.EMPTY.id()));
        String certificate = netSuite.certificate(clientId, role,
                northwind.as(() -> setups.certificate(line)).orElseThrow());
        Brought brought = northwind.as(() -> setups.byCertificate(line, clientId, certificate));
        northwind.as(() -> connections.connect(request, brought.account(), brought.credential(), brought.endsAt(),
                Actor.customer(null)));
        connected.verified(northwind, request);
    }

    @AfterEach
    void theEmptyBooksAreEmptyAgain() {
        Db.all().sql("delete from " + BOOKS).update();
        for (DataType type : DataType.values()) {
            if (type.dated()) {
                quickBooks.books(SampleCompany.EMPTY)
                    .all(entity(type))
                    .forEach(one -> quickBooks.books(SampleCompany.EMPTY)
                        .delete(entity(type), Long.parseLong(one.get("Id").toString()), Instant.now()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { SoftwareCatalog.QUICKBOOKS_ONLINE, SoftwareCatalog.NETSUITE })
    @Tag("S1")
    void theFirstReadAsksForNoMoreThanWasPromised(String software) {
        read(software);
        assertThat(Db.all()
            .sql("select distinct history_from from sync_position where connection_id = ?")
            .param(connection)
            .query(LocalDate.class)
            .list()).containsExactly(floor);
        assertThat(kept(DataType.BILLS)).containsExactlyInAnyOrder(2, 3, 5);
        assertThat(kept(DataType.PAYMENTS)).containsExactly(12);
        assertThat(kept(DataType.CREDITS)).as("of what is open bills alone were promised").containsExactly(14);
        assertThat(kept(DataType.EXPENSES)).containsExactly(16);
        countsAreRight();
        assertThat(Db.all()
            .sql("select coalesce(sum(written), 0) from sync_run where connection_id = ?")
            .param(connection)
            .query(Integer.class)
            .single())
            .isEqualTo(Db.all()
                .sql("select count(*) from record where connection_id = ?")
                .param(connection)
                .query(Integer.class)
                .single());
        if (inNetSuite) {
            assertThat(statements()).isNotEmpty().allMatch(statement -> statement.contains("t.trandate >= TO_DATE("));
        }
        else {
            assertThat(quickBooks.ledger(Endpoint.QUERY)
                .stream()
                .skip(queried)
                .filter(call -> call.target().contains("select * from Bill"))).isNotEmpty()
                .allMatch(call -> call.target().contains("where TxnDate"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { SoftwareCatalog.QUICKBOOKS_ONLINE, SoftwareCatalog.NETSUITE })
    @Tag("S2")
    void aChangeToAnOldPaidBillLeavesNoTraceAndOneThatIsOpenAgainComes(String software) {
        read(software);
        Instant known = lastChange();
        change(DataType.BILLS, 1, old, "0");
        change(DataType.PAYMENTS, 11, old, "0");
        changesAreRead();
        assertThat(kept(DataType.BILLS)).containsExactlyInAnyOrder(2, 3, 5);
        assertThat(kept(DataType.PAYMENTS)).containsExactly(12);
        assertThat(lastChange()).isEqualTo(known);
        assertThat(Db.all()
            .sql("""
                    select written from sync_run where connection_id = ?
                      and data_type = 'BILLS' order by began_at desc, id limit 1""")
            .param(connection)
            .query(Integer.class)
            .single()).isZero();

        change(DataType.BILLS, 1, old, "12");
        changesAreRead();
        assertThat(kept(DataType.BILLS)).containsExactlyInAnyOrder(1, 2, 3, 5);

        change(DataType.BILLS, 1, old, "0");
        changesAreRead();
        assertThat(kept(DataType.BILLS)).as("it was read rightly").contains(1);
        assertThat(balance(1)).isEqualByComparingTo("0");
        countsAreRight();
    }

    /**
     * As after a position that was lost: nobody knows what was missed, and what was paid
     * meanwhile would stay open for ever.
     */
    @ParameterizedTest
    @ValueSource(strings = { SoftwareCatalog.QUICKBOOKS_ONLINE, SoftwareCatalog.NETSUITE })
    @Tag("S2")
    void aSecondReadFromTheBeginningTellsWhatBecameOfWhatIsStored(String software) {
        read(software);
        assertThat(balance(2)).isPositive();
        change(DataType.BILLS, 2, old, "0");
        Db.all().sql("update sync_position set position = null where connection_id = ?").param(connection).update();
        changesAreRead();
        assertThat(balance(2)).isEqualByComparingTo("0");
        assertThat(kept(DataType.BILLS)).as("and no more than was promised").containsExactlyInAnyOrder(2, 3, 5);
        countsAreRight();
    }

    @ParameterizedTest
    @ValueSource(strings = { SoftwareCatalog.QUICKBOOKS_ONLINE, SoftwareCatalog.NETSUITE })
    @Tag("S2")
    void whatWasLeftOutOnPurposeIsNotMissing(String software) {
        read(software);
        change(DataType.BILLS, 2, old, "0");
        book(DataType.BILLS, 6, old, "0"); // made between the others
        for (int day = 0; day < 2; day++) {
            allIdsAreCompared();
            assertThat(kept(DataType.BILLS)).containsExactlyInAnyOrder(2, 3, 5);
            assertThat(balance(2)).as("paid now, and kept").isEqualByComparingTo("0");
            assertThat(Db.all()
                .sql("select count(*) from sync_position where connection_id = ? and read_anew_at is not null")
                .param(connection)
                .query(Integer.class)
                .single()).isZero();
        }
        delete(DataType.BILLS, 2);
        allIdsAreCompared();
        assertThat(kept(DataType.BILLS)).containsExactlyInAnyOrder(3, 5);
        assertThat(kept(DataType.PAYMENTS)).containsExactly(12);
        countsAreRight();

        Db.all()
            .sql("delete from record where connection_id = ? and data_type = 'BILLS' and external_id = ?")
            .params(connection, Integer.toString(first + 3))
            .update();
        Db.all()
            .sql("update sync_position set records = records - 1 where connection_id = ? and data_type = 'BILLS'")
            .param(connection)
            .update();
        allIdsAreCompared();
        assertThat(kept(DataType.BILLS)).as("what may be read and is not there is read")
            .containsExactlyInAnyOrder(3, 5);
        countsAreRight();
    }

    @ParameterizedTest
    @ValueSource(strings = { SoftwareCatalog.QUICKBOOKS_ONLINE, SoftwareCatalog.NETSUITE })
    @Tag("S2")
    void anOldBillThatWasOpenGoesWhenItIsDeleted(String software) {
        read(software);
        delete(DataType.BILLS, 2);
        delete(DataType.BILLS, 1);
        if (inNetSuite) {
            allIdsAreCompared();
        }
        else {
            changesAreRead();
        }
        assertThat(kept(DataType.BILLS)).containsExactlyInAnyOrder(3, 5);
        assertThat(ids(DataType.BILLS, true)).containsExactly(2);
        countsAreRight();
    }

    /** So a first read of nothing asks no more the second time. */
    @Test
    @Tag("S2")
    void whereAllIsOldNoneOfItIsAskedForLater() {
        inNetSuite = true;
        for (int id = 1; id < 5; id++) {
            book(DataType.BILLS, id, old, "0");
        }
        connected.nothingIsDue();
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Empty Harbour Ltd", "Dora Patel", "GB", "en"));
        northwind.consented(request, SoftwareCatalog.NETSUITE);
        connectNetSuite();
        connection = Db.all()
            .sql("select id from connection where request_id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        connected.readAll();
        changesAreRead();
        assertThat(statements().filter(statement -> statement.contains("'VendBill'"))).isNotEmpty()
            .allMatch(statement -> statement.contains("t.trandate >= TO_DATE("));
        change(DataType.BILLS, 4, floor, "0");
        changesAreRead();
        assertThat(kept(DataType.BILLS)).containsExactly(4);
    }

    /** As consents of the same connection for other data, one a month later. */
    @Test
    void theFirstDayIsThatOfTheEarliestConsentForTheseDataByTheCompanysDaysAndStays() {
        read(SoftwareCatalog.QUICKBOOKS_ONLINE);
        Db.all().sql("update sync_position set state = 'FAILED' where connection_id = ?").param(connection).update();
        Db.all().sql("""
                update company set time_zone = 'Pacific/Auckland'
                where id = (select company_id from request where id = ?)""").param(request).update();
        Db.all()
            .sql("update consent set given_at = timestamptz '2026-03-31 12:30:00Z' where request_id = ?")
            .param(request)
            .update();
        northwind.inTransaction(() -> syncs.plan(request));
        assertThat(from()).as("what was read stays as it was promised").isEqualTo(floor);

        Db.all()
            .sql("update sync_position set state = 'FAILED', pages = 0 where connection_id = ?")
            .param(connection)
            .update();
        northwind.inTransaction(() -> syncs.plan(request));
        assertThat(from()).as("nothing of it is left; in Auckland it was April by then")
            .isEqualTo(LocalDate.of(2024, 4, 1));
    }

    /** As V40 finds them: rows that earlier versions have read beyond the promise. */
    @Test
    void whatEarlierVersionsReadBeyondItGoesWithTheUpgrade() throws IOException {
        read(SoftwareCatalog.QUICKBOOKS_ONLINE);
        for (String row : List.of("BILLS 101 " + old + " 0 false", "BILLS 102 " + old + " 9 false",
                "BILLS 103 " + old + " 9 true", "BILLS 104 " + floor + " 0 true", "PAYMENTS 105 " + old + " 9 false")) {
            String[] of = row.split(" ");
            Db.all()
                .sql("""
                        insert into record (lender_id, connection_id, data_type, external_id, received,
                                            normalised, deleted, synced_at)
                        select lender_id, id, :type, :id, '{}',
                               jsonb_build_object('date', cast(:date as text), 'balance', cast(:balance as numeric)),
                               cast(:deleted as boolean), now()
                        from connection where id = :connection""")
                .param("type", of[0])
                .param("id", Integer.toString(first + Integer.parseInt(of[1])))
                .param("date", of[2])
                .param("balance", of[3])
                .param("deleted", of[4])
                .param("connection", connection)
                .update();
        }
        Db.all().sql("""
                update sync_position set records = records + case data_type when 'BILLS' then 2 else 1 end
                where connection_id = ? and data_type in ('BILLS', 'PAYMENTS')""").param(connection).update();
        countsAreRight();
        String migration = Files.readString(Path.of("src/main/resources/db/migration/V40__history_as_promised.sql"))
            .replaceAll("(?m)^--.*", "");
        List<String> onRows = Arrays.stream(migration.split(";"))
            .map(String::strip)
            .filter(one -> one.startsWith("update") || one.startsWith("with"))
            .toList();
        assertThat(onRows).hasSize(3);
        onRows.forEach(one -> Db.all().sql(one).update());

        assertThat(from()).isEqualTo(floor);
        assertThat(kept(DataType.BILLS)).containsExactlyInAnyOrder(2, 3, 5, 102);
        assertThat(ids(DataType.BILLS, true)).containsExactly(104);
        assertThat(kept(DataType.PAYMENTS)).containsExactly(12);
        countsAreRight();
    }

    private LocalDate from() {
        return Db.all()
            .sql("select history_from from sync_position where connection_id = ? and data_type = 'BILLS'")
            .param(connection)
            .query(LocalDate.class)
            .single();
    }

    /** By which dated records were asked for in NetSuite. */
    private Stream<String> statements() {
        return netSuite.ledger(SampleAccount.EMPTY)
            .stream()
            .skip(asked)
            .map(NetSuiteCall::statement)
            .filter(statement -> statement != null && statement.contains("t.exchangerate"));
    }

    private List<Integer> kept(DataType type) {
        return ids(type, false);
    }

    private List<Integer> ids(DataType type, boolean deleted) {
        return Db.all()
            .sql("select external_id::int - ? from record where connection_id = ? and data_type = ? and deleted = ?")
            .params(first, connection, type.name(), deleted)
            .query(Integer.class)
            .list();
    }

    private BigDecimal balance(int bill) {
        return Db.all()
            .sql("""
                    select normalised ->> 'balance' from record
                    where connection_id = ? and data_type = 'BILLS' and external_id = ?""")
            .params(connection, Integer.toString(first + bill))
            .query(BigDecimal.class)
            .single();
    }

    private Instant lastChange() {
        return Db.all()
            .sql("select last_change_at from sync_position where connection_id = ? and data_type = 'BILLS'")
            .param(connection)
            .query((row, n) -> java.util.Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
            .single()
            .orElse(null);
    }

    private void countsAreRight() {
        assertThat(Db.all().sql("""
                select p.data_type from sync_position p where p.connection_id = ? and p.records <> (
                    select count(*) from record r where r.connection_id = p.connection_id
                      and r.data_type = p.data_type and not r.deleted)""").param(connection).query(String.class).list())
            .isEmpty();
    }

    private void changesAreRead() {
        Db.all()
            .sql("update sync_position set next_at = now() - interval '1 minute' where connection_id = ?")
            .param(connection)
            .update();
        connected.readAll();
    }

    /** As once a day, and after more than change data capture tells. */
    private void allIdsAreCompared() {
        Db.all().sql("""
                update sync_position set next_at = now() - interval '1 minute',
                    swept_at = now() - interval '21 hours' where connection_id = ?""").param(connection).update();
        if (!inNetSuite) {
            Db.all()
                .sql("update sync_position set position = ? where connection_id = ? and position like '@%'")
                .params("@" + Instant.now().minus(Duration.ofDays(31)), connection)
                .update();
        }
        connected.readAll();
    }

    private void book(DataType type, int id, LocalDate day, String balance) {
        put(type, id, day, balance, day.atTime(9, 0).toInstant(ZoneOffset.UTC));
    }

    private void change(DataType type, int id, LocalDate day, String balance) {
        put(type, id, day, balance, Instant.now());
    }

    private void put(DataType type, int id, LocalDate day, String balance, Instant changed) {
        if (inNetSuite) {
            Db.all()
                .sql("insert into " + BOOKS + """
                         values (:id, :type, 'T-1', :day, null, null, 1, 1, 100, cast(:balance as numeric), \
                        :changed)
                        on conflict (id) do update set trandate = excluded.trandate, \
                        foreignamountunpaid = excluded.foreignamountunpaid, \
                        lastmodifieddate = excluded.lastmodifieddate""")
                .param("id", first + id)
                .param("type",
                        Map.of(DataType.BILLS, "VendBill", DataType.PAYMENTS, "VendPymt", DataType.CREDITS, "VendCred",
                                DataType.EXPENSES, "Check")
                            .get(type))
                .param("day", day)
                .param("balance", balance)
                .param("changed", changed.atZone(ZoneOffset.UTC).toLocalDateTime())
                .update();
        }
        else {
            quickBooks.books(SampleCompany.EMPTY)
                .put(entity(type), first + id, changed,
                        Map.of("TxnDate", day.toString(), "TotalAmt", 100, "Balance", new BigDecimal(balance)));
        }
    }

    private void delete(DataType type, int id) {
        if (inNetSuite) {
            Db.all().sql("delete from " + BOOKS + " where id = ?").param(first + id).update();
        }
        else {
            quickBooks.books(SampleCompany.EMPTY).delete(entity(type), first + id, Instant.now());
        }
    }

    private static String entity(DataType type) {
        return Map
            .of(DataType.BILLS, "Bill", DataType.PAYMENTS, "BillPayment", DataType.CREDITS, "VendorCredit",
                    DataType.EXPENSES, "Purchase")
            .get(type);
    }

}
