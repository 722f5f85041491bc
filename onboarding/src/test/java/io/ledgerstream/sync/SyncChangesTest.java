package io.ledgerstream.sync;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.ConnectedBooks;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.Books;
import standin.quickbooks.Endpoint;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/** What changes in the books after the first read. */
@OnboardingTest
@Tag("S2")
class SyncChangesTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private final Books books = quickBooks.books(SampleCompany.DELTA);

    private UUID connection;

    @BeforeEach
    void everythingIsReadOnce() {
        connected.nothingIsDue();
        Fixtures.Bank northwind = fixtures.lender("Northwind Bank");
        UUID request = northwind.request(northwind.companyOf(SampleCompany.DELTA));
        northwind.consented(request);
        connection = connected.connect(northwind, request, SampleCompany.DELTA);
        connected.readAll();
        assertThat(stored("Bill")).isEqualTo(there("Bill"));
    }

    @AfterEach
    void systemTime() {
        clock.reset();
    }

    @Test
    void onceADayWhatHasChangedComesAndWhatWasDeletedGoes() {
        connected.readAll();
        int calls = quickBooks.ledger(Endpoint.QUERY).size();
        connected.readAll();
        assertThat(quickBooks.ledger(Endpoint.QUERY)).as("not before its time").hasSize(calls);

        nextDay();
        changesAtRandom(new Random(7), 40);
        connected.readAll();
        for (String entity : List.of("Vendor", "Bill", "BillPayment", "VendorCredit", "Purchase", "Account")) {
            assertThat(stored(entity)).as(entity).isEqualTo(there(entity));
        }
        assertThat(Db.all()
            .sql("select count(*) from record where connection_id = ? and deleted")
            .param(connection)
            .query(Integer.class)
            .single()).as("kept as deleted").isPositive();
    }

    @Test
    void whereNothingHasChangedNothingIsWritten() {
        nextDay();
        connected.readAll();
        Map<String, Instant> before = written();
        nextDay();
        connected.readAll();
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void afterALongPauseDeletionsAreFoundByComparingAllIds() {
        delete("Bill");
        clock.advance(Duration.ofDays(40));
        connected.readAll();
        assertThat(stored("Bill")).isEqualTo(there("Bill"));
        assertThat(quickBooks.ledger(Endpoint.QUERY)
            .stream()
            .filter(call -> call.target().contains("select Id from Bill"))).isNotEmpty();
    }

    @Test
    void aPageThatWasReadBeforeAMergeUndoesNothingOfIt() {
        Map<String, Object> vendor = books.all("Vendor").getFirst();
        String id = vendor.get("Id").toString();
        Db.all()
            .sql("""
                    update record set deleted = true, merged_into = '999'
                    where connection_id = ? and data_type = 'VENDORS' and external_id = ?""")
            .params(connection, id)
            .update();
        Db.all().sql("""
                update sync_position set position = null, next_at = now() - interval '1 minute'
                where connection_id = ? and data_type = 'VENDORS'""").param(connection).update();
        int counted = Db.all()
            .sql("select records from sync_position where connection_id = ? and data_type = 'VENDORS'")
            .param(connection)
            .query(Integer.class)
            .single();
        connected.readAll();
        assertThat(Db.all()
            .sql("""
                    select deleted || ' ' || merged_into from record
                    where connection_id = ? and data_type = 'VENDORS' and external_id = ?""")
            .params(connection, id)
            .query(String.class)
            .single()).isEqualTo("true 999");
        assertThat(Db.all()
            .sql("select records from sync_position where connection_id = ? and data_type = 'VENDORS'")
            .param(connection)
            .query(Integer.class)
            .single()).as("nothing came back").isEqualTo(counted);
    }

    private void changesAtRandom(Random random, int changes) {
        for (int n = 0; n < changes; n++) {
            Map<String, Object> bill = any("Bill", random);
            long id = Long.parseLong(bill.get("Id").toString());
            switch (random.nextInt(3)) {
                case 0 -> books.change("Bill", id, clock.instant(),
                        Map.of("Balance", new BigDecimal(random.nextInt(100_000)).movePointLeft(2)));
                case 1 -> books.put("Bill", 900_000 + random.nextInt(100_000), clock.instant(), bill);
                default -> books.delete("Bill", id, clock.instant());
            }
        }
        delete("Vendor");
    }

    private Map<String, Object> any(String entity, Random random) {
        List<Map<String, Object>> all = books.all(entity);
        return all.get(random.nextInt(all.size()));
    }

    private void delete(String entity) {
        books.delete(entity, Long.parseLong(books.all(entity).getFirst().get("Id").toString()), clock.instant());
    }

    private void nextDay() {
        clock.advance(Duration.ofHours(25));
    }

    /** Sync tokens by id: how often a record has changed over there. */
    private TreeMap<String, String> there(String entity) {
        return books.all(entity)
            .stream()
            .collect(Collectors.toMap(one -> one.get("Id").toString(), one -> one.get("SyncToken").toString(),
                    (a, b) -> a, TreeMap::new));
    }

    private TreeMap<String, String> stored(String entity) {
        String type = Map
            .of("Vendor", "VENDORS", "Bill", "BILLS", "BillPayment", "PAYMENTS", "VendorCredit", "CREDITS", "Purchase",
                    "EXPENSES", "Account", "ACCOUNTS")
            .get(entity);
        return Db.all()
            .sql("""
                    select external_id, received ->> 'SyncToken' from record
                    where connection_id = ? and data_type = ? and not deleted""")
            .params(connection, type)
            .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
            .list()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    private Map<String, Instant> written() {
        return Db.all()
            .sql("""
                    select data_type || external_id, xmin::text || ctid::text, synced_at
                    from record where connection_id = ?""")
            .param(connection)
            .query((row, n) -> Map.entry(row.getString(1) + row.getString(2), row.getTimestamp(3).toInstant()))
            .list()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

}
