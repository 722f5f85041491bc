package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.Fixtures;
import fixture.HaltAfterAnswer;
import fixture.HaltedNode;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.connection.CallbackResult.Authorised;
import io.ledgerstream.connection.CallbackResult.InvalidState;
import io.ledgerstream.connection.CallbackResult.Why;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderAnswer.AccessEnded;
import io.ledgerstream.provider.ProviderAnswer.Ok;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.Call;
import standin.quickbooks.Endpoint;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/**
 * A node dies between the provider's answer and our commit: the connection ends Linked,
 * or the customer is asked; never silence.
 */
@OnboardingTest
@Tag("faults")
@Tag("V5")
class HaltedNodeTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private LostReturns lostReturns;

    @Autowired
    private AccessTokens tokens;

    @Autowired
    private Verification verification;

    @Autowired
    private RequestViews views;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private UUID request;

    private Customer customer;

    private int callsBefore;

    @BeforeEach
    void aCustomerWhoHasConsented() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.companyOf(SampleCompany.ACME));
        northwind.consented(request);
        customer = new Customer(connections, northwind, request);
        lostReturns.settle();
        callsBefore = quickBooks.ledger(Endpoint.TOKEN).size();
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.oldRefreshTokensLive(Duration.ZERO);
        clock.reset();
    }

    @Test
    @Tag("V1")
    void aReturnThatIsLostAsksTheCustomerByMailToConnectAgain() {
        Begun begun = customer.goes();
        URI back = quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME);
        assertThat(HaltedNode.comingBack(back, begun.cookieValue())).isEqualTo(HaltAfterAnswer.HALTED);
        assertThat(calls()).as("tokens were issued")
            .singleElement()
            .satisfies(call -> assertThat(call.status()).isEqualTo(200));

        assertThat(customer.comesBack(back, begun.cookieValue())).as("the page loaded again")
            .isEqualTo(new InvalidState(Why.REPLAYED));
        assertThat(lostReturns.settle()).as("an exchange may still be going on").isZero();
        clock.advance(LostReturns.PATIENCE);
        assertThat(lostReturns.settle()).isOne();
        assertThat(lostReturns.settle()).isZero();

        assertThat(step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
        assertThat(northwind.as(() -> views.get(request)).attemptReason()).isEqualTo(Reasons.INTERRUPTED);
        assertThat(mails()).containsExactly("CUSTOMER_STILL_CHECKING");
        assertThat(customer.connects(SampleCompany.ACME)).isInstanceOf(Authorised.class);
        assertThat(northwind
            .<Verdict>as(() -> verification.verify(northwind.inTransaction(() -> verification.begin(request)).work())))
            .isEqualTo(new Verdict.Verified());
    }

    @Test
    void whoHasBegunAnewMeanwhileOrIsNotWantedAnyMoreIsNotAsked() {
        halted();
        customer.goes();
        clock.advance(LostReturns.PATIENCE);
        assertThat(lostReturns.settle()).isZero();

        halted();
        northwind.cancel(request, null);
        clock.advance(LostReturns.PATIENCE);
        assertThat(lostReturns.settle()).isZero();
        assertThat(mails()).doesNotContain("CUSTOMER_STILL_CHECKING");
        assertThat(Db.all().sql("""
                select count(*) from oauth_state where request_id = ?
                  and consumed_at is not null and settled_at is null""").param(request).query(Integer.class).single())
            .isZero();
    }

    @Test
    @Tag("S4")
    void aRenewalThatIsLostEndsInAReconnectionWhereTheOldTokenIsDead() {
        UUID connection = linked();
        assertThat(HaltedNode.renewing(northwind.id(), connection)).isEqualTo(HaltAfterAnswer.HALTED);
        assertThat(calls()).hasSize(2).allMatch(call -> call.status() == 200);
        leaseEnds(connection);

        assertThat(fresh(connection)).isEqualTo(new AccessEnded<>());
        assertThat(state(connection)).isEqualTo("DEAUTHORIZED");
        UUID reconnection = Db.all()
            .sql("select id from request where lender_id = ? and kind = 'RECONNECTION'")
            .param(northwind.id())
            .query(UUID.class)
            .single();
        assertThat(Db.all()
            .sql("select kind from outbox where request_id = ? and done_at is null")
            .param(reconnection)
            .query(String.class)
            .list()).as("its process sends the mail").containsExactly("START");
    }

    @Test
    void aRenewalThatIsLostIsMadeAgainWhereTheOldTokenStillLives() {
        quickBooks.oldRefreshTokensLive(Duration.ofHours(24));
        UUID connection = linked();
        assertThat(HaltedNode.renewing(northwind.id(), connection)).isEqualTo(HaltAfterAnswer.HALTED);
        leaseEnds(connection);

        assertThat(fresh(connection)).isInstanceOf(Ok.class);
        assertThat(state(connection)).isEqualTo("LINKED");
    }

    private void halted() {
        Begun begun = customer.goes();
        assertThat(
                HaltedNode.comingBack(quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME), begun.cookieValue()))
            .isEqualTo(HaltAfterAnswer.HALTED);
    }

    private UUID linked() {
        customer.connects(SampleCompany.ACME);
        return Db.all()
            .sql("update connection set state = 'LINKED', access_expires_at = now() where request_id = ? returning id")
            .param(request)
            .query(UUID.class)
            .single();
    }

    /** Half a minute of the system's time. */
    private static void leaseEnds(UUID connection) {
        assertThat(Db.all()
            .sql("update connection set refresh_leased_until = now() where id = ? and refresh_lease is not null")
            .param(connection)
            .update()).as("it died holding the lease").isOne();
    }

    private ProviderAnswer<Access> fresh(UUID connection) {
        return northwind.as(() -> tokens.fresh(connection));
    }

    private List<Call> calls() {
        List<Call> all = quickBooks.ledger(Endpoint.TOKEN);
        return all.subList(callsBefore, all.size());
    }

    private RequestStep step() {
        return northwind.as(() -> views.facts(request)).step();
    }

    private List<String> mails() {
        return Db.all().sql("select kind from mail where request_id = ?").param(request).query(String.class).list();
    }

    private static String state(UUID connection) {
        return Db.all().sql("select state from connection where id = ?").param(connection).query(String.class).single();
    }

}
