package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.Statements;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.Role;
import io.ledgerstream.platform.web.Times;
import io.ledgerstream.request.Contacts;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.Flags;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.RenewalRequests;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("L6")
class RequestPageTest extends PageTest {

    @Autowired
    private Reminders reminders;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Requests requests;

    @Autowired
    private RequestProgress progress;

    @Autowired
    private Flags flags;

    @Autowired
    private RenewalRequests renewals;

    @Autowired
    private RequestViews views;

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
        assertThat(get("")).hasStatusOk()
            .bodyText()
            .containsSubsequence("Acme Ltd", "In progress", "Requested", "Rita Moreno", "Link opened",
                    "Customer signed in", "Accounting software chosen", "Due date: the request expires");
        assertThat(get("")).bodyText()
            .contains("The customer is to give consent", "QuickBooks Online", "Two\nlines &lt;b&gt;");
    }

    @Test
    void theProcessIsShownAsAPictureAndInWords() {
        northwind.atConsent(request);
        assertThat(get("")).bodyText().contains("/portal/requests/" + request + "/process.svg", "Now: Give consent.");
        assertThat(get("/process.svg")).hasStatusOk()
            .hasContentTypeCompatibleWith("image/svg+xml")
            .bodyText()
            .containsPattern("class=\"element userTask[a-z ]* current\" data-element=\"GiveConsent\"");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/process.svg", "/requested", "/cancel" })
    void anotherLendersRequestDoesNotExist(String page) {
        assertThat(pages.get().uri("/portal/requests/" + request + page).with(by(contoso))).hasStatus(404);
        assertThat(pages.get().uri("/portal/requests/" + UUID.randomUUID() + page).with(by(northwind))).hasStatus(404);
        assertThat(pages.get().uri("/portal/requests/1" + page).with(by(northwind))).hasStatus(404);
    }

    @Test
    void theConfirmationSaysToWhomAndUntilWhenAndLeadsToTheRow() {
        UUID company = northwind.as(() -> Db.all()
            .sql("select company_id from request where id = ?")
            .param(request)
            .query(UUID.class)
            .single());
        assertThat(get("/requested")).hasStatusOk()
            .bodyText()
            .contains("Request sent", "Dora Patel", "@customer.example", "Due date",
                    "href=\"/portal/companies#c-" + company + "\"", "Continue");
    }

    @Test
    @Tag("L7")
    void cancellingAsksOnceThenTakesTheReason() {
        assertThat(get("/cancel")).hasStatusOk().bodyText().contains("Cancel this request?", "Dora Patel");
        assertThat(status()).isEqualTo("REQUESTED");

        assertThat(cancel("  wrong company  ", northwind.ownerEmail())).hasStatus(302)
            .hasRedirectedUrl("/portal/requests/" + request);

        assertThat(status()).isEqualTo("CANCELLED");
        assertThat(get("")).bodyText()
            .contains("Cancelled", "wrong company")
            .doesNotContain("Cancel request", "Remind now");
    }

    @Test
    @Tag("L7")
    void cancellingTwiceIsRefusedWithTheReason() {
        cancel("", northwind.ownerEmail());
        assertThat(cancel("", northwind.ownerEmail())).hasStatus(409)
            .bodyText()
            .contains("The request is cancelled already.");
        assertThat(get("/cancel")).hasStatus(302);
    }

    @Test
    void aReasonIsKeptWithoutWhatNobodySees() {
        assertThat(cancel("wrong\u202E company,\u200B\r\nsorry\u0085", northwind.ownerEmail())).hasStatus(302);
        assertThat(Db.all()
            .sql("select closed_reason from request where id = ?")
            .param(request)
            .query(String.class)
            .single()).isEqualTo("wrong company,\nsorry");
    }

    @Test
    void aReasonOfNothingThatAnybodySeesIsNone() {
        assertThat(cancel(" \u200B\uFEFF ", northwind.ownerEmail())).hasStatus(302);
        assertThat(Db.all()
            .sql("select closed_reason is null from request where id = ?")
            .param(request)
            .query(Boolean.class)
            .single()).isTrue();
    }

    @Test
    void aReasonThatIsTooLongIsRefused() {
        assertThat(cancel("x".repeat(1001), northwind.ownerEmail())).hasStatusOk()
            .bodyText()
            .contains("Enter at most 1,000 characters");
        assertThat(status()).isEqualTo("REQUESTED");
    }

    @Test
    void whoMayNotCancelCannot() {
        for (Role role : new Role[] { Role.VIEWER, Role.SUCCESS_MANAGER }) {
            String person = person(northwind, role);
            assertThat(cancel("", person)).hasStatus(403);
            assertThat(pages.get().uri("/portal/requests/" + request).with(by(person))).hasStatusOk()
                .bodyText()
                .doesNotContain("Cancel request");
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
                insert into connection (id, lender_id, company_id, request_id, line_id,
                                        software, state, state_changed_at)
                select ?, lender_id, company_id, request_id, id, 'quickbooks-online', 'LINKED', now()
                from request_line where request_id = ?""").params(connection, request).update();
        Db.all()
            .sql("""
                    insert into sync_position (connection_id, data_type, lender_id, request_id,
                                               state, records, last_synced_at)
                    values (?, 'BILLS', ?, ?, 'DONE', 1250, '2026-11-23T12:00:00Z')""")
            .params(connection, northwind.id(), request)
            .update();

        assertThat(get("")).hasStatusOk()
            .bodyText()
            .containsSubsequence("Data", "Bills", "1,250", "Data as of Mon 23 Nov 2026, 07:00 EST", "Up to date");
    }

    @Test
    @Tag("P3")
    void administratorsOpenTheInstanceInOperate() {
        String admin = person(northwind, Role.ADMIN);
        assertThat(pages.get().uri("/portal/requests/" + request).with(by(admin))).as("not begun yet")
            .bodyText()
            .doesNotContain("Open in Operate");
        Db.all().sql("update request set instance_key = 2251799813685251 where id = ?").param(request).update();

        assertThat(pages.get().uri("/portal/requests/" + request).with(by(admin))).bodyText()
            .contains("Open in Operate", "href=\"https://camunda.example/operate/processes/2251799813685251\"");
        for (Role role : new Role[] { Role.RELATIONSHIP_MANAGER, Role.SUCCESS_MANAGER, Role.VIEWER }) {
            assertThat(pages.get().uri("/portal/requests/" + request).with(by(person(northwind, role)))).bodyText()
                .doesNotContain("camunda.example");
        }
    }

    @Test
    @Tag("P3")
    void withoutAnAddressThereIsNoWayToOperate() {
        assertThat(new OperateProperties("").instance(1)).isEmpty();
        assertThat(new OperateProperties("https://camunda.example").instance(1))
            .hasValue("https://camunda.example/processes/1");
    }

    @Test
    void whatNeedsAttentionSaysWhoseTurnItIsAndWhatToDoNext() {
        raise(Flag.MAIL_BOUNCED, Flag.MAIL_UNKNOWN, Flag.COMPANY_MISMATCH, Flag.REJECTED_THREE_TIMES, Flag.DATA_STALE);
        String page = "href=\"/portal/requests/" + request;
        assertThat(get("")).hasStatusOk()
            .bodyText()
            .containsSubsequence("Needs attention", "A mail was refused or came back", "Your turn", page + "/contact\"",
                    "Correct contact", page + "/resend\"", "Send a new link", page + "/company-match\"", "Decide",
                    "href=\"#last-try\"", "See what failed", "The data are stale");
        assertThat(pages.get().uri("/portal/requests/" + request).with(by(person(northwind, Role.SUCCESS_MANAGER))))
            .bodyText()
            .contains("A mail was refused", page + "/resend\"")
            .doesNotContain("/contact\"", "/company-match");
        assertThat(pages.get().uri("/portal/requests/" + request).with(by(person(northwind, Role.VIEWER)))).bodyText()
            .contains("A mail was refused")
            .doesNotContain("/contact\"", "/company-match", "/resend");
    }

    @Test
    @Tag("L8")
    void whyRemindersWaitIsSaid() {
        notAtTheTurnOfTheHour();
        northwind.as(() -> reminders.plan(request));
        assertThat(get("")).bodyText().contains("Next reminder").doesNotContain("Held", "Stopped by");
        LocalDate day = LocalDate.now(ZoneId.of("America/New_York")).plusDays(7);
        northwind.as(() -> reminders.notNow(request, day, Actor.customer(null)));
        assertThat(get("")).bodyText()
            .contains("Held until " + new Times().day(day) + ", 09:00", "at the customer’s wish",
                    "Customer asked not to be reminded before");
        northwind.as(() -> reminders.stop(request, Actor.customer(null)));
        assertThat(get("")).bodyText().contains("Stopped by the customer");
        northwind.as(() -> reminders.resume(request, Actor.customer(null)));
        assertThat(get("")).bodyText()
            .contains("Customer turned the reminders on again")
            .doesNotContain("Held until", "Stopped by the customer");
        northwind.as(() -> contacts.disputed(request, Actor.customer(null)));
        assertThat(get("")).bodyText()
            .contains("Held while the contact is in doubt")
            .doesNotContain(">Remind now<", ">Resend<");
    }

    @Test
    void aRequestToReconnectIsCalledSoAndTheListLeadsToIt() {
        UUID company = Db.all()
            .sql("select company_id from request where id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        UUID connection = Connected.by(northwind, request);
        Connected.losesAccess(connection);
        UUID reconnection = northwind.inTransaction(() -> requests.reconnect(connection)).orElseThrow();

        assertThat(pages.get().uri("/portal/requests/" + reconnection).with(by(northwind))).hasStatusOk()
            .bodyText()
            .contains("Reconnection · Acme Ltd", "Request to reconnect LS-",
                    "Access to the accounting software is lost", "The customer’s turn", "Asked to reconnect", "Now: ");
        assertThat(pages.get().uri("/portal/requests/" + reconnection + "/process.svg").with(by(northwind)))
            .hasStatusOk()
            .bodyText()
            .contains("Reconnected");
        assertThat(pages.get().uri("/portal/companies").with(by(northwind))).bodyText()
            .contains("Access lost", "href=\"/portal/requests/" + reconnection + "\"", "Request to reconnect",
                    "/portal/companies/" + company + "/request");
    }

    @Test
    void whoIsConnectedAgainIsNoLongerMarkedWhateverCameToNothingBefore() {
        UUID connection = Connected.by(northwind, request);
        Connected.losesAccess(connection);
        UUID first = northwind.inTransaction(() -> requests.reconnect(connection)).orElseThrow();
        northwind.cancel(first, null);
        UUID second = northwind.inTransaction(() -> requests.reconnect(connection, false, northwind.actor()))
            .orElseThrow();
        assertThat(pages.get().uri("/portal/requests/" + first).with(by(northwind))).bodyText()
            .contains("Needs attention", "Ask again");
        UUID attempt = UUID.randomUUID();
        northwind.signedIn(second);
        northwind.as(() -> progress.attemptStarted(second, attempt, Actor.customer(null)));
        northwind.as(() -> progress.connectionAuthorised(second, attempt, Actor.customer(null)));
        northwind.as(() -> progress.connectionVerified(second, attempt));
        for (UUID mended : new UUID[] { first, second }) {
            assertThat(pages.get().uri("/portal/requests/" + mended).with(by(northwind))).bodyText()
                .doesNotContain("Needs attention");
        }
    }

    @Test
    @Tag("L2")
    void whatElseIsUnderWayForTheCompanyIsReachable() {
        UUID connection = Connected.by(northwind, request);
        UUID company = northwind.as(() -> views.facts(request)).companyId();
        assertThat(get("")).bodyText().doesNotContain("Further requests");
        UUID renewal = northwind
            .as(() -> renewals.ask(connection,
                    new Renewal(Renewal.What.ACCESS, Instant.now().plus(Duration.ofDays(20)))))
            .orElseThrow();
        assertThat(companies()).bodyText().doesNotContain("further request");
        Db.all().sql("update lender set financials_offered = true where id = ?").param(northwind.id()).update();
        UUID more = northwind.as(() -> requests
            .request(new NewRequest(company, Set.of(Product.FINANCIALS), null, null, "en"), northwind.actor()));

        String toRenewal = "href=\"/portal/requests/" + renewal + "\"";
        assertThat(get("")).bodyText()
            .containsSubsequence("Further requests", "href=\"/portal/requests/" + more + "\"", "Request LS-",
                    "Financials", ">Requested<", toRenewal, "Request to renew LS-", "Spend analysis");
        String toConnected = "href=\"/portal/requests/" + request + "\"";
        assertThat(of(more)).bodyText()
            .containsSubsequence("Further requests", toRenewal, toConnected, ">Connected<")
            .doesNotContain("href=\"/portal/requests/" + more + "\"");
        assertThat(companies()).bodyText().contains("aria-hidden=\"true\">+1<", "class=\"unseen\">1 further request<");
        var user = by(northwind);
        assertThat(Statements.of(() -> pages.get().uri("/portal/requests/" + more).with(user).exchange()))
            .as("as many as without")
            .isLessThanOrEqualTo(8);
        northwind.cancel(renewal, null);
        assertThat(of(more)).bodyText().contains("Further requests", toConnected).doesNotContain(toRenewal);
        assertThat(companies()).bodyText().doesNotContain("further request");
        Db.all().sql("update connection set state = 'UNLINKED' where id = ?").param(connection).update();
        assertThat(of(more)).bodyText().doesNotContain("Further requests");
    }

    private MvcTestResult of(UUID id) {
        return pages.get().uri("/portal/requests/" + id).with(by(northwind)).exchange();
    }

    private MvcTestResult companies() {
        return pages.get().uri("/portal/companies").with(by(northwind)).exchange();
    }

    @Test
    void sendingANewLinkIsAskedOnceOnAPageOfItsOwn() {
        assertThat(get("/resend")).hasStatusOk()
            .bodyText()
            .contains("Send a new link?", "Dora Patel", "The link before no longer works.");
        northwind.cancel(request, null);
        assertThat(get("/resend")).hasStatus(302);
    }

    @Test
    void whoOpensTheLinkHasGotTheInvitation() {
        raise(Flag.MAIL_UNKNOWN);
        assertThat(get("")).bodyText().contains("Whether the invitation arrived is not known");
        northwind.signedIn(request);
        assertThat(get("")).bodyText().doesNotContain("Needs attention");
    }

    private void raise(Flag... marks) {
        northwind.inTransaction(() -> Stream.of(marks).forEach(mark -> flags.raise(request, mark)));
    }

    /**
     * One asks whether the person may still be here, one says whose rows are seen, six
     * read.
     */
    @Test
    void thePageKeepsToItsBudgetOfStatements() {
        var user = by(northwind);
        assertThat(Statements
            .of(() -> assertThat(pages.get().uri("/portal/requests/" + request).with(user)).hasStatusOk()))
            .isLessThanOrEqualTo(8);
    }

    private MvcTestResult get(String page) {
        return pages.get().uri("/portal/requests/" + request + page).with(by(northwind)).exchange();
    }

    private MvcTestResult cancel(String reason, String person) {
        return pages.post()
            .uri("/portal/requests/{id}/cancel", request)
            .param("reason", reason)
            .with(csrf())
            .with(by(person))
            .exchange();
    }

    private String status() {
        return Db.all().sql("select status from request where id = ?").param(request).query(String.class).single();
    }

}
