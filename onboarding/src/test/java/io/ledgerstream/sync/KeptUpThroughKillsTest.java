package io.ledgerstream.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fixture.ConnectedBooks;
import fixture.Fixtures;
import fixture.OnboardingTest;
import fixture.ReadingNode;
import io.ledgerstream.provider.ChangeNotices;
import io.ledgerstream.provider.Providers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.Books;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;
import standin.quickbooks.Webhooks;
import standin.quickbooks.Webhooks.Event;

/**
 * Books in which thousands of things are made, changed, merged and deleted while two
 * lenders read them; half of what is told gets lost, the rest comes twice and in no
 * order; the node that reads is killed again and again. In the end both sides hold the
 * same rows. With another seed: {@code -Dseed=…}.
 */
@OnboardingTest
@Tag("faults")
@Tag("S2")
class KeptUpThroughKillsTest {

    private static final SampleCompany COMPANY = SampleCompany.ACME;

    private static final int KILLS = 6;

    private static final Map<String, String> TYPES = Map.of("Vendor", "VENDORS", "Bill", "BILLS", "BillPayment",
            "PAYMENTS", "VendorCredit", "CREDITS", "Purchase", "EXPENSES", "Account", "ACCOUNTS");

    private static final List<String> CHANGED = List.of("Bill", "Bill", "Bill", "BillPayment", "VendorCredit",
            "Purchase", "Vendor");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private ToldChanges told;

    @Autowired
    private Providers providers;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private final Books books = quickBooks.books(COMPANY);

    private final Map<String, Integer> done = new HashMap<>();

    private final List<Event> untold = new ArrayList<>();

    private final Map<Long, Long> merges = new HashMap<>();

    private Random random;

    private long nextId = 5_000_000;

    @Test
    void bothSidesHoldTheSameRowsInTheEnd() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("FAULTS seed " + seed);
        random = new Random(seed);
        connected.nothingIsDue();
        List<UUID> connections = List.of(connect("Northwind Bank"), connect("Harbour Credit"));

        ReadingNode node = ReadingNode.start();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                Instant until = Instant.now().plusMillis(6000 + random.nextInt(9000));
                while (Instant.now().isBefore(until)) {
                    changeAndTell(10);
                    somethingIsDue();
                    LockSupport.parkNanos(50_000_000);
                }
                assertThat(node.isAlive()).as("the node ended by itself, see target/reading-node.log").isTrue();
                node.kill();
                // As if its leases had run out.
                Db.all().sql("update sync_position set leased_until = now()").update();
                node = ReadingNode.start();
            }
            changeAndTell(200);
            lastChangesAreRead();
        }
        finally {
            node.kill();
        }
        System.out.println("FAULTS changes " + new TreeMap<>(done) + ", kills " + KILLS + ", reads "
                + Db.all().sql("select count(*) from sync_run").query(Integer.class).single());
        connections.forEach(this::holdsTheSame);
    }

    private UUID connect(String lender) {
        Fixtures.Bank bank = fixtures.lender(lender);
        UUID request = bank.request(bank.companyOf(COMPANY));
        bank.consented(request);
        return connected.connect(bank, request, COMPANY);
    }

    private void changeAndTell(int changes) {
        quickBooks.unhurried();
        for (int n = 0; n < changes; n++) {
            change();
        }
        if (untold.size() > 15) {
            Collections.shuffle(untold, random);
            tell(untold.subList(0, untold.size() / 2)); // the other half gets lost
            if (random.nextInt(3) == 0) {
                tell(untold.subList(0, untold.size() / 3));
            }
            untold.clear();
        }
    }

    private void change() {
        String entity = CHANGED.get(random.nextInt(CHANGED.size()));
        List<Map<String, Object>> all = books.all(entity);
        Map<String, Object> one = all.get(random.nextInt(all.size()));
        long id = Long.parseLong(one.get("Id").toString());
        Instant now = Instant.now();
        int kind = random.nextInt(20);
        if (kind == 0 && entity.equals("Vendor") && all.size() > 10) {
            long into = Long.parseLong(all.get((all.indexOf(one) + 1) % all.size()).get("Id").toString());
            books.merge(id, into, now);
            merges.put(id, into);
            said("merge", Event.merge("m" + nextId++, COMPANY, id, into, now));
        }
        else if (kind < 4 && !entity.equals("Vendor") && all.size() > 20) {
            books.delete(entity, id, now);
            said("delete", Event.of("d" + nextId++, COMPANY, entity, id, "Delete", now));
        }
        else if (kind < 9) {
            long added = nextId++;
            books.put(entity, added, now, one);
            said("create", Event.of("c" + added, COMPANY, entity, added, "Create", now));
        }
        else {
            books.change(entity, id, now,
                    Map.of("Balance", new BigDecimal(random.nextInt(1_000_000)).movePointLeft(2)));
            said("update", Event.of("u" + nextId++, COMPANY, entity, id, "Update", now));
        }
    }

    private void said(String what, Event event) {
        done.merge(what, 1, Integer::sum);
        untold.add(event);
    }

    private void tell(List<Event> events) {
        String body = random.nextBoolean() ? Webhooks.cloudEvents(events) : Webhooks.notifications(events);
        ChangeNotices notices = providers.of("quickbooks-online").notices().orElseThrow();
        var read = (ChangeNotices.Told.Changes) notices.read(body.getBytes(StandardCharsets.UTF_8),
                Webhooks.signature(body));
        told.take("quickbooks-online", read.changes());
    }

    /** As when its time has come: now this type, now that one. */
    private void somethingIsDue() {
        if (random.nextInt(8) == 0) {
            Db.all()
                .sql("""
                        update sync_position set next_at = now()
                        where next_at is not null and leased_until is null and abs(hashtext(data_type || ?)) % 3 = 0""")
                .param(Integer.toString(random.nextInt()))
                .update();
        }
    }

    /** What was lost comes with the read that the schedule makes. */
    private void lastChangesAreRead() {
        Instant last = Instant.now();
        Db.all().sql("update sync_position set next_at = now() where next_at is not null").update();
        await().atMost(Duration.ofSeconds(180)).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            quickBooks.unhurried();
            assertThat(Db.all()
                .sql("""
                        select data_type || ' ' || state || ' ' || coalesce(last_error, '') from sync_position
                        where last_synced_at is null or last_synced_at < ?""")
                .param(java.sql.Timestamp.from(last))
                .query(String.class)
                .list()).isEmpty();
        });
        await().atMost(Duration.ofSeconds(30))
            .until(() -> Db.all()
                .sql("select count(*) from told_change where merged_from is not null and merged_at is null")
                .query(Integer.class)
                .single() == 0);
    }

    private void holdsTheSame(UUID connection) {
        TYPES.forEach((entity, type) -> {
            TreeMap<String, String> there = books.all(entity)
                .stream()
                .collect(Collectors.toMap(one -> one.get("Id").toString(), one -> one.get("SyncToken").toString(),
                        (a, b) -> a, TreeMap::new));
            TreeMap<String, String> here = Db.all()
                .sql("""
                        select external_id, received ->> 'SyncToken' from record
                        where connection_id = ? and data_type = ? and not deleted""")
                .params(connection, type)
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
            assertThat(here).as(entity).isEqualTo(there);
            assertThat(Db.all()
                .sql("select records from sync_position where connection_id = ? and data_type = ?")
                .params(connection, type)
                .query(Integer.class)
                .single()).as("the count of " + entity).isEqualTo(there.size());
        });
        Db.all()
            .sql("select external_id, merged_into from record where connection_id = ? and merged_into is not null")
            .param(connection)
            .query((row, n) -> Map.entry(row.getLong(1), row.getLong(2)))
            .list()
            .forEach(kept -> assertThat(merges).as("merges that are kept")
                .containsEntry(kept.getKey(), kept.getValue()));
    }

}
