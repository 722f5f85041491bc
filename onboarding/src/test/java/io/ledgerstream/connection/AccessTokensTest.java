package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderAnswer.AccessEnded;
import io.ledgerstream.provider.ProviderAnswer.Ok;
import io.ledgerstream.provider.ProviderAnswer.Trouble;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
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
        UUID request = northwind.request(northwind.company("Acme Ltd"));
        northwind.consented(request);
        new Customer(connections, northwind, request).connects(SampleCompany.ACME);
        connection = Db.all().sql("select id from connection where request_id = ?").param(request).query(UUID.class).single();
        Db.all().sql("update connection set state = 'LINKED' where id = ?").param(connection).update();
        callsBefore = quickBooks.ledger(Endpoint.TOKEN).size();
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.healthy();
        clock.reset();
    }

    @Test
    void aTokenThatIsGoodIsGivenOutWithoutACall() {
        assertThat(fresh()).isInstanceOfSatisfying(Ok.class, ok -> assertThat(((Access) ok.value()).externalId()).isEqualTo(SampleCompany.ACME.realmId()));
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
            List<Access> given = threads.invokeAll(Collections.nCopies(30, asking)).stream().map(Future::resultNow).map(AccessTokensTest::ok).toList();
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
        assertThat(row()).containsEntry("state", "DEAUTHORIZED").containsEntry("state_reason", "access-ended").containsEntry("access_token", null)
                .containsEntry("refresh_token", null).containsEntry("refresh_lease", null);
        assertThat(Db.all().sql("select action from audit where lender_id = ?").param(northwind.id()).query(String.class).list()).contains("access-lost");
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
    void theLeaseOfANodeThatDiedIsTakenOver() {
        clock.advance(Duration.ofMinutes(60));
        Db.all().sql("update connection set refresh_lease = ?, refresh_leased_until = now() + interval '200 milliseconds' where id = ?")
                .params(UUID.randomUUID(), connection).update();

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
        assertThatThrownBy(() -> northwind.inTransaction(() -> tokens.fresh(connection))).isInstanceOf(IllegalTransactionStateException.class);
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
