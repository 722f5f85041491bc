package io.ledgerstream.mail;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.Fixtures.Bank;
import fixture.OnboardingTest;
import io.ledgerstream.mail.Bounces.Outcome;
import io.ledgerstream.mail.Delivery.Over;
import io.ledgerstream.mail.Delivery.ToSend;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.request.ContactDoubt;
import io.ledgerstream.request.RequestViews;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.mail.DeliveryReport;
import standin.mail.StandInMail;
import standin.postgres.Db;

@OnboardingTest
@Tag("L22")
class BouncesTest {

    private static final StandInMail INBOX = StandInMail.shared();

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Bounces bounces;

    @Autowired
    private BounceTurns turns;

    @Autowired
    private ReturnPaths returnPaths;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private Mails mails;

    @Autowired
    private RequestViews views;

    private Bank northwind;

    private UUID request;

    private String contact;

    @BeforeEach
    void aRequest() {
        northwind = fixtures.lender("Northwind Bank");
        UUID acme = northwind.company("Acme Ltd");
        request = northwind.request(acme);
        contact = northwind.contactEmail(acme);
    }

    @AfterEach
    void healthy() {
        INBOX.healthy();
    }

    @Test
    void aMailThatComesBackForGoodIsBouncedAndItsContactInDoubt() {
        sent(MailKind.INVITATION);
        assertThat(takes("failed", "5.1.1")).isEqualTo(Outcome.DONE);

        assertThat(line().state()).isEqualTo(MailState.BOUNCED);
        assertThat(line().state().words()).isEqualTo("Bounced");
        assertThat(lastError()).isEqualTo("5.1.1");
        assertThat(inDoubt()).isTrue();
        assertThat(returned()).containsExactly("{\"code\": \"5.1.1\", \"kind\": \"INVITATION\"}");
        assertThat(begin(MailKind.INVITATION)).as("not sent again").isEqualTo(new Over(MailState.BOUNCED, "5.1.1"));
    }

    @Test
    void theSameReportTwiceAndTheReportOnASecondCopyChangeNothing() {
        sent(MailKind.INVITATION);
        byte[] report = report("failed", "5.1.1").raw();
        for (int i = 0; i < 3; i++) {
            assertThat(bounces.take(report)).isEqualTo(Outcome.DONE);
        }
        assertThat(takes("failed", "5.2.1")).isEqualTo(Outcome.DONE);
        assertThat(takes("delayed", "4.4.1")).isEqualTo(Outcome.DONE);
        assertThat(returned()).hasSize(1);
        assertThat(lastError()).isEqualTo("5.1.1");
    }

    @Test
    void whatMayPassSaysNothingAgainstTheAddress() {
        sent(MailKind.INVITATION);
        assertThat(takes("delayed", "4.4.1")).isEqualTo(Outcome.DONE);
        assertThat(lastError()).isEqualTo("delayed 4.4.1");
        assertThat(takes("failed", "4.4.7")).isEqualTo(Outcome.DONE);
        assertThat(lastError()).isEqualTo("given up 4.4.7");
        assertThat(takes("delivered", "2.0.0")).isEqualTo(Outcome.DONE);
        assertThat(line().state()).isEqualTo(MailState.SENT);
        assertThat(inDoubt()).isFalse();
    }

    @Test
    void aReportThatLiesIsForAPersonAndChangesNothing() {
        sent(MailKind.INVITATION);
        assertThat(takes("failed", "2.0.0")).isEqualTo(Outcome.NOT_UNDERSTOOD);
        assertThat(takes("delivered", "5.1.1")).isEqualTo(Outcome.NOT_UNDERSTOOD);
        assertThat(bounces.take(DeliveryReport.to(path()).about("somebody@else.example", "failed", "5.1.1").raw()))
            .isEqualTo(Outcome.NOT_UNDERSTOOD);
        assertThat(untouched()).isTrue();
    }

    @Test
    void nobodyCanMakeUpABounce() {
        sent(MailKind.INVITATION);
        UUID other = northwind.request(northwind.company("Other Ltd"));
        northwind.inTransaction(() -> deliveries.begin(other, MailKind.INVITATION, "1"));
        UUID foreign = northwind.as(() -> mails.of(other)).getFirst().id();
        String path = path();
        String forged = path.substring(0, path.indexOf('.'))
                + returnPaths.of(foreign).substring(returnPaths.of(foreign).indexOf('.'));
        for (String to : List.of("bounces@ledgerstream.example", forged, path.replace("+", "+0"),
                path + ".evil.example", path + ", " + returnPaths.of(foreign), returnPaths.of(Ids.next()))) {
            assertThat(bounces.take(DeliveryReport.to(to).about(contact, "failed", "5.1.1").raw())).as(to)
                .isEqualTo(Outcome.NOT_UNDERSTOOD);
        }
        assertThat(untouched()).isTrue();
    }

    @Test
    void aMailThatWasNeverSentCannotComeBack() {
        INBOX.refuseAll("421 4.3.2 shutting down");
        northwind.as(() -> deliveries.carryOut(begin(MailKind.INVITATION)));
        assertThat(takes("failed", "5.1.1")).isEqualTo(Outcome.NOT_UNDERSTOOD);
        assertThat(line().state()).isEqualTo(MailState.PLANNED);
        assertThat(inDoubt()).isFalse();
    }

    @Test
    void aReportMayBeFasterThanTheAnswerOfTheServer() {
        Attempt attempt = ((ToSend) begin(MailKind.INVITATION)).attempt();
        assertThat(takes("failed", "5.1.1")).isEqualTo(Outcome.DONE);

        assertThat(northwind.as(() -> deliveries.send(attempt))).isEqualTo(new Over(MailState.BOUNCED, "5.1.1"));
        assertThat(line().state()).isEqualTo(MailState.BOUNCED);
    }

    @Test
    void aMailOfUnknownFateThatComesBackIsNotTriedAgain() {
        INBOX.dropBeforeAnswering(1);
        northwind.as(() -> deliveries.carryOut(begin(MailKind.INVITATION)));
        assertThat(line().state()).isEqualTo(MailState.UNKNOWN);
        assertThat(takes("failed", "5.1.1")).isEqualTo(Outcome.DONE);
        assertThat(begin(MailKind.INVITATION)).isEqualTo(new Over(MailState.BOUNCED, "5.1.1"));
        assertThat(INBOX.to(contact)).hasSize(1);
    }

    @Test
    void aMailToTheLendersOwnPersonSaysNothingAboutTheContact() {
        northwind.declined(request, "No");
        sent(MailKind.LENDER_DECLINED);
        assertThat(bounces.take(DeliveryReport.to(path()).about(northwind.ownerEmail(), "failed", "5.1.1").raw()))
            .isEqualTo(Outcome.DONE);
        assertThat(line().state()).isEqualTo(MailState.BOUNCED);
        assertThat(returned()).hasSize(1);
        assertThat(inDoubt()).isFalse();
    }

    @Test
    void onlyTheMailsOwnRecipientOfAReportOnSeveralCounts() {
        sent(MailKind.INVITATION);
        DeliveryReport several = DeliveryReport.to(path())
            .about("ali@acme.example", "failed", "5.1.1")
            .about(contact, "delayed", "4.2.2");
        assertThat(bounces.take(several.raw())).isEqualTo(Outcome.DONE);
        assertThat(lastError()).isEqualTo("delayed 4.2.2");
        assertThat(bounces.take(several.about(contact, "failed", "5.1.1").raw())).as("delayed and failed")
            .isEqualTo(Outcome.NOT_UNDERSTOOD);
        assertThat(line().state()).isEqualTo(MailState.SENT);
    }

    @Test
    void anAbsenceNoteChangesNothingAndIsNotKept() {
        sent(MailKind.INVITATION);
        String note = "From: %s\nTo: %s\nSubject: Away\nAuto-Submitted: auto-replied\n\nBack on Monday."
            .formatted(contact, path());
        assertThat(bounces.take(DeliveryReport.bytes(note))).isEqualTo(Outcome.DONE);
        assertThat(bounces.take(DeliveryReport.bytes(note.replace("auto-replied", "no"))))
            .isEqualTo(Outcome.NOT_UNDERSTOOD);
        assertThat(untouched()).isTrue();
    }

    @Test
    void oneReaderAtATimeUntilItsLeaseHasEnded() {
        UUID one = Ids.next();
        UUID two = Ids.next();
        assertThat(turns.take(one, Duration.ofMinutes(1))).isTrue();
        assertThat(turns.take(one, Duration.ofMinutes(1))).isTrue();
        assertThat(turns.take(two, Duration.ofMinutes(1))).isFalse();
        turns.end(two);
        assertThat(turns.take(two, Duration.ofMinutes(1))).isFalse();
        Db.all().sql("update bounce_reader set leased_until = now() - interval '1 second'").update();
        assertThat(turns.take(two, Duration.ofMinutes(1))).isTrue();
        turns.end(two);
        assertThat(turns.take(one, Duration.ofMinutes(1))).isTrue();
        turns.end(one);
    }

    private void sent(MailKind kind) {
        northwind.as(() -> deliveries.carryOut(begin(kind)));
        assertThat(line().state()).isEqualTo(MailState.SENT);
    }

    private Delivery begin(MailKind kind) {
        return northwind.inTransaction(() -> deliveries.begin(request, kind, "1"));
    }

    private Outcome takes(String action, String status) {
        return bounces.take(report(action, status).raw());
    }

    private DeliveryReport report(String action, String status) {
        return DeliveryReport.to(path()).about(contact, action, status);
    }

    private String path() {
        return returnPaths.of(line().id());
    }

    private boolean untouched() {
        return line().state() == MailState.SENT && lastError() == null && !inDoubt() && returned().isEmpty();
    }

    private boolean inDoubt() {
        return northwind.as(() -> views.get(request)).doubt() == ContactDoubt.BOUNCED;
    }

    private MailLine line() {
        return northwind.as(() -> mails.of(request)).getFirst();
    }

    private String lastError() {
        return Db.all()
            .sql("select coalesce(last_error, '') from mail where id = ?")
            .param(line().id())
            .query(String.class)
            .optional()
            .filter(text -> !text.isEmpty())
            .orElse(null);
    }

    private List<String> returned() {
        return Db.all()
            .sql("select detail::text from audit where request_id = ? and action = 'mail-returned'")
            .param(request)
            .query(String.class)
            .list();
    }

}
