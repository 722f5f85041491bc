package io.ledgerstream.mail.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.MovableClock;
import io.ledgerstream.PageTest;
import io.ledgerstream.lender.Role;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

class MailPagesTest extends PageTest {

    @Autowired
    private MovableClock clock;

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID request;

    @BeforeEach
    void aRequestOfOneOfTwoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        request = northwind.request(northwind.company("Acme Ltd"));
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    @Tag("L7")
    void remindingPlansOneReminderHoweverOftenItIsPressed() {
        assertThat(post("remind", northwind.ownerEmail())).hasStatus(302)
            .hasRedirectedUrl("/portal/requests/" + request);
        assertThat(post("remind", northwind.ownerEmail())).flash().containsEntry("refused", "mailed-just-now");
        assertThat(mails("REMINDER")).isOne();

        clock.advance(Duration.ofMinutes(11));
        assertThat(post("remind", northwind.ownerEmail())).flash().containsEntry("done", "reminded");
        assertThat(mails("REMINDER")).isEqualTo(2);
    }

    @Test
    @Tag("L7")
    void resendingMailsANewLink() {
        assertThat(post("resend", northwind.ownerEmail())).flash().containsEntry("done", "resent");
        assertThat(mails("NEW_LINK")).isOne();
        assertThat(page("")).bodyText().contains("E-mails", "New link", "Queued", "New link sent");
    }

    @Test
    void aClosedRequestIsNeitherRemindedOfNorSentAgain() {
        northwind.cancel(request, null);
        assertThat(post("remind", northwind.ownerEmail())).flash().containsEntry("refused", "request-closed");
        assertThat(post("resend", northwind.ownerEmail())).flash().containsEntry("refused", "request-closed");
        assertThat(mails("REMINDER") + mails("NEW_LINK")).isZero();
    }

    @Test
    void theSuccessManagerMayAndTheViewerMayNot() {
        assertThat(post("remind", person(northwind, Role.SUCCESS_MANAGER))).hasStatus(302);
        assertThat(post("resend", person(northwind, Role.VIEWER))).hasStatus(403);
        assertThat(pages.post().uri("/portal/requests/{id}/resend", request).with(by(northwind))).hasStatus(403);
        assertThat(post("resend", contoso.ownerEmail())).hasStatus(404);
        assertThat(mails("NEW_LINK")).isZero();
    }

    @Test
    @Tag("L3")
    void theReminderOfTheFollowUpIsShownInASandbox() {
        assertThat(page("/reminder/mail")).hasStatusOk().bodyText().contains("Northwind Bank").doesNotContain("/c/");
        assertThat(page("/reminder/mail")).headers()
            .hasHeaderSatisfying("Content-Security-Policy",
                    policy -> assertThat(policy.getFirst()).contains("sandbox"));
        assertThat(pages.get().uri("/portal/requests/{id}/reminder/mail", request).with(by(contoso))).hasStatus(404);
    }

    @Test
    @Tag("L6")
    void theCopyOfAMailIsTheLendersOwn() {
        post("resend", northwind.ownerEmail());
        UUID mail = Db.all().sql("""
                update mail set sender = 'Northwind Bank via Ledgerstream', recipient = 'dora@acme.example',
                    subject = 'A <b>subject</b>',
                    text_body = 'Follow [personal link]', html_body = '<p>Follow [personal link]</p>',
                    state = 'SENT', sent_at = planned_at
                where request_id = ? returning id""").param(request).query(UUID.class).single();

        assertThat(page("")).bodyText()
            .contains("/portal/requests/" + request + "/mails/" + mail, "Accepted by their server",
                    "dora@acme.example");
        assertThat(page("/mails/" + mail)).hasStatusOk()
            .bodyText()
            .contains("A &lt;b&gt;subject&lt;/b&gt;", "[personal link]");
        assertThat(page("/mails/" + mail + "/mail")).hasStatusOk()
            .bodyText()
            .isEqualTo("<p>Follow [personal link]</p>");
        for (String part : new String[] { "", "/mail" }) {
            assertThat(pages.get().uri("/portal/requests/" + request + "/mails/" + mail + part).with(by(contoso)))
                .hasStatus(404);
        }
    }

    private MvcTestResult page(String page) {
        return pages.get().uri("/portal/requests/" + request + page).with(by(northwind)).exchange();
    }

    private MvcTestResult post(String action, String person) {
        return pages.post().uri("/portal/requests/" + request + "/" + action).with(csrf()).with(by(person)).exchange();
    }

    private long mails(String kind) {
        return Db.all()
            .sql("select count(*) from mail where request_id = ? and kind = ?")
            .params(request, kind)
            .query(Long.class)
            .single();
    }

}
