package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.Statements;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.CompanyMatches;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.connection.Verification;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.Policy;
import io.ledgerstream.lender.Role;
import io.ledgerstream.request.RequestViews;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.util.HtmlUtils;
import standin.postgres.Db;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/**
 * What verification found, on the request's page: the customer's own lines, for everybody
 * who may see the request.
 */
@Tag("V3")
@Tag("V4")
class EvidenceTest extends PageTest {

    private static final String BILLS = "Your role in QuickBooks Online may not read bills. Sign in as an "
            + "administrator and press Connect again.";

    @Autowired
    private Connections connections;

    @Autowired
    private Verification verification;

    @Autowired
    private CompanyMatches matches;

    @Autowired
    private Lenders lenders;

    @Autowired
    private RequestViews views;

    private Fixtures.Bank northwind;

    private UUID request;

    @BeforeEach
    void aRequest() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.companyOf(SampleCompany.ACME));
        northwind.consented(request);
    }

    @AfterEach
    void allIsWellAgain() {
        StandInQuickBooks.shared().healthy();
    }

    @Test
    void beforeAnybodyTriedThereIsNothingToShow() {
        assertThat(page(northwind.ownerEmail())).doesNotContain("id=\"evidence\"");
    }

    @Test
    void eachLineIsShownAsItStands() {
        connects(SampleCompany.ACME);
        assertThat(page(northwind.ownerEmail())).containsSubsequence("id=\"evidence\"",
                "Signed in to QuickBooks Online", "Checking now", "Company recognised", "Waiting");
        verify();
        assertThat(page(northwind.ownerEmail()))
            .containsSubsequence("id=\"evidence\"", "Signed in to QuickBooks Online", "Done",
                    "Company is Acme Manufacturing Ltd", "First page read", "Books", "Acme Manufacturing Ltd",
                    "Legal name: Acme Manufacturing Limited", "United Kingdom", "Names",
                    "The same, but for spelling and legal form")
            .doesNotContain("Sample books", "Companies shared", "The books are kept in");
    }

    @Test
    void whatFailedIsTheCustomersSentenceForAllWhoMaySeeTheRequest() {
        connects(SampleCompany.ACME);
        StandInQuickBooks.shared()
            .fail(Endpoint.QUERY,
                    Failure.fault(403, "AuthorizationFault", "5020", "Permission Denied").where("from Bill where"));
        verify();
        for (String person : new String[] { northwind.ownerEmail(), person(northwind, Role.SUCCESS_MANAGER),
                person(northwind, Role.VIEWER), person(northwind, Role.ADMIN) }) {
            assertThat(page(person)).containsSubsequence("The connection did not pass the check",
                    "The customer reads: “" + BILLS + "”", "id=\"evidence\"", "Can read suppliers", "Done",
                    "Can read bills", "Failed", BILLS, "Can read payments", "Waiting", "Last try to connect",
                    "The customer reads: “" + BILLS + "”");
        }
        Fixtures.Bank contoso = fixtures.lender("Contoso Credit");
        assertThat(pages.get().uri("/portal/requests/" + request).with(by(contoso))).hasStatus(404);
    }

    @Test
    void whatIsDoubtfulAndPointedOutIsSaidTogether() {
        takeSamples();
        Db.all()
            .sql("update company set home_currency = 'EUR' where id = ?")
            .param(northwind.as(() -> views.facts(request)).companyId())
            .update();
        connects(SampleCompany.SANDBOX);
        verify();
        assertThat(page(northwind.ownerEmail())).containsSubsequence("Company is Sandbox Company_GB_1",
                "To be confirmed", "This does not look like the company that was asked for.",
                "the books of a sample company or a sandbox", "in another currency than expected", "Names", "Different",
                "Currency", "The books are kept in GBP; you noted EUR", "Sample books",
                "Of a sample company or a sandbox");
        accepted();
        assertThat(page(northwind.ownerEmail()))
            .containsSubsequence("Company is Sandbox Company_GB_1", "Done, but see",
                    "Not the name or country that was asked for, and accepted as right.")
            .doesNotContain("To be confirmed", "This does not look like");
    }

    @Test
    void aRoleThatReadsTooMuchIsPointedOutWithTheRecipeForASmallerOne() {
        connects(SampleCompany.ACME);
        verify();
        Db.all().sql("update connection set software = 'netsuite' where request_id = ?").param(request).update();
        Db.all().sql("""
                update connection_attempt set checks = '[{"name":"ROLE","state":"NOTED","detail":"role-too-wide"}]'
                where request_id = ?""").param(request).update();
        assertThat(page(person(northwind, Role.SUCCESS_MANAGER))).containsSubsequence("id=\"evidence\"",
                "Done, but see", "Setup > Users/Roles > Manage Roles > New", "“Vendors”", "“Find Transaction”");
    }

    @Test
    void booksWithoutAnythingToAnalyseAreMarkedAndSaidSo() {
        request = northwind.request(northwind.companyOf(SampleCompany.EMPTY));
        northwind.consented(request);
        connects(SampleCompany.EMPTY);
        verify();
        assertThat(page(northwind.ownerEmail())).containsSubsequence("Needs attention", "id=\"evidence\"",
                "First page read", "Done, but see", "there is no bill and no expense of the last 12 months");
    }

    @Test
    void whatTheBooksSayIsText() {
        connects(SampleCompany.ACME);
        verify();
        Db.all().sql("""
                update connection set external_name = '<b>Acme</b>', external_legal_name = '<script>1</script>',
                    external_country = '<i>' where request_id = ?""").param(request).update();
        assertThat(pages.get().uri("/portal/requests/" + request).with(by(northwind))).bodyText()
            .contains("&lt;b&gt;Acme")
            .doesNotContain("<b>Acme", "<script>1", "<i>");
    }

    /**
     * As without, and one each for the evidence, for other requests with the same books,
     * and for how far the data are read.
     */
    @Test
    void thePageKeepsToItsBudgetOfStatements() {
        connects(SampleCompany.ACME);
        verify();
        var user = by(northwind);
        assertThat(Statements
            .of(() -> assertThat(pages.get().uri("/portal/requests/" + request).with(user)).hasStatusOk()))
            .isLessThanOrEqualTo(11);
    }

    private void connects(SampleCompany company) {
        new Customer(connections, northwind, request).connects(company);
    }

    private void verify() {
        northwind.as(() -> verification.verify(northwind.inTransaction(() -> verification.begin(request)).work()));
    }

    private void accepted() {
        UUID attempt = northwind.as(() -> views.facts(request)).attemptId();
        northwind.as(() -> matches.confirm(request, attempt, "We try things out", Actor.customer(null)));
        northwind.as(() -> matches.accept(request, attempt, null, northwind.actor()));
    }

    private void takeSamples() {
        Policy rules = northwind.as(() -> lenders.current()).policy();
        northwind.as(() -> lenders.changePolicy(
                new Policy(rules.dueDays(), rules.linkDays(), rules.reminderFirstDays(), rules.reminderEveryDays(),
                        rules.reminderMax(), rules.reminderBeforeDueDays(), rules.consentMonths(),
                        rules.eraseAfterDays(), rules.renewalFirstDays(), rules.renewalLastDays(), true),
                northwind.actor()));
    }

    private String page(String person) {
        try {
            var answer = pages.get().uri("/portal/requests/" + request).with(by(person)).exchange();
            assertThat(answer).hasStatusOk();
            return HtmlUtils.htmlUnescape(answer.getResponse().getContentAsString(StandardCharsets.UTF_8));
        }
        catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

}
