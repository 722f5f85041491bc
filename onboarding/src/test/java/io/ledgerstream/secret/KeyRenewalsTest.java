package io.ledgerstream.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.secret.KeyRenewals.Renewed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import standin.postgres.Db;

@OnboardingTest
@Tag("V5")
class KeyRenewalsTest {

    private static final String FIRST = key("first-first-first-first-first-32");

    private static final String SECOND = key("second-second-second-second-se32");

    /**
     * Hashes and other people's columns: nothing in them is sealed. A new column of bytes
     * has to be decided here, or be a SealedColumn.
     */
    private static final List<String> NOT_SEALED = List.of("audit_seal.hash", "lender_key.wrapped", "link.token_hash",
            "manage_visit.token_before", "manage_visit.token_hash", "oauth_state.cookie_hash", "oauth_state.state_hash",
            "spring_session_attributes.attribute_bytes", "visit.token_before", "visit.token_hash");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private KeyRenewals renewals;

    @Autowired
    private Secrets secrets;

    @Autowired
    private List<SealedColumn> columns;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private MovableClock clock;

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    private UUID request;

    @BeforeEach
    void twoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
        request = northwind.request(northwind.company("Acme Ltd"));
    }

    @AfterEach
    void theClockIsRight() {
        clock.reset();
    }

    @Test
    void aKeyThatIsOldIsReplacedAndWhatItHasSealedIsSealedAgain() {
        UUID file = sealed("ledger of March");
        UUID others = sealed(harbour, harbour.request(harbour.company("Birch Ltd")), "ledger of April");
        assertThat(renew()).isEqualTo(new Renewed(0, 0, 0));
        clock.advance(Duration.ofDays(366));

        assertThat(renew()).isEqualTo(new Renewed(0, 1, 0));
        assertThat(sealedWith(file)).isEqualTo(2);
        assertThat(opened(northwind, file)).isEqualTo("ledger of March");
        assertThat(versions(northwind)).containsExactly(1, 2);
        assertThat(renew()).as("the old one goes when a whole run found nothing of it").isEqualTo(new Renewed(0, 0, 1));
        assertThat(versions(northwind)).containsExactly(2);
        assertThat(opened(northwind, file)).isEqualTo("ledger of March");
        assertThat(versions(harbour)).as("the other lender's stays").containsExactly(1);
        assertThat(opened(harbour, others)).isEqualTo("ledger of April");
    }

    @Test
    void anOperatorHasAKeyReplacedAtOnce() {
        UUID file = sealed("ledger of March");
        Db.all().sql("update lender_key set to_replace = true where lender_id = ?").param(northwind.id()).update();

        assertThat(renew()).isEqualTo(new Renewed(0, 1, 0));
        assertThat(renew()).isEqualTo(new Renewed(0, 0, 1));
        assertThat(renew()).isEqualTo(new Renewed(0, 0, 0));
        assertThat(opened(northwind, file)).isEqualTo("ledger of March");
    }

    @Test
    void aValueThatDoesNotOpenHoldsUpNoOtherAndItsKeyStays() {
        UUID broken = sealed("ledger of March");
        UUID whole = sealed("ledger of April");
        Db.all()
            .sql("""
                    update upload set content = set_byte(content, length(content) - 1,
                                                         get_byte(content, length(content) - 1) # 1) where id = ?""")
            .param(broken)
            .update();
        replace();

        assertThat(renew()).isEqualTo(new Renewed(0, 1, 0));
        assertThat(renew()).isEqualTo(new Renewed(0, 0, 0));
        assertThat(versions(northwind)).containsExactly(1, 2);
        assertThat(opened(northwind, whole)).isEqualTo("ledger of April");
    }

    @Test
    void aKeyThatSomebodyIsSealingWithIsNotRetired() throws Exception {
        sealed("ledger of March");
        CountDownLatch hasSealed = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        UUID late = Ids.next();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writing = threads.submit(() -> northwind.inTransaction(() -> {
                insert(northwind, request, late, "sealed with the old key, not yet committed");
                hasSealed.countDown();
                pass(mayCommit);
            }));
            pass(hasSealed);
            replace();
            assertThat(renew().resealed()).isOne();
            Future<Renewed> retiring = threads.submit(this::renew);
            await().until(() -> Db.all().sql("""
                    select count(*) from pg_stat_activity
                    where wait_event_type = 'Lock' and query like '%lender_key%'""").query(Integer.class).single() > 0);
            mayCommit.countDown();
            writing.get();
            assertThat(retiring.get()).isEqualTo(new Renewed(0, 0, 0));
        }
        assertThat(opened(northwind, late)).isEqualTo("sealed with the old key, not yet committed");
        assertThat(renew()).isEqualTo(new Renewed(0, 1, 0));
        assertThat(renew()).isEqualTo(new Renewed(0, 0, 1));
        assertThat(opened(northwind, late)).isEqualTo("sealed with the old key, not yet committed");
    }

    @Test
    void whoWritesAndReadsMeanwhileNoticesNothing() throws Exception {
        List<UUID> files = List.of(sealed("0"), sealed("1"), sealed("2"), sealed("3"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> busy = threads.submit(() -> {
                for (int i = 0; i < 200; i++) {
                    UUID file = files.get(i % 4);
                    String text = "n" + i;
                    northwind.inTransaction(() -> jdbc.sql("update upload set content = ? where id = ?")
                        .params(secrets.seal(place(file), text), file)
                        .update());
                    assertThat(opened(northwind, file)).isEqualTo(text);
                }
            });
            while (!busy.isDone()) {
                replace();
                renew();
            }
            busy.get();
        }
        renew();
        renew();
        assertThat(versions(northwind)).hasSize(1).doesNotContain(1);
        assertThat(opened(northwind, files.get(3))).isEqualTo("n199");
    }

    @Test
    void theMasterKeyIsChangedWhileEverythingStaysReadable() throws Exception {
        Secrets before = secretsWith(Map.of(1, FIRST), null);
        byte[] sealed = northwind.inTransaction(() -> before.seal(place(request), "RT1-secret"));

        Node reached = node(Map.of(1, FIRST, 2, SECOND), 1);
        assertThat(northwind.as(reached.renewals()::renew)).as("while not every node has it the new one wraps nothing")
            .isEqualTo(new Renewed(0, 0, 0));
        Node both = node(Map.of(1, FIRST, 2, SECOND), null);
        assertThat(northwind.<String>inTransaction(() -> both.secrets().open(place(request), sealed)))
            .isEqualTo("RT1-secret");
        assertThat(northwind.as(both.renewals()::renew)).isEqualTo(new Renewed(1, 0, 0));
        assertThat(northwind.as(reached.renewals()::renew)).as("a node that is behind does not wrap it back")
            .isEqualTo(new Renewed(0, 0, 0));
        assertThat(northwind.<String>inTransaction(() -> reached.secrets().open(place(request), sealed)))
            .isEqualTo("RT1-secret");

        Secrets after = secretsWith(Map.of(2, SECOND), null);
        assertThat(northwind.<String>inTransaction(() -> after.open(place(request), sealed))).isEqualTo("RT1-secret");
        assertThatThrownBy(() -> northwind.inTransaction(() -> before.open(place(request), sealed)))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("master-keys.2");
    }

    @Test
    void withoutItsMasterKeyNothingIsRenewedAndNothingLost() throws Exception {
        Secrets first = secretsWith(Map.of(1, FIRST), null);
        byte[] sealed = northwind.inTransaction(() -> first.seal(place(request), "RT1-secret"));

        for (Node node : List.of(node(Map.of(), null), node(Map.of(2, SECOND), null), node(Map.of(2, SECOND), 1))) {
            assertThatThrownBy(() -> northwind.as(node.renewals()::renew)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ledgerstream.secrets.master-keys.1");
        }
        assertThat(northwind.<String>inTransaction(() -> first.open(place(request), sealed))).isEqualTo("RT1-secret");
    }

    @Test
    void everyColumnOfSealedValuesIsKnown() {
        List<String> bytes = Db.all().sql("""
                select table_name || '.' || column_name from information_schema.columns
                where table_schema = 'public' and data_type = 'bytea' order by 1""").query(String.class).list();
        TreeSet<String> known = new TreeSet<>(NOT_SEALED);
        columns.forEach(column -> known.add(column.table() + "." + column.column()));

        assertThat(bytes)
            .as("a column of bytes is either a SealedColumn, so that its keys can be renewed, or not sealed")
            .containsExactlyElementsOf(known);
    }

    private record Node(Secrets secrets, KeyRenewals renewals) {
    }

    private Node node(Map<Integer, String> masterKeys, Integer wrapWith) throws GeneralSecurityException {
        SecretProperties properties = new SecretProperties(masterKeys, wrapWith, Duration.ofDays(365));
        LenderKeys keys = new LenderKeys(jdbc, new MasterKeys(properties), clock);
        Secrets own = new Secrets(keys);
        return new Node(own, new KeyRenewals(keys, new SealedRows(jdbc, own, List.of()), properties, transaction));
    }

    private Secrets secretsWith(Map<Integer, String> masterKeys, Integer wrapWith) throws GeneralSecurityException {
        return node(masterKeys, wrapWith).secrets();
    }

    private Renewed renew() {
        return northwind.as(renewals::renew);
    }

    private void replace() {
        Db.all().sql("update lender_key set to_replace = true where lender_id = ?").param(northwind.id()).update();
    }

    private UUID sealed(String text) {
        return sealed(northwind, request, text);
    }

    private UUID sealed(Fixtures.Bank bank, UUID of, String text) {
        UUID id = Ids.next();
        bank.inTransaction(() -> insert(bank, of, id, text));
        return id;
    }

    private void insert(Fixtures.Bank bank, UUID of, UUID id, String text) {
        jdbc.sql("""
                insert into upload (id, lender_id, request_id, file_name, media_type, bytes,
                                    sha256, content, uploaded_at)
                values (?, ?, ?, 'ledger.csv', 'text/csv', 1, '', ?, ?)""")
            .params(id, bank.id(), of, secrets.seal(place(id), text), Timestamp.from(clock.instant()))
            .update();
    }

    private String opened(Fixtures.Bank bank, UUID file) {
        return bank.inTransaction(() -> secrets.open(place(file), content(file)));
    }

    private byte[] content(UUID file) {
        return jdbc.sql("select content from upload where id = ?").param(file).query(byte[].class).single();
    }

    private int sealedWith(UUID file) {
        byte[] sealed = Db.all()
            .sql("select content from upload where id = ?")
            .param(file)
            .query(byte[].class)
            .single();
        return java.nio.ByteBuffer.wrap(Arrays.copyOfRange(sealed, 1, 5)).getInt();
    }

    private static List<Integer> versions(Fixtures.Bank bank) {
        return Db.all()
            .sql("select version from lender_key where lender_id = ? order by version")
            .param(bank.id())
            .query(Integer.class)
            .list();
    }

    private static Secrets.Place place(UUID file) {
        return new Secrets.Place("upload", "content", file);
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        }
        catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

}
