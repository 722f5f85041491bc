package io.ledgerstream.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.connection.OutageEnds;
import io.ledgerstream.provider.ProviderAnswer.Busy;
import io.ledgerstream.provider.ProviderAnswer.Ok;
import io.ledgerstream.provider.ProviderAnswer.Trouble;
import io.ledgerstream.request.Reminders;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import standin.postgres.Db;

@OnboardingTest
@Tag("S5")
class ProviderGateTest {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Autowired
    private Providers providers;

    @Autowired
    private Outages outages;

    @Autowired
    private OutageEnds ends;

    @Autowired
    private Reminders reminders;

    @Autowired
    private Fixtures fixtures;

    private final String account = UUID.randomUUID().toString();

    private Provider netSuite;

    private Provider quickBooks;

    @BeforeEach
    void nothingIsKnown() {
        forgotten();
        netSuite = providers.of("netsuite");
        quickBooks = providers.of("quickbooks-online");
    }

    @AfterEach
    void forgotten() {
        for (String table : List.of("provider_slot", "provider_account", "provider_health", "provider_outage")) {
            Db.all().sql("delete from " + table).update();
        }
    }

    private ProviderGate node() {
        return new ProviderGate(jdbc, new OutageProperties(5, Duration.ofSeconds(30)), clock);
    }

    @Test
    void noMoreThanTheLimitAreOnTheirWayWhicheverNodeAsks() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        CountDownLatch over = new CountDownLatch(1);
        Callable<ProviderAnswer<String>> call = () -> node().through(netSuite, account, () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            both.countDown();
            await(over);
            now.decrementAndGet();
            return new Ok<>("read");
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ProviderAnswer<String>>> first = Stream.generate(() -> threads.submit(call)).limit(2).toList();
            await(both);
            List<Future<ProviderAnswer<String>>> more = Stream.generate(() -> threads.submit(call)).limit(20).toList();
            for (Future<ProviderAnswer<String>> one : more) {
                assertThat(one.get()).isInstanceOfSatisfying(Busy.class,
                        busy -> assertThat(busy.pause()).isBetween(Duration.ofMillis(400), Duration.ofSeconds(1)));
            }
            assertThat(node().through(netSuite, account + "-2", () -> new Ok<>("another account")))
                .isInstanceOf(Ok.class);
            over.countDown();
            for (Future<ProviderAnswer<String>> one : first) {
                assertThat(one.get()).isEqualTo(new Ok<>("read"));
            }
        }
        assertThat(most).hasValue(2);
        assertThat(node().through(netSuite, account, () -> new Ok<>("free again"))).isInstanceOf(Ok.class);
    }

    @Test
    void aSlotOfANodeThatDiedIsFreeWhenItsTimeIsOver() {
        Db.all()
            .sql("""
                    insert into provider_slot values (gen_random_uuid(), 'netsuite', ?, now() + interval '1 minute'),
                        (gen_random_uuid(), 'netsuite', ?, now() + interval '1 minute')""")
            .params(account, account)
            .update();
        assertThat(node().through(netSuite, account, () -> new Ok<>(1))).isInstanceOf(Busy.class);
        Db.all().sql("update provider_slot set leased_until = now() - interval '1 second'").update();
        assertThat(node().through(netSuite, account, () -> new Ok<>(1))).isInstanceOf(Ok.class);
    }

    @Test
    void aPauseThatWasAskedForHoldsForEveryNodeAndOnlyThatAccount() {
        assertThat(node().through(quickBooks, account, () -> new Busy<>(Duration.ofSeconds(60))))
            .isEqualTo(new Busy<>(Duration.ofSeconds(60)));
        assertThat(node().through(quickBooks, account, ProviderGateTest::notAsked)).isInstanceOfSatisfying(Busy.class,
                busy -> assertThat(busy.pause()).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(110)));
        assertThat(node().through(quickBooks, account + "-2", () -> new Ok<>(1))).isInstanceOf(Ok.class);
        Db.all().sql("update provider_account set paused_until = now() - interval '1 second'").update();
        assertThat(node().through(quickBooks, account, () -> new Ok<>(1))).isInstanceOf(Ok.class);
    }

    @Test
    void aMinutesCallsAreCounted() {
        Db.all()
            .sql("insert into provider_account (software, account, calls) values ('quickbooks-online', ?, 399)")
            .param(account)
            .update();
        ProviderAnswer<Integer> last = node().through(quickBooks, account, () -> new Ok<>(1));
        ProviderAnswer<Integer> tooMuch = node().through(quickBooks, account, () -> new Ok<>(1));
        boolean sameMinute = Db.all()
            .sql("select minute = date_trunc('minute', now()) and calls = 400 from provider_account where account = ?")
            .param(account)
            .query(Boolean.class)
            .single();
        assertThat(last).isInstanceOf(Ok.class);
        // At the turn of a minute, counting starts again.
        assertThat(tooMuch).isInstanceOf(sameMinute ? Busy.class : Ok.class);
        Db.all().sql("update provider_account set minute = minute - interval '1 minute'").update();
        assertThat(node().through(quickBooks, account, () -> new Ok<>(1))).isInstanceOf(Ok.class);
    }

    @Test
    void aCallThatThrowsGivesItsSlotBackAndSaysNothingOfTheSoftware() {
        for (int n = 0; n < 20; n++) {
            assertThatThrownBy(() -> node().through(netSuite, account, () -> {
                throw new IllegalStateException("ours");
            })).hasMessage("ours");
        }
        assertThat(outages.now("netsuite")).isEmpty();
        assertThat(node().through(netSuite, account, () -> new Ok<>(1))).isInstanceOf(Ok.class);
    }

    @Test
    @Tag("X23")
    void whatAnswersNobodyIsLeftAloneUntilOneCallIsAnswered() {
        trouble(account, 4);
        assertThat(outages.now("quickbooks-online")).isEmpty();
        trouble(account + "-2", 1);
        assertThat(outages.now("quickbooks-online")).isPresent();
        assertThat(outages.now("netsuite")).isEmpty();
        assertThat(node().through(quickBooks, account + "-3", ProviderGateTest::notAsked)).isInstanceOfSatisfying(
                Busy.class, busy -> assertThat(busy.pause()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(50)));
        assertThat(node().through(netSuite, account, () -> new Ok<>(1))).as("other software").isInstanceOf(Ok.class);

        probeIsDue();
        trouble(account, 1);
        assertThat(node().through(quickBooks, account, ProviderGateTest::notAsked)).as("longer now")
            .isInstanceOfSatisfying(Busy.class, busy -> assertThat(busy.pause()).isGreaterThan(Duration.ofSeconds(50)));
        assertThat(outages.now("quickbooks-online")).isPresent();

        probeIsDue();
        assertThat(node().through(quickBooks, account, () -> new Ok<>(1))).isInstanceOf(Ok.class);
        assertThat(outages.now("quickbooks-online")).isEmpty();
        assertThat(outages.lately()).singleElement().matches(Outage::over);
        assertThat(node().through(quickBooks, account, () -> new Ok<>(1))).isInstanceOf(Ok.class);
    }

    @Test
    void oneAccountsTroublesAreNoOutageSoSoonAndAnyAnswerCountsAsOne() {
        trouble(account, 4);
        node().through(quickBooks, account, () -> new ProviderAnswer.NotPermitted<>("403"));
        trouble(account, 9);
        assertThat(outages.now("quickbooks-online")).isEmpty();
        trouble(account, 1);
        assertThat(outages.now("quickbooks-online")).as("but ten in a row are").isPresent();
    }

    @Test
    @Tag("X23")
    void nobodyIsRemindedMeanwhileAndWhoWasAboutToConnectIsMailedAfterwards() {
        Fixtures.Bank northwind = fixtures.lender("Northwind Bank");
        UUID waiting = northwind.request(northwind.company("Acme Ltd"));
        northwind.consented(waiting);
        UUID elsewhere = northwind.request(northwind.company("Birchwood"));
        northwind.consented(elsewhere, "netsuite");
        Db.all()
            .sql("update request set last_action_at = now() where id in (?, ?)")
            .params(waiting, elsewhere)
            .update();
        trouble(account, 10);

        Db.all().sql("""
                update request set reminders_sent = 0, last_action_at = now() - interval '10 days',
                    requested_at = now() - interval '12 days' where id = ?""").param(waiting).update();
        assertThat(northwind.as(() -> reminders.plan(waiting)))
            .hasValueSatisfying(at -> assertThat(at).isAfter(clock.instant().plus(Duration.ofMinutes(50))));
        Db.all().sql("update request set last_action_at = now() where id = ?").param(waiting).update();

        ends.tell();
        assertThat(mails(waiting)).isZero();
        probeIsDue();
        node().through(quickBooks, account, () -> new Ok<>(1));
        ends.tell();
        ends.tell();
        assertThat(mails(waiting)).isEqualTo(1);
        assertThat(mails(elsewhere)).isZero();
    }

    private void trouble(String of, int times) {
        for (int n = 0; n < times; n++) {
            assertThat(node().through(quickBooks, of, () -> new Trouble<>("no answer"))).isInstanceOf(Trouble.class);
        }
    }

    private static void probeIsDue() {
        Db.all().sql("update provider_health set probe_at = now() where outage_id is not null").update();
    }

    private static <T> ProviderAnswer<T> notAsked() {
        throw new AssertionError("the call was made");
    }

    private static int mails(UUID request) {
        return Db.all()
            .sql("select count(*) from mail where request_id = ? and kind = 'CUSTOMER_SOFTWARE_BACK'")
            .param(request)
            .query(Integer.class)
            .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

}
