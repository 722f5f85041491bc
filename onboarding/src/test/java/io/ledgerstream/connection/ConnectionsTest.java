package io.ledgerstream.connection;

import static fixture.Customer.QUICKBOOKS;
import static fixture.Customer.parameters;
import static fixture.Customer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.CallbackResult.Authorised;
import io.ledgerstream.connection.CallbackResult.Failed;
import io.ledgerstream.connection.CallbackResult.InvalidState;
import io.ledgerstream.connection.CallbackResult.NotWanted;
import io.ledgerstream.connection.CallbackResult.Why;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Selection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

@OnboardingTest
class ConnectionsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private RequestViews views;

    @Autowired
    private RequestProgress progress;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    private UUID request;

    private Customer customer;

    @BeforeEach
    void aCustomerWhoHasConsented() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
        request = northwind.request(northwind.company("Acme Ltd"));
        northwind.consented(request);
        customer = new Customer(connections, northwind, request);
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.healthy();
        clock.reset();
    }

    @Test
    @Tag("V1")
    void aCustomerGoesToQuickBooksAndComesBackWithAccess() {
        Begun begun = customer.goes();

        CallbackResult result = customer.comesBack(quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME),
                begun.cookieValue());

        assertThat(result).isEqualTo(new Authorised(request, northwind.id()));
        assertThat(step()).isEqualTo(RequestStep.CHECKING);
        assertThat(connection(request)).containsEntry("state", "PENDING_AUTH")
            .containsEntry("external_id", SampleCompany.ACME.realmId());
        assertThat(Db.all()
            .sql("select count(*) from outbox where request_id = ? and kind = 'CHANGED'")
            .param(request)
            .query(Integer.class)
            .single()).isEqualTo(3);
    }

    @Test
    @Tag("V1")
    void theAddressCarriesWhatTheProviderWantsAndAStateOf256Bits() {
        Begun begun = customer.goes();

        Map<String, String> sent = parameters(begun.authorizeUrl()).toSingleValueMap();
        assertThat(begun.authorizeUrl().toString()).startsWith(quickBooks.base() + "/connect/oauth2?");
        assertThat(sent).containsEntry("response_type", "code")
            .containsEntry("scope", "com.intuit.quickbooks.accounting")
            .containsEntry("redirect_uri", "http://localhost:8080/connect/quickbooks/callback");
        assertThat(sent.get("state")).hasSize(43).doesNotContain(begun.cookieValue());
        assertThat(customer.goes().authorizeUrl()).isNotEqualTo(begun.authorizeUrl());
    }

    @Test
    @Tag("V5")
    void neitherTokensNorStateNorCookieStandInTheDatabaseInClear() {
        Begun begun = customer.goes();
        URI back = quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME);
        customer.comesBack(back, begun.cookieValue());

        String dump = Db.all()
            .sql("select row_to_json(c)::text from connection c where request_id = ?")
            .param(request)
            .query(String.class)
            .single()
                + Db.all()
                    .sql("select row_to_json(s)::text from oauth_state s where request_id = ?")
                    .param(request)
                    .query(String.class)
                    .single();
        String decoded = new String(Db.all()
            .sql("select access_token || refresh_token from connection where request_id = ?")
            .param(request)
            .query(byte[].class)
            .single(), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(dump + decoded).doesNotContain(begun.cookieValue(), parameters(back).getFirst("state"),
                parameters(back).getFirst("code"), "RT1-", "eyJ");
    }

    @Test
    void theLinkCanBeWrittenAnewFromTheCookieUntilItIsUsed() {
        Begun begun = customer.goes();

        assertThat(connections.authorizeUrl(begun.cookieValue())).contains(begun.authorizeUrl());
        customer.comesBack(quickBooks.refuse(begun.authorizeUrl()), begun.cookieValue());
        assertThat(connections.authorizeUrl(begun.cookieValue())).isEmpty();
        assertThat(connections.authorizeUrl("nobody's")).isEmpty();
        assertThat(connections.authorizeUrl(null)).isEmpty();
    }

    @Test
    void aReturnThatIsReplayedChangesNothing() {
        Begun begun = customer.goes();
        URI back = quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME);
        customer.comesBack(back, begun.cookieValue());

        assertThat(customer.comesBack(back, begun.cookieValue())).isEqualTo(new InvalidState(Why.REPLAYED));
        assertThat(step()).isEqualTo(RequestStep.CHECKING);
    }

    @Test
    void ofManyReturnsAtOnceOneIsExchanged() throws Exception {
        Begun begun = customer.goes();
        URI back = quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME);
        Callable<CallbackResult> comingBack = () -> customer.comesBack(back, begun.cookieValue());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CallbackResult> results = threads.invokeAll(java.util.Collections.nCopies(8, comingBack))
                .stream()
                .map(f -> f.resultNow())
                .toList();
            assertThat(results).filteredOn(Authorised.class::isInstance).hasSize(1);
            assertThat(results).filteredOn(new InvalidState(Why.REPLAYED)::equals).hasSize(7);
        }
    }

    @Test
    void aReturnAfterHalfAnHourIsLateAndTheStepStays() {
        Begun begun = customer.goes();
        URI back = quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME);
        clock.advance(Duration.ofMinutes(31));

        assertThat(customer.comesBack(back, begun.cookieValue())).isEqualTo(new InvalidState(Why.LATE));
        assertThat(step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
    }

    @Test
    void aReturnInAnotherBrowserIsRefusedAndLeavesTheRightOneItsWay() {
        Begun begun = customer.goes();
        URI back = quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME);

        assertThat(customer.comesBack(back, null)).isEqualTo(new InvalidState(Why.OTHER_BROWSER));
        assertThat(customer.comesBack(back, "another-cookie")).isEqualTo(new InvalidState(Why.OTHER_BROWSER));
        assertThat(customer.comesBack(back, begun.cookieValue())).isInstanceOf(Authorised.class);
    }

    @Test
    void aReturnWithoutAStateOrWithAnInventedOneIsRefused() {
        Begun begun = customer.goes();
        Map<String, List<String>> back = parameters(quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME));
        String state = back.get("state").getFirst();

        assertThat(connections.callback("/connect/quickbooks/callback", with(back, "state"), begun.cookieValue()))
            .isEqualTo(new InvalidState(Why.MISSING));
        assertThat(connections.callback("/connect/quickbooks/callback", with(back, "state", state, state),
                begun.cookieValue()))
            .isEqualTo(new InvalidState(Why.MISSING));
        for (String invented : List.of("", "x", "%00", "../", "a".repeat(100_000), "\u0000", state + "A")) {
            assertThat(connections.callback("/connect/quickbooks/callback", with(back, "state", invented),
                    begun.cookieValue()))
                .isEqualTo(new InvalidState(Why.UNKNOWN));
        }
        assertThat(connections.callback("/connect/netsuite/callback", back, begun.cookieValue()))
            .isEqualTo(new InvalidState(Why.UNKNOWN));
        assertThat(step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
    }

    @ParameterizedTest
    @ValueSource(strings = { "1/../2", "12a", "", " 1", "１２", "123456789012345678901", "1?x=1" })
    @Tag("V1")
    void aRealmIdThatIsNotDigitsIsNeverUsed(String realm) {
        Begun begun = customer.goes();
        Map<String, List<String>> back = parameters(quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME));

        CallbackResult result = connections.callback("/connect/quickbooks/callback", with(back, "realmId", realm),
                begun.cookieValue());

        assertThat(result).isEqualTo(new Failed(request, northwind.id(), Reasons.ANSWER_INCOMPLETE));
        assertThat(step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
        assertThat(connection(request)).containsEntry("external_id", null);
    }

    @Test
    void aReturnWithTwoCodesOrNoneFails() {
        for (String[] codes : List.of(new String[] { "a", "b" }, new String[0])) {
            Begun begun = customer.goes();
            Map<String, List<String>> back = parameters(quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME));
            assertThat(connections.callback("/connect/quickbooks/callback", with(back, "code", codes),
                    begun.cookieValue()))
                .isEqualTo(new Failed(request, northwind.id(), Reasons.ANSWER_INCOMPLETE));
        }
    }

    @Test
    void aCustomerWhoSaysNoStaysAtTheStepAndMayTryAgain() {
        Begun begun = customer.goes();

        assertThat(customer.comesBack(quickBooks.refuse(begun.authorizeUrl()), begun.cookieValue()))
            .isEqualTo(new CallbackResult.Refused(request, northwind.id()));
        assertThat(step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
        assertThat(northwind.as(() -> views.get(request)).attemptReason()).isEqualTo(Reasons.ACCESS_DENIED);

        assertThat(customer.connects(SampleCompany.ACME)).isInstanceOf(Authorised.class);
        assertThat(Db.all()
            .sql("select count(*) from connection where request_id = ?")
            .param(request)
            .query(Integer.class)
            .single()).isOne();
    }

    @Test
    void aProviderThatIsDownOrRefusesTheCodeLeavesTheStep() {
        quickBooks.fail(Endpoint.TOKEN, Failure.down().times(1));
        assertThat(customer.connects(SampleCompany.ACME))
            .isEqualTo(new Failed(request, northwind.id(), Reasons.PROVIDER_UNAVAILABLE));
        quickBooks.fail(Endpoint.TOKEN, Failure.invalidGrant().times(1));
        assertThat(customer.connects(SampleCompany.ACME))
            .isEqualTo(new Failed(request, northwind.id(), Reasons.CODE_NOT_ACCEPTED));
        assertThat(customer.connects(SampleCompany.ACME)).isInstanceOf(Authorised.class);
    }

    @Test
    @Tag("X12")
    void aRequestThatWasCancelledInTheMeantimeKeepsNothingButWhatIsToBeRevoked() {
        Begun begun = customer.goes();
        URI back = quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME);
        northwind.cancel(request, "no longer needed");

        assertThat(customer.comesBack(back, begun.cookieValue())).isEqualTo(new NotWanted(request, northwind.id()));
        assertThat(Db.all()
            .sql("select distinct state from connection where request_id = ?")
            .param(request)
            .query(String.class)
            .list()).containsExactly("UNLINKED");
        assertThat(Db.all()
            .sql("""
                    select count(*) from connection where request_id = ?
                      and revoke_due_at is not null and refresh_token is not null""")
            .param(request)
            .query(Integer.class)
            .single()).isOne();
    }

    @Test
    void anAttemptThatANewerOneReplacedBringsNoAccess() {
        Begun first = customer.goes();
        URI back = quickBooks.allow(first.authorizeUrl(), SampleCompany.ACME);
        Begun second = customer.goes();

        assertThat(customer.comesBack(back, second.cookieValue())).isEqualTo(new InvalidState(Why.OTHER_BROWSER));
        assertThat(customer.comesBack(back, first.cookieValue())).isEqualTo(new NotWanted(request, northwind.id()));
        assertThat(customer.comesBack(quickBooks.allow(second.authorizeUrl(), SampleCompany.BIRCHWOOD),
                second.cookieValue()))
            .isInstanceOf(Authorised.class);
    }

    @Test
    void connectingOutOfOrderOrForAnotherLenderIsRefused() {
        UUID fresh = northwind.request(northwind.company("Birch Ltd"));
        northwind.atConsent(fresh);

        assertThatThrownBy(() -> new Customer(connections, northwind, fresh).goes())
            .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason()).isEqualTo("out-of-order"));
        assertThatThrownBy(() -> new Customer(connections, harbour, request).goes()).isInstanceOf(NotFound.class);
    }

    @Test
    void softwareThatIsNotServedCannotBeConnected() {
        UUID other = northwind.request(northwind.company("Calder Ltd"));
        northwind.signedIn(other);
        northwind.as(() -> progress.selectSoftware(other, Selection.direct("sage-intacct"), Actor.customer(null)));
        northwind.as(() -> progress.consentGiven(other, UUID.randomUUID(), "sage-intacct", Actor.customer(null)));

        assertThatThrownBy(() -> new Customer(connections, northwind, other).goes()).isInstanceOfSatisfying(
                Refused.class, refused -> assertThat(refused.reason()).isEqualTo("software-not-served"));
        assertThat(northwind.as(() -> views.facts(other)).attempt()).isNull();
    }

    private RequestStep step() {
        return northwind.as(() -> views.facts(request)).step();
    }

    private static Map<String, Object> connection(UUID request) {
        return Db.all().sql("select * from connection where request_id = ?").param(request).query().singleRow();
    }

}
