package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderAnswer.AccessEnded;
import io.ledgerstream.provider.ProviderAnswer.Ok;
import io.ledgerstream.provider.ProviderAnswer.Trouble;
import io.ledgerstream.secret.KeyRenewals;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;
import standin.postgres.Db;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

@OnboardingTest
@Tag("V5")
class AccessTokensTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private AccessTokens tokens;

    @Autowired
    private KeyRenewals keys;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    private UUID connection;

    private int callsBefore;

    @BeforeEach
    void aConnection() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
        connection = linked(northwind);
        callsBefore = quickBooks.ledger(Endpoint.TOKEN).size();
    }

    private UUID linked(Fixtures.Bank bank) {
        UUID request = bank.request(bank.company("Acme Ltd"));
        bank.consented(request);
        new Customer(connections, bank, request).connects(SampleCompany.ACME);
        return Db.all()
            .sql("update connection set state = 'LINKED' where request_id = ? returning id")
            .param(request)
            .query(UUID.class)
            .single();
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.healthy();
        clock.reset();
    }

    @Test
    void aTokenThatIsGoodIsGivenOutWithoutACall() {
        assertThat(fresh()).isInstanceOfSatisfying(Ok.class,
                ok -> assertThat(((Access) ok.value()).externalId()).isEqualTo(SampleCompany.ACME.realmId()));
        assertThat(refreshes()).isZero();
    }

    @Test
    void aTokenThatEndsSoonIsRenewedAndTheNewOnesAreStored() {
        byte[] before = refreshToken();
        clock.advance(Duration.ofMinutes(60));

        Access renewed = ok(fresh());
        assertThat(refreshes()).isOne();
        assertThat(refreshToken()).isNotEqualTo(before);
        assertThat(ok(fresh())).isEqualTo(renewed);
        assertThat(refreshes()).isOne();
    }

    @Test
    void ofThirtyCallersAtOnceOneRenews() throws Exception {
        quickBooks.fail(Endpoint.TOKEN, Failure.slow(Duration.ofMillis(300)).times(1));
        clock.advance(Duration.ofMinutes(60));
        Callable<ProviderAnswer<Access>> asking = this::fresh;

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Access> given = threads.invokeAll(Collections.nCopies(30, asking))
                .stream()
                .map(Future::resultNow)
                .map(AccessTokensTest::ok)
                .toList();
            assertThat(new HashSet<>(given)).hasSize(1);
        }
        assertThat(refreshes()).isOne();
    }

    @Test
    void aTokenThatTheProviderRefusesIsRenewedOnceForAllWhoHeldIt() {
        Access refused = ok(fresh());

        Access renewed = ok(northwind.as(() -> tokens.renewed(connection, refused)));
        assertThat(renewed.token()).isNotEqualTo(refused.token());
        assertThat(ok(northwind.as(() -> tokens.renewed(connection, refused)))).isEqualTo(renewed);
        assertThat(refreshes()).isOne();
    }

    @Test
    void invalidGrantEndsTheConnectionAndItsTokens() {
        quickBooks.fail(Endpoint.TOKEN, Failure.invalidGrant().times(1));
        clock.advance(Duration.ofMinutes(60));

        assertThat(fresh()).isEqualTo(new AccessEnded<>());
        assertThat(row()).containsEntry("state", "DEAUTHORIZED")
            .containsEntry("state_reason", "access-ended")
            .containsEntry("access_token", null)
            .containsEntry("refresh_token", null)
            .containsEntry("refresh_lease", null);
        assertThat(Db.all()
            .sql("select action from audit where lender_id = ?")
            .param(northwind.id())
            .query(String.class)
            .list()).contains("access-lost");
        assertThat(fresh()).isEqualTo(new AccessEnded<>());
        assertThat(refreshes()).isOne();
    }

    @Test
    void anOutageNeverEndsTheConnection() {
        quickBooks.fail(Endpoint.TOKEN, Failure.down().times(2));
        clock.advance(Duration.ofMinutes(60));

        assertThat(fresh()).isInstanceOf(Trouble.class);
        assertThat(fresh()).isInstanceOf(Trouble.class);
        assertThat(row()).containsEntry("state", "LINKED").containsEntry("refresh_lease", null);
        assertThat(fresh()).isInstanceOf(Ok.class);
    }

    @Test
    void aLostAnswerIsAskedAgainAndWhatCannotBeMendedIsNotSilent() {
        quickBooks.fail(Endpoint.TOKEN, Failure.lostAnswer().times(1));
        clock.advance(Duration.ofMinutes(60));

        assertThat(fresh()).isInstanceOf(Trouble.class);
        assertThat(row()).containsEntry("state", "LINKED");
        assertThat(fresh()).isEqualTo(new AccessEnded<>());
        assertThat(row()).containsEntry("state", "DEAUTHORIZED");
    }

    @Test
    void aKeyThatIsRenewedWhileTheProviderAnswersCostsNoToken() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        quickBooks.fail(Endpoint.TOKEN, Failure.held(answers).times(1));
        clock.advance(Duration.ofMinutes(60));
        byte[] before = refreshToken();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ProviderAnswer<Access>> asked = threads.submit(this::fresh);
            await().until(() -> row().get("refresh_lease") != null);
            Db.all().sql("update lender_key set to_replace = true where lender_id = ?").param(northwind.id()).update();
            assertThat(northwind.<KeyRenewals.Renewed>as(keys::renew).resealed()).isEqualTo(2);
            assertThat(refreshToken()).as("sealed again").isNotEqualTo(before);
            assertThat(row()).as("while the provider is still asked").doesNotContainEntry("refresh_lease", null);
            answers.countDown();
            ok(asked.get());
        }
        clock.advance(Duration.ofMinutes(60));
        ok(fresh());
        assertThat(refreshes()).isEqualTo(2);
    }

    @Test
    void aTokenMovedToAnotherConnectionIsNotUsed() {
        UUID harbours = linked(harbour);
        UUID another = linked(northwind);
        for (UUID elsewhere : List.of(harbours, another)) {
            Db.all().sql("""
                    update connection t set access_token = s.access_token, refresh_token = s.refresh_token
                    from connection s where t.id = ? and s.id = ?""").params(elsewhere, connection).update();
            int calls = quickBooks.ledger().size();
            Fixtures.Bank owner = elsewhere.equals(harbours) ? harbour : northwind;
            assertThatThrownBy(() -> owner.as(() -> tokens.fresh(elsewhere))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not open");
            assertThat(quickBooks.ledger()).hasSize(calls);
        }
        Db.all().sql("update connection set access_token = refresh_token where id = ?").param(connection).update();
        assertThatThrownBy(this::fresh).as("nor one of another column").isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theLeaseOfANodeThatDiedIsTakenOver() {
        clock.advance(Duration.ofMinutes(60));
        Db.all().sql("""
                update connection set refresh_lease = ?, refresh_leased_until = now() + interval '200 milliseconds'
                where id = ?""").params(UUID.randomUUID(), connection).update();

        assertThat(fresh()).isInstanceOf(Ok.class);
        assertThat(refreshes()).isOne();
    }

    @Test
    void anotherLenderHasNoAccess() {
        assertThat(harbour.as(() -> tokens.fresh(connection))).isEqualTo(new AccessEnded<>());
        assertThat(refreshes()).isZero();
    }

    @Test
    void noDatabaseConnectionIsHeldWhileTheProviderIsAsked() {
        assertThatThrownBy(() -> northwind.inTransaction(() -> tokens.fresh(connection)))
            .isInstanceOf(IllegalTransactionStateException.class);
    }

    private ProviderAnswer<Access> fresh() {
        return northwind.as(() -> tokens.fresh(connection));
    }

    private static Access ok(ProviderAnswer<Access> answer) {
        assertThat(answer).isInstanceOf(Ok.class);
        return ((Ok<Access>) answer).value();
    }

    private int refreshes() {
        return quickBooks.ledger(Endpoint.TOKEN).size() - callsBefore;
    }

    private byte[] refreshToken() {
        return (byte[]) row().get("refresh_token");
    }

    private Map<String, Object> row() {
        return Db.all().sql("select * from connection where id = ?").param(connection).query().singleRow();
    }

}
