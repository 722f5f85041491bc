package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.Statements;
import io.ledgerstream.lender.Role;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("L6")
class RequestPageTest extends PageTest {

    private Fixtures.Bank northwind;
    private Fixtures.Bank contoso;
    private UUID request;

    @BeforeEach
    void aRequestOfOneOfTwoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        request = northwind.request(northwind.company("Acme Ltd"), "Two\nlines <b>");
    }

    @Test
    void whoDidWhatWhenStandsInOrderWithWhatComesNext() {
        northwind.atConsent(request);
        assertThat(get("")).hasStatusOk().bodyText().containsSubsequence("Acme Ltd", "In progress", "Requested", "Rita Moreno", "Link opened",
                "Customer signed in", "Accounting software chosen", "Due date: the request expires");
        assertThat(get("")).bodyText().contains("The customer is to give consent", "QuickBooks Online", "Two\nlines &lt;b&gt;");
    }

    @Test
    void theProcessIsShownAsAPictureAndInWords() {
        northwind.atConsent(request);
        assertThat(get("")).bodyText().contains("/portal/requests/" + request + "/process.svg", "Now: Give consent.");
        assertThat(get("/process.svg")).hasStatusOk().hasContentTypeCompatibleWith("image/svg+xml").bodyText()
                .containsPattern("class=\"element userTask[a-z ]* current\" data-element=\"GiveConsent\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/process.svg", "/requested", "/cancel"})
    void anotherLendersRequestDoesNotExist(String page) {
        assertThat(pages.get().uri("/portal/requests/" + request + page).with(by(contoso))).hasStatus(404);
        assertThat(pages.get().uri("/portal/requests/" + UUID.randomUUID() + page).with(by(northwind))).hasStatus(404);
        assertThat(pages.get().uri("/portal/requests/1" + page).with(by(northwind))).hasStatus(404);
    }

    @Test
    void theConfirmationSaysToWhomAndUntilWhenAndLeadsToTheRow() {
        UUID company = northwind.as(() -> Db.all().sql("select company_id from request where id = ?").param(request).query(UUID.class).single());
        assertThat(get("/requested")).hasStatusOk().bodyText().contains("Request sent", "Dora Patel", "@customer.example", "Due date",
                "href=\"/portal/companies#c-" + company + "\"", "Continue");
    }

    @Test
    @Tag("L7")
    void cancellingAsksOnceThenTakesTheReason() {
        assertThat(get("/cancel")).hasStatusOk().bodyText().contains("Cancel this request?", "Dora Patel");
        assertThat(status()).isEqualTo("REQUESTED");

        assertThat(cancel("  wrong company  ", northwind.ownerEmail())).hasStatus(302).hasRedirectedUrl("/portal/requests/" + request);

        assertThat(status()).isEqualTo("CANCELLED");
        assertThat(get("")).bodyText().contains("Cancelled", "wrong company").doesNotContain("Cancel request", "Remind now");
    }

    @Test
    @Tag("L7")
    void cancellingTwiceIsRefusedWithTheReason() {
        cancel("", northwind.ownerEmail());
        assertThat(cancel("", northwind.ownerEmail())).hasStatus(409).bodyText().contains("The request is cancelled already.");
        assertThat(get("/cancel")).hasStatus(302);
    }

    @Test
    void aReasonThatIsTooLongIsRefused() {
        assertThat(cancel("x".repeat(1001), northwind.ownerEmail())).hasStatusOk().bodyText().contains("Enter at most 1,000 characters");
        assertThat(status()).isEqualTo("REQUESTED");
    }

    @Test
    void whoMayNotCancelCannot() {
        for (Role role : new Role[] {Role.VIEWER, Role.SUCCESS_MANAGER}) {
            String person = person(northwind, role);
            assertThat(cancel("", person)).hasStatus(403);
            assertThat(pages.get().uri("/portal/requests/" + request).with(by(person))).hasStatusOk().bodyText().doesNotContain("Cancel request");
        }
        assertThat(cancel("", contoso.ownerEmail())).hasStatus(404);
        assertThat(pages.post().uri("/portal/requests/{id}/cancel", request).with(by(northwind))).hasStatus(403);
        assertThat(status()).isEqualTo("REQUESTED");
    }

    @Test
    @Tag("S8")
    void aConnectedRequestCountsWhatWasRead() {
        northwind.connected(request);
        UUID connection = UUID.randomUUID();
        Db.all().sql("""
                insert into connection (id, lender_id, company_id, request_id, line_id, software, state, state_changed_at)
                select ?, lender_id, company_id, request_id, id, 'quickbooks-online', 'LINKED', now() from request_line where request_id = ?""")
                .params(connection, request).update();
        Db.all().sql("""
                insert into sync_position (connection_id, data_type, lender_id, request_id, state, records, last_synced_at)
                values (?, 'BILLS', ?, ?, 'DONE', 1250, '2026-11-23T12:00:00Z')""").params(connection, northwind.id(), request).update();

        assertThat(get("")).hasStatusOk().bodyText().containsSubsequence("Data", "Bills", "1,250", "Data as of Mon 23 Nov 2026, 07:00 EST",
                "Up to date");
    }

    @Test
    void thePageKeepsToItsBudgetOfStatements() {
        var user = by(northwind);
        assertThat(Statements.of(() -> assertThat(pages.get().uri("/portal/requests/" + request).with(user)).hasStatusOk()))
                .isLessThanOrEqualTo(7);
    }

    private MvcTestResult get(String page) {
        return pages.get().uri("/portal/requests/" + request + page).with(by(northwind)).exchange();
    }

    private MvcTestResult cancel(String reason, String person) {
        return pages.post().uri("/portal/requests/{id}/cancel", request).param("reason", reason).with(csrf()).with(by(person)).exchange();
    }

    private String status() {
        return Db.all().sql("select status from request where id = ?").param(request).query(String.class).single();
    }
}
