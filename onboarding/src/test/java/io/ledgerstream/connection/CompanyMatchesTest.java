package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Timeline;
import io.ledgerstream.connection.Check.State;
import io.ledgerstream.provider.Aspect;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/** Books that seem to be another company's, from the check to the lender's decision. */
@OnboardingTest
@Tag("V4")
class CompanyMatchesTest {

    private static final Actor DORA = Actor.customer(null);

    private static final String REASON = "We were renamed last month.";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private Verification verification;

    @Autowired
    private CompanyMatches matches;

    @Autowired
    private Checks checks;

    @Autowired
    private RequestViews views;

    @Autowired
    private Requests requests;

    @Autowired
    private RequestProgress progress;

    @Autowired
    private Timeline timeline;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    private UUID request;

    private Customer customer;

    @BeforeEach
    void aCustomerWhoIsToConnectAcme() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
        request = northwind.request(northwind.companyOf(SampleCompany.ACME));
        northwind.consented(request);
        customer = new Customer(connections, northwind, request);
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.healthy();
        clock.reset();
    }

    @Test
    @Tag("X16")
    void theAccountantsOtherClientIsCheckedToTheEndAndThenAskedAbout() {
        customer.connects(SampleCompany.BIRCHWOOD);

        assertThat(verify()).isEqualTo(new Verdict.Mismatched());

        assertThat(step()).isEqualTo(RequestStep.CONFIRM_COMPANY);
        List<Check> made = northwind.as(() -> checks.of(request)).checks();
        assertThat(made).contains(new Check(Aspect.COMPANY, State.DOUBTFUL, "other-company"))
            .filteredOn(check -> check.name() != Aspect.COMPANY)
            .allMatch(check -> check.state() == State.DONE);
        CompanyQuestion question = question();
        assertThat(question.asked()).isEqualTo("Acme Manufacturing Limited");
        assertThat(question.connected()).isEqualTo("Birchwood Joinery");
        assertThat(connection()).containsEntry("state", "PENDING_AUTH").containsEntry("linked_at", null);
    }

    @Test
    void theSisterWithNearlyTheSameNameIsAskedAbout() {
        customer.connects(SampleCompany.ACME_HOLDINGS);

        assertThat(verify()).isEqualTo(new Verdict.Mismatched());
        assertThat(question().match().inWords()).isEqualTo(CompanyMatch.Likeness.IN_PARTS);
    }

    @Test
    void theSameNameInAnotherCountryIsAskedAbout() {
        UUID abroad = northwind.request(northwind.company("Acme Manufacturing Ltd", "Dora Patel", "US", "en"));
        northwind.consented(abroad);
        new Customer(connections, northwind, abroad).connects(SampleCompany.ACME);

        assertThat(verify(abroad)).isEqualTo(new Verdict.Mismatched());
        CompanyMatch match = northwind.as(() -> matches.of(abroad)).orElseThrow().match();
        assertThat(match.sameName()).isTrue();
        assertThat(match.askedCountry()).isEqualTo("US");
        assertThat(match.booksCountry()).isEqualTo("GB");
    }

    @Test
    void aTradingNameThatTheLenderKnowsIsEnough() {
        Db.all()
            .sql("update company set trading_names = '{Birchwood Joinery}' where id = ?")
            .param(facts().companyId())
            .update();
        customer.connects(SampleCompany.BIRCHWOOD);

        assertThat(verify()).isEqualTo(new Verdict.Verified());
    }

    @Test
    void whatMatchesIsKeptAsEvidenceToo() {
        customer.connects(SampleCompany.ACME);
        verify();

        assertThat(Db.all()
            .sql("select company_match::text from connection_attempt where request_id = ?")
            .param(request)
            .query(String.class)
            .single()).contains("Acme Manufacturing Limited", "Acme Manufacturing Ltd", "\"likeness\": 1.0",
                    "\"booksCountry\": \"GB\"");
    }

    @Test
    void askedAgainItIsTheSameMismatchWithoutACall() {
        toldApart();
        int calls = quickBooks.ledger().size();

        assertThat(verify()).isEqualTo(new Verdict.Mismatched());
        assertThat(quickBooks.ledger()).hasSize(calls);
    }

    @Test
    void aPermissionThatIsMissingRejectsOtherBooksLikeAnyOthers() {
        quickBooks.fail(Endpoint.QUERY,
                Failure.fault(403, "AuthorizationFault", "5020", "Permission Denied").where("from BillPayment"));
        customer.connects(SampleCompany.BIRCHWOOD);

        assertThat(verify()).isEqualTo(new Verdict.Rejected());
        assertThat(step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
    }

    @Test
    void theCustomersReasonIsPutToTheLenderWhoIsTold() {
        confirmed();

        assertThat(step()).isEqualTo(RequestStep.LENDER_DECIDES);
        assertThat(northwind.as(() -> views.get(request)).matchReason()).isEqualTo(REASON);
        assertThat(northwind.as(() -> views.get(request)).flags()).contains(Flag.COMPANY_MISMATCH);
        assertThat(mails()).contains("LENDER_COMPANY_TO_DECIDE");
    }

    @Test
    void whatTheLenderAcceptsIsConnected() {
        confirmed();
        northwind.as(() -> matches.accept(request, facts().attemptId(), "Seen at Companies House", northwind.actor()));

        assertThat(facts().status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(connection()).containsEntry("state", "LINKED").containsEntry("external_name", "Birchwood Joinery");
        assertThat(northwind.as(() -> views.get(request)).flags()).isEmpty();
        assertThat(northwind.as(() -> timeline.of(request)).getLast()).satisfies(line -> {
            assertThat(line.action()).isEqualTo("company-accepted");
            assertThat(line.detail()).containsEntry("note", "Seen at Companies House");
            assertThat(line.user()).isEqualTo("Rita Moreno");
        });
    }

    @Test
    void whatTheLenderDoesNotTakeLosesItsAccessAndTheCustomerConnectsAgain() {
        confirmed();
        northwind.as(() -> matches.refuse(request, facts().attemptId(), null, northwind.actor()));

        assertThat(step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
        assertThat(northwind.as(() -> views.get(request)).attemptReason()).isEqualTo("company-refused");
        assertThat(connection()).containsEntry("state", "UNLINKED").doesNotContainEntry("revoke_due_at", null);
        assertThat(mails()).contains("CUSTOMER_COMPANY_REFUSED");

        customer.connects(SampleCompany.ACME);
        assertThat(verify()).isEqualTo(new Verdict.Verified());
    }

    @Test
    @Tag("X16")
    void theCustomerChoosesAnotherAtOnceOrWhileTheLenderLooks() {
        for (boolean asked : List.of(false, true)) {
            if (asked) {
                confirmed();
            }
            else {
                toldApart();
            }
            northwind.as(() -> matches.chooseAnother(request, facts().attemptId(), DORA));

            assertThat(step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
            assertThat(Db.all()
                .sql("select distinct state from connection where request_id = ?")
                .param(request)
                .query(String.class)
                .list()).containsExactly("UNLINKED");
            assertThat(northwind.as(() -> views.get(request)).flags()).isEmpty();
        }
        customer.connects(SampleCompany.ACME);
        assertThat(verify()).isEqualTo(new Verdict.Verified());
    }

    /**
     * The lender has the page open, the customer connects a third company and explains
     * that: the page is about other books.
     */
    @Test
    void anAnswerAboutBooksThatWereReplacedMeanwhileIsRefused() {
        confirmed();
        UUID seen = facts().attemptId();
        northwind.as(() -> matches.chooseAnother(request, seen, DORA));
        customer.connects(SampleCompany.ACME_HOLDINGS);
        verify();
        refused("attempt-superseded", () -> northwind.as(() -> matches.confirm(request, seen, REASON, DORA)));
        northwind.as(() -> matches.confirm(request, facts().attemptId(), REASON, DORA));

        refused("attempt-superseded", () -> northwind.as(() -> matches.accept(request, seen, null, northwind.actor())));
        refused("attempt-superseded", () -> northwind.as(() -> matches.refuse(request, seen, null, northwind.actor())));
        refused("attempt-superseded", () -> northwind.as(() -> matches.chooseAnother(request, seen, DORA)));
        assertThat(step()).isEqualTo(RequestStep.LENDER_DECIDES);
    }

    @Test
    void nobodyAnswersOutOfOrderOrTwiceOrForAnotherLender() {
        toldApart();
        UUID attempt = facts().attemptId();
        refused("out-of-order", () -> northwind.as(() -> matches.accept(request, attempt, null, northwind.actor())));
        northwind.as(() -> matches.confirm(request, attempt, REASON, DORA));
        refused("out-of-order", () -> northwind.as(() -> matches.confirm(request, attempt, REASON, DORA)));
        assertThatThrownBy(() -> harbour.as(() -> matches.accept(request, attempt, null, harbour.actor())))
            .isInstanceOf(NotFound.class);
        assertThat(harbour.as(() -> matches.of(request))).isEmpty();
        northwind.as(() -> matches.accept(request, attempt, null, northwind.actor()));
        refused("request-closed", () -> northwind.as(() -> matches.refuse(request, attempt, null, northwind.actor())));
        refused("request-closed", () -> northwind.as(() -> matches.chooseAnother(request, attempt, DORA)));
    }

    @Test
    void ofTwoWhoDecideAtOnceOneDoes() throws Exception {
        confirmed();
        UUID attempt = facts().attemptId();
        Callable<String> accept = () -> answer(() -> matches.accept(request, attempt, null, northwind.actor()));
        Callable<String> refuse = () -> answer(() -> matches.refuse(request, attempt, null, northwind.actor()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> answers = threads.invokeAll(List.of(accept, refuse, accept, refuse))
                .stream()
                .map(future -> future.resultNow())
                .toList();
            assertThat(answers).filteredOn("decided"::equals).hasSize(1);
        }
        boolean connected = facts().status() == RequestStatus.CONNECTED;
        assertThat(connection()).containsEntry("state", connected ? "LINKED" : "UNLINKED");
    }

    @Test
    void undecidedAtTheDueDateTheAccessIsRevoked() {
        confirmed();
        clock.advance(Duration.ofDays(40));
        northwind.as(() -> requests.dueDateReached(request));

        assertThat(facts().status()).isEqualTo(RequestStatus.EXPIRED);
        assertThat(connection()).containsEntry("state", "UNLINKED").doesNotContainEntry("revoke_due_at", null);
        refused("request-closed",
                () -> northwind.as(() -> matches.accept(request, facts().attemptId(), null, northwind.actor())));
    }

    @Test
    @Tag("X12")
    void aRequestThatIsWithdrawnWhileTheLenderDecidesTakesTheAccessWithIt() {
        confirmed();
        northwind.cancel(request, null);

        assertThat(connection()).containsEntry("state", "UNLINKED").doesNotContainEntry("revoke_due_at", null);
    }

    /**
     * A connection that is mended or used for more was matched when it was made; its
     * number at the provider has not changed.
     */
    @Test
    @Tag("X15")
    void theSameBooksUnderANewNameAreNotedAndNobodyIsAsked() {
        customer.connects(SampleCompany.ACME);
        verify();
        UUID linked = (UUID) connection().get("id");
        Db.all().sql("""
                update connection set state = 'DEAUTHORIZED', external_name = 'Acme Works',
                    external_legal_name = 'Acme Works Ltd' where request_id = ?""").param(request).update();
        UUID again = northwind.inTransaction(() -> requests.reconnect(linked)).orElseThrow();
        reconnects(again);

        assertThat(verify(again)).isEqualTo(new Verdict.Verified());
        assertThat(northwind.as(() -> timeline.of(again))).filteredOn(line -> line.action().equals("company-renamed"))
            .singleElement()
            .satisfies(line -> assertThat(line.detail())
                .isEqualTo(Map.of("from", "Acme Works", "to", "Acme Manufacturing Ltd")));
        assertThat(connection()).containsEntry("external_name", "Acme Manufacturing Ltd")
            .containsEntry("state", "LINKED");
        assertThat(northwind.as(() -> matches.of(again))).isEmpty();
    }

    @Test
    @Tag("X15")
    void otherBooksNeverMendAConnection() {
        customer.connects(SampleCompany.ACME);
        verify();
        UUID linked = (UUID) connection().get("id");
        Db.all().sql("update connection set state = 'DEAUTHORIZED' where request_id = ?").param(request).update();
        UUID again = northwind.inTransaction(() -> requests.reconnect(linked)).orElseThrow();
        northwind.signedIn(again);

        assertThat(new Customer(connections, northwind, again).connects(SampleCompany.ACME_HOLDINGS))
            .isEqualTo(new CallbackResult.Failed(again, northwind.id(), Reasons.OTHER_BOOKS));
        assertThat(northwind.as(() -> views.facts(again)).step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
    }

    private void reconnects(UUID again) {
        northwind.signedIn(again);
        new Customer(connections, northwind, again).connects(SampleCompany.ACME);
    }

    private void toldApart() {
        customer.connects(SampleCompany.BIRCHWOOD);
        verify();
    }

    private void confirmed() {
        toldApart();
        northwind.as(() -> matches.confirm(request, facts().attemptId(), REASON, DORA));
    }

    private String answer(Runnable decision) {
        try {
            northwind.as(decision);
            return "decided";
        }
        catch (Refused refused) {
            return refused.reason();
        }
    }

    private static void refused(String reason, ThrowingCallable answer) {
        assertThatThrownBy(answer).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private Verdict verify() {
        return verify(request);
    }

    private Verdict verify(UUID of) {
        Verification.Start start = northwind.inTransaction(() -> verification.begin(of));
        return start.verdict() != null ? start.verdict() : northwind.as(() -> verification.verify(start.work()));
    }

    private CompanyQuestion question() {
        return northwind.as(() -> matches.of(request)).orElseThrow();
    }

    private RequestFacts facts() {
        return northwind.as(() -> views.facts(request));
    }

    private RequestStep step() {
        return facts().step();
    }

    private List<String> mails() {
        return Db.all().sql("select kind from mail where request_id = ?").param(request).query(String.class).list();
    }

    private Map<String, Object> connection() {
        return Db.all()
            .sql("select * from connection where request_id = ? order by id desc limit 1")
            .param(request)
            .query()
            .singleRow();
    }

}
