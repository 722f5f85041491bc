package io.ledgerstream.connection.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.Fixtures;
import io.ledgerstream.connection.CompanyMatches;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.connection.Verification;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.SampleCompany;

@Tag("V4")
@Tag("X16")
class CompanyPageTest extends JourneyTest {

    private static final String COMPANY = "/journey/company";

    private static final String REASON = "We took over Birchwood’s books.\nAsk Rita <b>if</b> in doubt.";

    @Autowired
    private Connections connections;

    @Autowired
    private Verification verification;

    @Autowired
    private CompanyMatches matches;

    private Fixtures.Bank northwind;

    private UUID request;

    private Browser browser;

    @BeforeEach
    void aCustomerWhoConnectedAnotherCompany() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.companyOf(SampleCompany.ACME));
        browser = signedIn(northwind, request).press("/journey/software", "software", "quickbooks-online")
            .press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel", "title",
                    "CFO");
        connects(SampleCompany.BIRCHWOOD);
        browser.open("/journey").follow();
    }

    @Test
    void thePageNamesBothCompaniesAndWhoAsked() {
        assertThat(browser.at()).isEqualTo(COMPANY);
        assertThat(browser.text())
            .contains("You connected Birchwood Joinery. Northwind Bank asked for Acme Manufacturing Limited.",
                    "Legal name: Birchwood Joinery Ltd", "United Kingdom", "I choose another company",
                    "This company is right")
            .doesNotContain("the country is another one", "A company’s");
    }

    @Test
    @Tag("C12")
    void inFrenchToo() {
        browser.open(COMPANY + "?lang=fr");
        assertThat(browser.text()).contains(
                "Vous avez connecté Birchwood Joinery. Northwind Bank a demandé Acme Manufacturing Limited.",
                "Royaume-Uni");
    }

    @Test
    void anotherCountryIsSaid() {
        choosesAnother();
        Db.all()
            .sql("update company set country = 'IE' where id = ?")
            .param(facts(northwind, request).companyId())
            .update();
        connects(SampleCompany.ACME);
        browser.open(COMPANY);
        assertThat(browser.text()).contains("The name is the same, but the country is another one.", "Ireland",
                "United Kingdom");
    }

    @Test
    void whoChoosesAnotherIsBackAtTheInstructionsAndTheAccessEnds() {
        choosesAnother();
        assertThat(browser.at()).isEqualTo("/journey/connect");
        assertThat(browser.text()).contains("choose Acme Manufacturing Limited")
            .doesNotContain("The last try did not work");
        assertThat(
                count("connection where request_id = ? and state = 'UNLINKED' and revoke_due_at is not null", request))
            .isEqualTo(1);
        connects(SampleCompany.ACME);
        assertThat(facts(northwind, request).status()).isEqualTo(RequestStatus.CONNECTED);
    }

    @Test
    void whoSaysThatItIsRightWaitsForTheLender() {
        right(REASON);
        assertThat(browser.at()).isEqualTo(COMPANY);
        assertThat(browser.text()).contains("Northwind Bank has been asked", "You may close this page; we’ll mail you.",
                REASON, "Connect another company instead");
        assertThat(browser.answer()).bodyText().contains("Ask Rita &lt;b&gt;if&lt;/b&gt; in doubt.");
        assertThat(browser.open("/journey/connect").location()).isEqualTo(COMPANY);
        assertThat(count("mail where request_id = ? and kind = 'LENDER_COMPANY_TO_DECIDE'", request)).isEqualTo(1);
        choosesAnother();
        assertThat(facts(northwind, request).step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
    }

    @Test
    void whatTheLenderDecidesIsWhereTheCustomerGoesOn() {
        right(REASON);
        northwind.as(() -> matches.accept(request, facts(northwind, request).attemptId(), null, northwind.actor()));
        assertThat(browser.open("/journey").follow().at()).isEqualTo("/journey/done");
        assertThat(browser.text()).contains("Birchwood Joinery");
        assertThat(browser.open(COMPANY).location()).isEqualTo("/journey/done");
    }

    @Test
    void whatIsMissingIsSaidAtItsField() {
        browser.open(COMPANY).submit(COMPANY);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("There is a problem", "href=\"#answer\"",
                "Say whether you choose another company or this one is right");
        browser.submit(COMPANY, "answer", "right", "reason", "  \r\n ");
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("href=\"#reason\"", "Say why this company is right", "checked");
        browser.submit(COMPANY, "answer", "<script>", "reason", "x");
        assertThat(browser.status()).isEqualTo(422);
        assertThat(facts(northwind, request).attempt()).isEqualTo(AttemptState.MISMATCHED);
    }

    @ParameterizedTest
    @ValueSource(strings = { "bell\u0007", "turned\u202Earound", "line\u2028separated", "\u001b[31m" })
    void aReasonWithControlCharactersIsNotTaken(String reason) {
        browser.open(COMPANY).submit(COMPANY, "answer", "right", "reason", reason);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("Write it without characters that cannot be seen");
    }

    @Test
    void aReasonOfAThousandCharactersIsTakenHoweverItsLinesAreSentAndOneMoreIsNot() {
        browser.open(COMPANY).submit(COMPANY, "answer", "right", "reason", "x".repeat(1001));
        assertThat(browser.text()).contains("Use at most 1,000 characters");
        browser.open(COMPANY).press(COMPANY, "answer", "right", "reason", "x\r\n".repeat(500) + "\r\n");
        assertThat(facts(northwind, request).step()).isEqualTo(RequestStep.LENDER_DECIDES);
    }

    @Test
    void twoPressesAreOneAnswer() {
        Browser other = browser.twin().open(COMPANY);
        right(REASON);
        other.press(COMPANY, "answer", "right", "reason", "Something else");
        assertThat(other.at()).isEqualTo(COMPANY);
        assertThat(other.text()).contains(REASON).doesNotContain("Something else");
        assertThat(count("audit where request_id = ? and action = 'company-confirmed'", request)).isEqualTo(1);
    }

    @Test
    void anAnswerAboutBooksThatSomebodyElseHasReplacedIsRefused() {
        Browser other = browser.twin().open(COMPANY);
        choosesAnother();
        connects(SampleCompany.ACME_HOLDINGS);
        other.submit(COMPANY, "answer", "right", "reason", REASON);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text()).contains("nothing was changed by it");
        for (String attempt : new String[] { "", "x", UUID.randomUUID().toString() }) {
            browser.open(COMPANY).forge(COMPANY, "answer", "another", "attempt", attempt);
            assertThat(browser.status()).isEqualTo(409);
        }
        assertThat(facts(northwind, request).attempt()).isEqualTo(AttemptState.MISMATCHED);
    }

    @Test
    @Tag("X12")
    void aRequestThatWasWithdrawnSaysSoOnTheNextPress() {
        browser.open(COMPANY);
        northwind.cancel(request, null);
        browser.press(COMPANY, "answer", "right", "reason", REASON);
        assertThat(browser.at()).isEqualTo("/journey/closed");
        assertThat(browser.text()).contains("Northwind Bank withdrew this on");
    }

    @Test
    void thePageIsForThisStepAndForWhoIsSignedInOnly() {
        assertThat(browser().open(COMPANY).location()).isEqualTo("/journey/again");
        assertThat(pages.post()
            .uri(COMPANY)
            .cookie(new jakarta.servlet.http.Cookie("visit", browser.cookie("visit")))
            .param("answer", "another")).hasStatus(403);
        Fixtures.Bank harbour = fixtures.lender("Harbour Credit");
        UUID others = harbour.request(harbour.companyOf(SampleCompany.ACME));
        clock.advance(Duration.ofSeconds(61));
        Browser early = signedIn(harbour, others);
        assertThat(early.open(COMPANY).location()).isEqualTo("/journey/software");
        early.open("/journey/software")
            .forge(COMPANY, "answer", "another", "attempt", facts(northwind, request).attemptId().toString());
        assertThat(early.status()).isEqualTo(409);
        assertThat(facts(northwind, request).attempt()).isEqualTo(AttemptState.MISMATCHED);
    }

    @Test
    void theChecksShowTheCompanyAsDoubtfulWhileTheOthersAreMade() {
        choosesAnother();
        new Customer(connections, northwind, request).connects(SampleCompany.BIRCHWOOD);
        Db.all()
            .sql("""
                    update connection_attempt set checks = '[{"name":"SIGNED_IN","state":"DONE"},{"name":"COMPANY",\
                    "state":"DOUBTFUL","detail":"other-company"},
                    {"name":"BILLS","state":"WAITING"}]' where id = ?""")
            .param(facts(northwind, request).attemptId())
            .update();
        Db.all().sql("""
                update connection set external_name = 'Birchwood Joinery'
                where request_id = ? and state = 'PENDING_AUTH'""").param(request).update();
        browser.open("/journey/checking");
        assertThat(browser.text()).containsSubsequence("Company is Birchwood Joinery", "To be confirmed",
                "This does not look like the company that was asked for.", "Checking now");
    }

    private void choosesAnother() {
        browser.open(COMPANY).press(COMPANY, "answer", "another");
    }

    private void right(String reason) {
        browser.open(COMPANY).press(COMPANY, "answer", "right", "reason", reason);
    }

    private void connects(SampleCompany company) {
        new Customer(connections, northwind, request).connects(company);
        northwind.as(() -> verification.verify(northwind.inTransaction(() -> verification.begin(request)).work()));
    }

}
