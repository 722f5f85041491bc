package io.ledgerstream.mail.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Fixtures;
import fixture.Fixtures.Bank;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.engine.Answer;
import io.ledgerstream.engine.OnboardingJob;
import io.ledgerstream.engine.OnboardingWorker;
import io.ledgerstream.mail.Deliveries;
import io.ledgerstream.mail.MailLine;
import io.ledgerstream.mail.MailState;
import io.ledgerstream.mail.Mails;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.platform.TechnicalFailure;
import io.ledgerstream.process.Onboarding.Headers;
import io.ledgerstream.process.Onboarding.Jobs;
import io.ledgerstream.process.Onboarding.Notices;
import io.ledgerstream.process.Onboarding.Variables;
import io.ledgerstream.request.ContactDoubt;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import standin.mail.StandInMail;

/**
 * The workers that send mails and plan reminders, without an engine: jobs come twice,
 * late and out of turn.
 */
@OnboardingTest
@TestPropertySource(properties = "ledgerstream.workers.enabled=false")
class MailWorkersTest {

    private static final StandInMail INBOX = StandInMail.shared();

    private static final Answer DONE = Answer.done();

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private List<OnboardingWorker> workers;

    @Autowired
    private Mails mails;

    @Autowired
    private Reminders reminders;

    @Autowired
    private RequestViews views;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private LedgerstreamProperties properties;

    @Autowired
    private MovableClock clock;

    private Bank northwind;

    private Bank contoso;

    private UUID request;

    private UUID other;

    private String contact;

    @BeforeEach
    void twoLendersHaveAsked() {
        clock.moveTo(Instant.parse("2026-11-16T15:00:00Z")); // Monday, ten in New York
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        UUID acme = northwind.company("Acme Ltd");
        request = northwind.request(acme);
        other = contoso.request(contoso.company("Acme Ltd"));
        contact = northwind.contactEmail(acme);
    }

    @AfterEach
    void healthy() {
        INBOX.healthy();
        clock.reset();
    }

    @Test
    void theInvitationIsSentOnceForEver() {
        assertThat(work(Jobs.SEND_INVITATION)).isEqualTo(DONE);
        assertThat(work(Jobs.SEND_INVITATION)).as("the same job again").isEqualTo(DONE);
        assertThat(work(Jobs.SEND_INVITATION, 2, Map.of(), Map.of())).as("a later entry").isEqualTo(DONE);
        assertThat(INBOX.to(contact)).hasSize(1);
        assertThat(lines(contoso, other)).isEmpty();
    }

    @Test
    @Tag("L22")
    void anInvitationRefusedForGoodIsABusinessOutcomeThatFlagsTheRequestUntilTheContactIsCorrected() {
        INBOX.refuse(contact);
        for (int i = 0; i < 2; i++) {
            assertThat(work(Jobs.SEND_INVITATION)).isEqualTo(Answer.businessError("email-undeliverable"));
        }
        assertThat(view().flags()).containsExactly(Flag.MAIL_BOUNCED);
        assertThat(view().doubt()).isEqualTo(ContactDoubt.UNDELIVERABLE);
    }

    @Test
    void aMailServerThatIsOutCostsNoRetryForTwoHoursAndThenAsksForAnOperator() {
        INBOX.refuseAll("421 4.3.2 shutting down");
        for (int i = 0; i < 30; i++) {
            assertThat(work(Jobs.SEND_INVITATION)).isInstanceOf(Answer.Later.class);
            clock.advance(Duration.ofMinutes(6));
        }
        assertThatThrownBy(() -> work(Jobs.SEND_INVITATION)).isInstanceOf(TechnicalFailure.class)
            .hasMessageContaining("spring.mail");

        INBOX.healthy();
        clock.advance(Duration.ofMinutes(6));
        assertThat(work(Jobs.SEND_INVITATION)).isEqualTo(DONE);
        assertThat(INBOX.to(contact)).hasSize(1);
    }

    @Test
    @Tag("L8")
    void remindersAreSentWhenTheyAreDueAndNotBefore() {
        Instant first = northwind.as(() -> reminders.plan(request)).orElseThrow();
        assertThat(first).isEqualTo(view().requestedAt().plus(Duration.ofDays(3)));
        assertThat(remind(first)).as("the engine's clock is ahead").isInstanceOf(Answer.Later.class);

        clock.moveTo(first.plusSeconds(1));
        assertThat(remind(first)).isEqualTo(DONE);
        assertThat(remind(first)).as("the same job again").isEqualTo(DONE);
        assertThat(INBOX.to(contact, "Reminder")).hasSize(1);

        Answer planned = work(Jobs.PLAN_NEXT_REMINDER);
        assertThat(planned).isInstanceOfSatisfying(Answer.Done.class, done -> assertThat(done.variables())
            .containsOnly(Map.entry(Variables.REMINDER_AT, view().nextReminderAt().toString())));
        assertThat(view().remindersSent()).isEqualTo(1);
        assertThat(view().nextReminderAt()).isAfter(first.plus(Duration.ofDays(5)));
    }

    @Test
    void aReminderThatWasBegunIsFinishedByTheNextWorkerAndIsNoSecondOne() {
        Instant first = northwind.as(() -> reminders.plan(request)).orElseThrow();
        clock.moveTo(first.plusSeconds(1));
        INBOX.refuseAll("421 4.3.2 shutting down");
        assertThat(remind(first)).isInstanceOf(Answer.Later.class);
        INBOX.healthy();
        clock.advance(Duration.ofMinutes(6));

        assertThat(remind(first)).isEqualTo(DONE);
        assertThat(INBOX.to(contact)).hasSize(1);
        assertThat(view().remindersSent()).isEqualTo(1);
    }

    @Test
    @Tag("L8")
    void noReminderIsSentAfterTheEndOrWhileTheCustomerIsAtIt() {
        Instant first = northwind.as(() -> reminders.plan(request)).orElseThrow();
        clock.moveTo(first.minusSeconds(60));
        northwind.signedIn(request);
        clock.moveTo(first.plusSeconds(1));
        assertThat(remind(first)).isEqualTo(DONE);
        assertThat(INBOX.to(contact)).isEmpty();

        northwind.cancel(request, null);
        clock.advance(Duration.ofDays(3));
        assertThat(remind(first)).isEqualTo(DONE);
        assertThat(work(Jobs.PLAN_NEXT_REMINDER)).as("none to come: the due date")
            .isEqualTo(Answer.done(Map.of(Variables.REMINDER_AT, view().dueAt().toString())));
        assertThat(INBOX.to(contact)).isEmpty();
    }

    @Test
    @Tag("L7")
    void aReminderByHandCountsAndMovesThePlannedOnes() throws InterruptedException {
        work(Jobs.SEND_INVITATION);
        assertThatThrownBy(() -> northwind.as(() -> reminders.remindNow(request, northwind.actor()))).as("just mailed")
            .isInstanceOf(Refused.class);
        clock.advance(Duration.ofMinutes(11));

        northwind.as(() -> reminders.remindNow(request, northwind.actor()));
        assertThatThrownBy(() -> northwind.as(() -> reminders.remindNow(request, northwind.actor()))).as("double click")
            .isInstanceOf(Refused.class);
        sendDue();
        INBOX.await(contact, "Reminder");
        assertThat(view().remindersSent()).isEqualTo(1);
        assertThat(view().nextReminderAt()).isAfter(clock.instant().plus(Duration.ofDays(3)));
    }

    @Test
    @Tag("L7")
    void resendingMailsANewLinkThatReplacesTheOneBefore() throws InterruptedException {
        work(Jobs.SEND_INVITATION);
        String before = INBOX.await(contact, "asks").link("/c/");
        clock.advance(Duration.ofMinutes(11));

        northwind.as(() -> mails.resend(request, northwind.actor()));
        sendDue();
        assertThat(INBOX.await(contact, "new link").link("/c/")).isNotEqualTo(before);
        assertThat(lines(northwind, request)).extracting(MailLine::kind)
            .containsExactly(MailKind.INVITATION, MailKind.NEW_LINK);
    }

    @Test
    void severalSendersSendEachMailOnce() throws InterruptedException {
        work(Jobs.SEND_INVITATION);
        clock.advance(Duration.ofMinutes(11));
        northwind.as(() -> mails.resend(request, northwind.actor()));
        PlannedMailSender one = new PlannedMailSender(deliveries, properties);
        PlannedMailSender two = new PlannedMailSender(deliveries, properties);
        one.start();
        two.start();
        one.wake();
        two.wake();
        INBOX.await(contact, "new link");
        one.stop();
        two.stop();
        assertThat(INBOX.to(contact, "new link")).hasSize(1);
        assertThat(lines(northwind, request)).extracting(MailLine::state).containsOnly(MailState.SENT);
    }

    @Test
    @Tag("X12")
    void theCustomerLearnsOfACancellationOnlyIfInvited() {
        northwind.cancel(request, "No longer needed");
        assertThat(notice(Notices.CUSTOMER_CANCELLED)).isEqualTo(DONE);
        assertThat(INBOX.to(contact)).isEmpty();
        assertThat(view().facts().settled()).isTrue();
    }

    @Test
    @Tag("X12")
    void anInvitedCustomerIsToldOfTheCancellationOnce() {
        work(Jobs.SEND_INVITATION);
        northwind.cancel(request, "No longer needed");
        assertThat(notice(Notices.CUSTOMER_CANCELLED)).isEqualTo(DONE);
        assertThat(notice(Notices.CUSTOMER_CANCELLED)).isEqualTo(DONE);
        assertThat(INBOX.to(contact, "Northwind Bank has withdrawn")).hasSize(1);
    }

    @Test
    void theLenderAndTheCustomerAreToldThatItIsConnected() {
        northwind.connected(request);
        assertThat(notice(Notices.LENDER_CONNECTED)).isEqualTo(DONE);
        assertThat(view().facts().settled()).isFalse();
        assertThat(notice(Notices.CUSTOMER_CONNECTED)).isEqualTo(DONE);
        assertThat(view().facts().settled()).isTrue();
        assertThat(INBOX.to(northwind.ownerEmail(), "Acme Ltd is connected").getFirst().text())
            .contains("http://localhost:8080/portal/requests/" + request, "QuickBooks Online");
        assertThat(INBOX.to(contact, "Acme Ltd is connected")).hasSize(1);
    }

    @Test
    void theLenderLearnsWhyACustomerDeclined() {
        northwind.declined(request, "Our board <b>said no</b>");
        notice(Notices.LENDER_DECLINED);
        var mail = INBOX.to(northwind.ownerEmail(), "Acme Ltd has declined").getFirst();
        assertThat(mail.text()).contains("Our board <b>said no</b>");
        assertThat(mail.html()).contains("Our board &lt;b&gt;said no&lt;/b&gt;").doesNotContain("<b>");
        assertThat(view().facts().settled()).isTrue();
    }

    @Test
    void aNoticeOfAnOutcomeThatIsNoLongerTrueIsNotSent() {
        notice(Notices.LENDER_EXPIRED);
        assertThat(INBOX.to(northwind.ownerEmail())).isEmpty();
    }

    private void sendDue() throws InterruptedException {
        new PlannedMailSender(deliveries, properties).sendBatch();
    }

    private Answer remind(Instant waitedFor) {
        return work(Jobs.SEND_REMINDER, 1, Map.of(Variables.REMINDER_AT, waitedFor.toString()), Map.of());
    }

    private Answer notice(String notice) {
        return work(Jobs.SEND_NOTICE, 1, Map.of(), Map.of(Headers.NOTICE, notice));
    }

    private Answer work(String jobType) {
        return work(jobType, 1, Map.of(), Map.of());
    }

    private Answer work(String jobType, int entry, Map<String, Object> variables, Map<String, String> headers) {
        OnboardingWorker worker = workers.stream().filter(w -> w.jobType().equals(jobType)).findFirst().orElseThrow();
        OnboardingJob job = new OnboardingJob(1, 1000 + entry, "Element", request, northwind.id(), entry, variables,
                headers);
        return northwind.as(() -> worker.work(job));
    }

    private RequestView view() {
        return northwind.as(() -> views.get(request));
    }

    private List<MailLine> lines(Bank lender, UUID of) {
        return lender.as(() -> mails.of(of));
    }

}
