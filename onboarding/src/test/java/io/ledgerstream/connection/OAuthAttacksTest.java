package io.ledgerstream.connection;

import static fixture.Customer.parameters;
import static fixture.Customer.with;
import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.connection.CallbackResult.Authorised;
import io.ledgerstream.connection.CallbackResult.Failed;
import io.ledgerstream.connection.CallbackResult.InvalidState;
import io.ledgerstream.connection.CallbackResult.NotWanted;
import io.ledgerstream.connection.CallbackResult.Why;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.Call;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/**
 * The attacks of RFC 9700 on the way to a provider and back, by the provider's ledger:
 * what is refused is not exchanged either.
 */
@OnboardingTest
@Tag("V1")
class OAuthAttacksTest {

    private static final String CALLBACK = "/connect/quickbooks/callback";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private Verification verification;

    @Autowired
    private Revocations revocations;

    @Autowired
    private RequestViews views;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Customer alice;

    private Customer mallory;

    private Begun alices;

    private Begun mallorys;

    private URI alicesReturn;

    private URI mallorysReturn;

    private int callsBefore;

    @BeforeEach
    void twoCustomersOfTwoLendersWhoHaveBothBeenAtTheProvider() {
        alice = consented(fixtures.lender("Northwind Bank"), SampleCompany.ACME);
        mallory = consented(fixtures.lender("Harbour Credit"), SampleCompany.BIRCHWOOD);
        alices = alice.goes();
        mallorys = mallory.goes();
        alicesReturn = quickBooks.allow(alices.authorizeUrl(), SampleCompany.ACME);
        mallorysReturn = quickBooks.allow(mallorys.authorizeUrl(), SampleCompany.BIRCHWOOD);
        callsBefore = quickBooks.ledger(Endpoint.TOKEN).size();
    }

    private Customer consented(Fixtures.Bank bank, SampleCompany company) {
        UUID request = bank.request(bank.companyOf(company));
        bank.consented(request);
        return new Customer(connections, bank, request);
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.healthy();
        clock.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/connect/netsuite/callback", "/connect/quickbooks-online/callback",
            "/connect/quickbooks/callback/", "/connect/xero/callback", "" })
    void mixUpAReturnAtAnotherProvidersPathIsNotExchangedAnywhere(String path) {
        assertThat(connections.callback(path, parameters(alicesReturn), alices.cookieValue()))
            .isEqualTo(new InvalidState(Why.UNKNOWN));

        assertThat(exchanges()).isEmpty();
        assertThat(alice.comesBack(alicesReturn, alices.cookieValue())).as("the right way back is still open")
            .isInstanceOf(Authorised.class);
    }

    @Test
    void mixUpAStateOfAnotherProviderIsNoneHere() {
        Db.all()
            .sql("update oauth_state set provider = 'netsuite' where request_id = ?")
            .param(alice.request())
            .update();

        assertThat(alice.comesBack(alicesReturn, alices.cookieValue())).isEqualTo(new InvalidState(Why.UNKNOWN));
        assertThat(exchanges()).isEmpty();
    }

    @Test
    void swapAnothersReturnInOnesOwnBrowserIsNotExchanged() {
        assertThat(alice.comesBack(mallorysReturn, alices.cookieValue())).as("forged: her books would go to his lender")
            .isEqualTo(new InvalidState(Why.OTHER_BROWSER));
        assertThat(mallory.comesBack(alicesReturn, mallorys.cookieValue())).as("stolen")
            .isEqualTo(new InvalidState(Why.OTHER_BROWSER));
        assertThat(mallory.comesBack(alicesReturn, null)).isEqualTo(new InvalidState(Why.OTHER_BROWSER));

        assertThat(exchanges()).isEmpty();
        assertThat(alice.comesBack(alicesReturn, alices.cookieValue()))
            .isEqualTo(new Authorised(alice.request(), alice.bank().id()));
        assertThat(mallory.comesBack(mallorysReturn, mallorys.cookieValue()))
            .isEqualTo(new Authorised(mallory.request(), mallory.bank().id()));
    }

    /**
     * QuickBooks knows no PKCE: it takes a stolen code from anybody with our key. Whose
     * books came is then seen by reading them.
     */
    @Test
    @Tag("V4")
    @Tag("X16")
    void swapAStolenCodeUnderOnesOwnStateEndsWithTheLendersDecision() {
        Map<String, List<String>> injected = with(
                with(parameters(mallorysReturn), "code", parameters(alicesReturn).getFirst("code")), "realmId",
                SampleCompany.ACME.realmId());

        connections.callback(CALLBACK, injected, mallorys.cookieValue());

        assertThat(verified(mallory)).isEqualTo(new Verdict.Mismatched());
        assertThat(connection(mallory)).containsEntry("state", "PENDING_AUTH")
            .containsEntry("external_name", SampleCompany.ACME.name());
    }

    @Test
    void swapARealmIdThatTheCodeIsNotForIsRefusedByTheProviderAndItsAccessEnded() {
        Map<String, List<String>> injected = with(parameters(mallorysReturn), "realmId", SampleCompany.ACME.realmId());

        connections.callback(CALLBACK, injected, mallorys.cookieValue());

        assertThat(verified(mallory)).isEqualTo(new Verdict.Rejected());
        assertThat(connection(mallory)).containsEntry("state", "UNLINKED").containsEntry("external_name", null);
        revocations.due(1000).forEach(revocations::revoke);
        assertThat(connection(mallory)).containsEntry("refresh_token", null);
    }

    @Test
    void replayedItIsExchangedOnce() {
        alice.comesBack(alicesReturn, alices.cookieValue());

        assertThat(alice.comesBack(alicesReturn, alices.cookieValue())).isEqualTo(new InvalidState(Why.REPLAYED));
        assertThat(exchanges()).hasSize(1);
        assertThat(verified(alice)).as("the provider ends what a code brought that is shown twice")
            .isEqualTo(new Verdict.Verified());
    }

    @Test
    void twentyReturnsAtOnceAreExchangedOnce() throws Exception {
        quickBooks.fail(Endpoint.TOKEN, Failure.slow(Duration.ofMillis(200)).times(1));
        Callable<CallbackResult> comingBack = () -> alice.comesBack(alicesReturn, alices.cookieValue());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CallbackResult> results = threads.invokeAll(Collections.nCopies(20, comingBack))
                .stream()
                .map(Future::resultNow)
                .toList();
            assertThat(results).filteredOn(Authorised.class::isInstance).hasSize(1);
            assertThat(results).filteredOn(new InvalidState(Why.REPLAYED)::equals).hasSize(19);
        }
        assertThat(exchanges()).singleElement().satisfies(call -> assertThat(call.status()).isEqualTo(200));
    }

    @Test
    void lateItIsNotExchanged() {
        clock.advance(OAuthStates.LIFETIME);

        assertThat(alice.comesBack(alicesReturn, alices.cookieValue())).isEqualTo(new InvalidState(Why.LATE));
        assertThat(exchanges()).isEmpty();
    }

    @Test
    @Tag("X12")
    void afterTheRequestWasCancelledItBringsNoAccess() {
        alice.bank().cancel(alice.request(), null);

        assertThat(alice.comesBack(alicesReturn, alices.cookieValue()))
            .isEqualTo(new NotWanted(alice.request(), alice.bank().id()));
        revocations.due(1000).forEach(revocations::revoke);
        assertThat(Db.all()
            .sql("""
                    select count(*) from connection where request_id = ?
                      and (refresh_token is not null or state <> 'UNLINKED')""")
            .param(alice.request())
            .query(Integer.class)
            .single()).isZero();
    }

    @Test
    void aRefusalCannotBeForgedFromElsewhere() {
        Map<String, List<String>> forged = Map.of("error", List.of("access_denied"), "state",
                List.of(parameters(alicesReturn).getFirst("state")));

        assertThat(connections.callback(CALLBACK, forged, mallorys.cookieValue()))
            .isEqualTo(new InvalidState(Why.OTHER_BROWSER));
        assertThat(connections.callback(CALLBACK, forged, null)).isEqualTo(new InvalidState(Why.OTHER_BROWSER));
        assertThat(alice.comesBack(alicesReturn, alices.cookieValue())).isInstanceOf(Authorised.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "a b", "a\r\nX-Injected: 1", "%0d%0a", "\u0000", "é" })
    void aCodeThatIsNoneIsNotSentToTheProvider(String code) {
        CallbackResult result = connections.callback(CALLBACK, with(parameters(alicesReturn), "code", code),
                alices.cookieValue());

        assertThat(result).isEqualTo(new Failed(alice.request(), alice.bank().id(),
                code.equals("%0d%0a") ? Reasons.CODE_NOT_ACCEPTED : Reasons.ANSWER_INCOMPLETE));
        assertThat(exchanges()).hasSize(code.equals("%0d%0a") ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"token_type\":\"bearer\",\"access_token\":\"eyJ\",\"expires_in\":3600}",
            "{\"token_type\":\"bearer\",\"access_token\":\"eyJ\",\"refresh_token\":\"RT1\",\"expires_in\":\"abc\"}",
            "{\"token_type\":\"bearer\",\"refresh_token\":\"RT1\",\"expires_in\":3600}",
            "<html><body>Sign in</body></html>", "{\"access_token\":", "[]", "null", "" })
    void anAnswerThatMakesNoSenseLeavesTheStepAndKeepsNothing(String body) {
        quickBooks.fail(Endpoint.TOKEN, Failure.answer(200, "application/json", body).times(1));

        assertThat(alice.comesBack(alicesReturn, alices.cookieValue()))
            .isEqualTo(new Failed(alice.request(), alice.bank().id(), Reasons.PROVIDER_UNAVAILABLE));
        assertThat(connection(alice)).containsEntry("state", "PENDING_AUTH")
            .containsEntry("external_id", null)
            .containsEntry("access_token", null)
            .containsEntry("refresh_token", null);
        assertThat(alice.bank().as(() -> views.facts(alice.request())).step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
        assertThat(alice.connects(SampleCompany.ACME)).isInstanceOf(Authorised.class);
    }

    @Test
    void oneCustomersTroubleIsNotTheOthers() {
        mallory.comesBack(alicesReturn, mallorys.cookieValue());

        assertThat(mallory.bank().as(() -> views.facts(mallory.request())).status())
            .isEqualTo(RequestStatus.IN_PROGRESS);
        assertThat(alice.comesBack(alicesReturn, alices.cookieValue())).isInstanceOf(Authorised.class);
        assertThat(verified(alice)).isEqualTo(new Verdict.Verified());
    }

    private Verdict verified(Customer customer) {
        Verification.Work work = customer.bank().inTransaction(() -> verification.begin(customer.request())).work();
        return customer.bank().as(() -> verification.verify(work));
    }

    private List<Call> exchanges() {
        List<Call> all = quickBooks.ledger(Endpoint.TOKEN);
        return all.subList(callsBefore, all.size());
    }

    private static Map<String, Object> connection(Customer customer) {
        return Db.all()
            .sql("select * from connection where request_id = ?")
            .param(customer.request())
            .query()
            .singleRow();
    }

}
