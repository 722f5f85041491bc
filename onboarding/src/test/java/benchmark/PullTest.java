package benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.ConnectedBooks;
import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.sync.Due;
import io.ledgerstream.sync.SyncPages;
import io.ledgerstream.sync.SyncPositions;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.postgres.StandInPostgres;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/**
 * M8: a pull of bills, from the answers of the API over HTTP to the rows in PostgreSQL
 * with position and history, against a raw {@code COPY} of the same rows into the same
 * table. Interleaved pairs; prints the ratio of the rates with a bootstrap interval;
 * asserts nothing about time. Once of one connection, whose pages are read one after the
 * other, and once of four, a page of each at a time, as the sync runner does. What is
 * asserted: with nothing changed it takes one call for each type, and writes no record.
 * Run with -Pbenchmark.
 */
@OnboardingTest
@Tag("benchmark")
class PullTest {

    private static final int PAGES = 25;

    private static final int PAIRS = 7;

    private static final String BILLS = "data_type = 'BILLS' and connection_id = any (?)";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private SyncPositions positions;

    @Autowired
    private SyncPages pages;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private UUID[] connections;

    @AfterEach
    void healthy() {
        quickBooks.healthy();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 4 })
    void aPullAgainstARawCopy(int many) throws Exception {
        connect(many);
        List<String> answers = answers(PAGES * many, many);
        List<Double> ratios = new ArrayList<>();
        double pulled = 0;
        for (int n = -2; n < PAIRS; n++) {
            double pull = pull(answers);
            double copy = copy();
            if (n >= 0) {
                ratios.add(copy / pull);
                pulled += pull;
            }
        }
        int records = PAGES * many * 1000 - many;
        double[] interval = interval(ratios);
        System.out.printf(
                "BENCHMARK M8 pull ÷ COPY, %d connections: ratio of rates %.2f (95 %%: %.2f to %.2f), n = %d pairs of "
                        + "%d records, %.0f records/s, %d cores%n",
                many, median(ratios), interval[0], interval[1], PAIRS, records, records * PAIRS / pulled,
                Runtime.getRuntime().availableProcessors());
        assertThat(count()).isEqualTo(records);
    }

    @Test
    void withNothingChangedOneCallIsMadeForEachTypeAndNothingWritten() {
        connect(1);
        List<String> before = rows();
        int calls = quickBooks.ledger().size();
        Db.all().sql("update sync_position set next_at = now()").update();
        connected.readAll();
        int types = Db.all().sql("select count(*) from sync_position").query(Integer.class).single();
        assertThat(quickBooks.ledger().size() - calls).as("calls, of %d types", types).isEqualTo(types);
        assertThat(rows()).isEqualTo(before);
        System.out.printf("BENCHMARK M8 with nothing changed: %d calls for %d types, no record written%n",
                quickBooks.ledger().size() - calls, types);
    }

    /** The same books, each time by another lender. */
    private void connect(int many) {
        connected.nothingIsDue();
        connections = IntStream.range(0, many).mapToObj(n -> {
            Fixtures.Bank bank = fixtures.lender("Benchmark Bank " + n);
            UUID request = bank.request(bank.companyOf(SampleCompany.DELTA));
            bank.consented(request);
            return connected.connect(bank, request, SampleCompany.DELTA);
        }).toArray(UUID[]::new);
        connected.readAll();
    }

    /**
     * Pages as the API answers them, a thousand bills each, in the order of their
     * changes, so that each reader may get any; the last ones short of one.
     */
    private static List<String> answers(int pages, int readers) {
        Instant changed = Instant.parse("2026-01-01T00:00:00Z");
        return IntStream.range(0, pages)
            .mapToObj(page -> IntStream.range(0, page >= pages - readers ? 999 : 1000)
                .mapToObj(n -> bill(page * 1000 + n + 1, changed))
                .collect(Collectors.joining(",", "{\"QueryResponse\":{\"Bill\":[",
                        "],\"startPosition\":1},\"time\":\"2026-06-01T00:00:00Z\"}")))
            .toList();
    }

    private static String bill(int id, Instant changed) {
        return """
                {"domain":"QBO","sparse":false,"Id":"%d","SyncToken":"0","MetaData":{"CreateTime":"%s",\
                "LastUpdatedTime":"%s"},"DocNumber":"B-%d","TxnDate":"2026-01-15",\
                "DueDate":"2026-02-14","VendorRef":{"value":"%d","name":"Supplier %d"},"CurrencyRef":{"value":"EUR"},\
                "ExchangeRate":1,"TotalAmt":%d.50,"Balance":%d.50,\
                "PrivateNote":"not kept","APAccountRef":{"value":"33"},"Line":[{"Id":"1","Amount":%d.50,\
                "DetailType":"AccountBasedExpenseLineDetail",\
                "AccountBasedExpenseLineDetail":{"AccountRef":{"value":"7"}}}]}""".formatted(id,
                changed.plusSeconds(id), changed.plusSeconds(id), id, id % 50, id % 50, id, id, id);
    }

    /**
     * @return seconds
     */
    private double pull(List<String> answers) {
        empty();
        ConnectedBooks.nobodyIsPaused();
        quickBooks.unhurried();
        Db.all()
            .sql("update sync_position set position = null, last_synced_at = null, swept_at = null, records = 0, "
                    + "next_at = now() where " + BILLS)
            .param((Object) connections)
            .update();
        answers.forEach(answer -> quickBooks.fail(Endpoint.QUERY,
                Failure.answer(200, "application/json", answer).where("TxnDate >=").times(1)));
        long begun = System.nanoTime();
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (UUID each : connections) {
                readers.execute(this::pullWhatIsDue);
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private void pullWhatIsDue() {
        for (List<Due> due = positions.lease(1); !due.isEmpty(); due = positions.lease(1)) {
            due.forEach(pages::pull);
        }
    }

    /**
     * The same rows, as they lie in the table; as the administrator, since row-level
     * security refuses COPY. @return seconds
     */
    private double copy() throws SQLException, IOException {
        try (Connection database = StandInPostgres.shared().superuser().getConnection()) {
            CopyManager copies = database.unwrap(PGConnection.class).getCopyAPI();
            String ids = Arrays.stream(connections).map(UUID::toString).collect(Collectors.joining("', '"));
            var rows = new StringWriter();
            copies.copyOut("copy (select * from record where data_type = 'BILLS' and connection_id in ('" + ids
                    + "')) to stdout", rows);
            empty();
            long begun = System.nanoTime();
            copies.copyIn("copy record from stdin", new StringReader(rows.toString()));
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private void empty() {
        Db.all().sql("delete from record where " + BILLS).param((Object) connections).update();
    }

    private int count() {
        return Db.all()
            .sql("select count(*) from record where " + BILLS)
            .param((Object) connections)
            .query(Integer.class)
            .single();
    }

    private List<String> rows() {
        return Db.all().sql("""
                select data_type || external_id || xmin::text || ctid::text from record
                where connection_id = any (?) order by 1""").param((Object) connections).query(String.class).list();
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double[] interval(List<Double> values) {
        Random random = new Random(1);
        double[] medians = IntStream.range(0, 2000)
            .mapToDouble(n -> median(random.ints(values.size(), 0, values.size()).mapToObj(values::get).toList()))
            .toArray();
        Arrays.sort(medians);
        return new double[] { medians[50], medians[1949] };
    }

}
