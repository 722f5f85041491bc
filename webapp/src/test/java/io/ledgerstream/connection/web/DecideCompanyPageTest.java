package io.ledgerstream.connection.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import io.ledgerstream.PageTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.CompanyMatches;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.connection.Verification;
import io.ledgerstream.lender.Role;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;
import standin.quickbooks.SampleCompany;

@Tag("V4")
class DecideCompanyPageTest extends PageTest {

    private static final Actor DORA = Actor.customer(null);

    @Autowired
    private Connections connections;

    @Autowired
    private Verification verification;

    @Autowired
    private CompanyMatches matches;

    @Autowired
    private RequestViews views;

    @Autowired
    private Requests requests;

    @Autowired
    private MovableClock clock;

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID request;

    @BeforeEach
    void aCustomerWhoSaysThatOtherBooksAreRight() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        request = northwind.request(northwind.companyOf(SampleCompany.ACME));
        northwind.consented(request);
        connects(SampleCompany.ACME_HOLDINGS);
        confirms("We moved the works\nto <b>the holding</b>.");
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void theRequestPageSetsBothCompaniesSideBySideWithTheCustomersReason() {
        assertThat(get("")).hasStatusOk()
            .bodyText()
            .containsSubsequence("Needs attention", "Decide company match",
                    "The customer connected Acme Property Holdings Ltd. You asked for Acme Manufacturing Limited.",
                    "United Kingdom", "Alike in parts: they share a word",
                    "We moved the works\nto &lt;b&gt;the holding&lt;/b&gt;.",
                    "/portal/requests/" + request + "/company-match", "The books are under another name",
                    "Customer says that the books are right", "You are to decide whether the books are the right ones");
    }

    @Test
    @Tag("V6")
    void booksThatAreConnectedForAnotherCompanyTooAreSaidToBe() {
        assertThat(get("")).bodyText().doesNotContain("The same books are connected");
        UUID twin = northwind.request(northwind.company("Acme <b>Holdings</b>", "Dora Patel", "GB", "en"));
        northwind.consented(twin);
        new Customer(connections, northwind, twin).connects(SampleCompany.ACME_HOLDINGS);

        for (String page : new String[] { "", "/company-match" }) {
            assertThat(get(page)).hasStatusOk()
                .bodyText()
                .containsSubsequence("The same books are connected for another company of yours",
                        "/portal/requests/" + twin, "Acme &lt;b&gt;Holdings&lt;/b&gt;",
                        "Either one company is listed twice");
        }
        UUID theirs = contoso.request(contoso.companyOf(SampleCompany.ACME_HOLDINGS));
        contoso.consented(theirs);
        new Customer(connections, contoso, theirs).connects(SampleCompany.ACME_HOLDINGS);
        assertThat(get("")).bodyText().doesNotContain(theirs.toString());
    }

    @Test
    void thePageSaysWhatFollowsFromEachAnswer() {
        assertThat(get("/company-match")).hasStatusOk()
            .bodyText()
            .contains("Do you accept these books?", "its figures are read from now on",
                    "Dora Patel is asked by mail to connect the right company");
        assertThat(facts().step()).isEqualTo(RequestStep.LENDER_DECIDES);
    }

    @Test
    void whatIsAcceptedIsConnectedAndTheNoteStandsInTheTimeline() {
        assertThat(decide("accept", "  Seen in the register  ", northwind.ownerEmail())).hasStatus(302)
            .hasRedirectedUrl("/portal/requests/" + request);

        assertThat(facts().status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(get("")).bodyText()
            .containsSubsequence("Books accepted: connected", "Rita Moreno", "Seen in the register")
            .doesNotContain(">Decide company match<", "Needs attention");
    }

    @Test
    void whatIsNotAcceptedGoesBackToTheCustomer() {
        assertThat(decide("refuse", "", person(northwind, Role.ADMIN))).hasStatus(302);

        assertThat(facts().step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
        assertThat(get("")).bodyText()
            .contains("Books not accepted", "The books under the other name were not accepted")
            .doesNotContain(">Decide company match<");
        assertThat(Db.all()
            .sql("select count(*) from mail where request_id = ? and kind = 'CUSTOMER_COMPANY_REFUSED'")
            .param(request)
            .query(Integer.class)
            .single()).isOne();
    }

    @Test
    void decidedOnceItSaysByWhomAndWhen() {
        decide("accept", "", northwind.ownerEmail());
        for (MvcTestResult answer : new MvcTestResult[] { get("/company-match"),
                decide("refuse", "", northwind.ownerEmail()) }) {
            assertThat(answer).hasStatus(409)
                .bodyText()
                .containsPattern("Rita Moreno accepted the books on \\w{3} \\d+ \\w{3} \\d{4}");
        }
        assertThat(facts().status()).isEqualTo(RequestStatus.CONNECTED);
    }

    @Test
    void notAcceptedItSaysSo() {
        decide("refuse", "", northwind.ownerEmail());
        assertThat(decide("accept", "", northwind.ownerEmail())).hasStatus(409)
            .bodyText()
            .contains("Rita Moreno did not accept the books on");
    }

    @Test
    void takenBackByTheCustomerItSaysSo() {
        String attempt = facts().attemptId().toString();
        northwind.as(() -> matches.chooseAnother(request, facts().attemptId(), DORA));
        assertThat(post("accept", "", attempt, northwind.ownerEmail())).hasStatus(409)
            .bodyText()
            .contains("The customer chose another company on");
        assertThat(facts().step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
    }

    @Test
    void cancelledOrExpiredItSaysSo() {
        clock.advance(Duration.ofDays(40));
        northwind.as(() -> requests.dueDateReached(request));
        assertThat(decide("accept", "", northwind.ownerEmail())).hasStatus(409)
            .bodyText()
            .contains("The request expired on");
        UUID other = northwind.request(northwind.companyOf(SampleCompany.ACME));
        northwind.cancel(other, null);
        assertThat(pages.get().uri("/portal/requests/" + other + "/company-match").with(by(northwind))).hasStatus(409)
            .bodyText()
            .contains("Rita Moreno cancelled the request on");
    }

    @Test
    void booksThatWereConnectedSinceThePageWasOpenedAreShownInsteadOfDecided() {
        String seen = facts().attemptId().toString();
        northwind.as(() -> matches.chooseAnother(request, facts().attemptId(), DORA));
        connects(SampleCompany.BIRCHWOOD);
        confirms("These, then.");
        for (String attempt : new String[] { seen, "", "x", UUID.randomUUID().toString() }) {
            assertThat(post("accept", "", attempt, northwind.ownerEmail())).hasStatus(409)
                .bodyText()
                .contains("These are other books than before", "The customer connected Birchwood Joinery.",
                        facts().attemptId().toString());
        }
        assertThat(facts().step()).isEqualTo(RequestStep.LENDER_DECIDES);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "ACCEPT", "accept,refuse", "<script>" })
    void anAnswerThatIsNoneIsAskedForAgain(String decision) {
        assertThat(decide(decision, "kept", northwind.ownerEmail())).hasStatus(422)
            .bodyText()
            .contains("There is a problem", "Choose whether you accept these books", "kept");
        assertThat(facts().step()).isEqualTo(RequestStep.LENDER_DECIDES);
    }

    @Test
    void aNoteThatIsTooLongOrOddIsNotTaken() {
        assertThat(decide("accept", "x".repeat(1001), northwind.ownerEmail())).hasStatus(422)
            .bodyText()
            .contains("Enter at most 1,000 characters");
        assertThat(decide("accept", "turned\u202Earound", northwind.ownerEmail())).hasStatus(422)
            .bodyText()
            .contains("Enter the note without characters that cannot be seen");
        assertThat(decide("accept", "x\r\n".repeat(500), northwind.ownerEmail())).hasStatus(302);
    }

    @Test
    void whoMayNotDecideSeesItAndCannot() {
        for (Role role : new Role[] { Role.VIEWER, Role.SUCCESS_MANAGER }) {
            String person = person(northwind, role);
            assertThat(decide("accept", "", person)).hasStatus(403);
            assertThat(pages.get().uri("/portal/requests/" + request).with(by(person))).hasStatusOk()
                .bodyText()
                .contains("Decide company match", "A relationship manager or an administrator decides.")
                .doesNotContain("/company-match\"");
        }
        assertThat(decide("accept", "", contoso.ownerEmail())).hasStatus(404);
        assertThat(pages.post()
            .uri("/portal/requests/{id}/company-match", request)
            .param("decision", "accept")
            .with(by(northwind))).hasStatus(403);
        assertThat(facts().step()).isEqualTo(RequestStep.LENDER_DECIDES);
    }

    private void connects(SampleCompany company) {
        new Customer(connections, northwind, request).connects(company);
        northwind.as(() -> verification.verify(northwind.inTransaction(() -> verification.begin(request)).work()));
    }

    private void confirms(String reason) {
        northwind.as(() -> matches.confirm(request, facts().attemptId(), reason, DORA));
    }

    private RequestFacts facts() {
        return northwind.as(() -> views.facts(request));
    }

    private MvcTestResult get(String page) {
        return pages.get().uri("/portal/requests/" + request + page).with(by(northwind)).exchange();
    }

    private MvcTestResult decide(String decision, String note, String person) {
        return post(decision, note, facts().attemptId().toString(), person);
    }

    private MvcTestResult post(String decision, String note, String attempt, String person) {
        return pages.post()
            .uri("/portal/requests/{id}/company-match", request)
            .param("decision", decision)
            .param("note", note)
            .param("attempt", attempt)
            .with(csrf())
            .with(by(person))
            .exchange();
    }

}
