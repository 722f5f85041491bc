package io.ledgerstream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ledgerstream.platform.Refused;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.process.Onboarding.Messages;
import io.ledgerstream.process.Onboarding.Variables;
import io.ledgerstream.request.ContactDoubt;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.RequestKind;
import io.ledgerstream.request.RequestStatus;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.engine.StandInEngine;
import standin.postgres.Db;

/**
 * What can happen at any time beside the straight way, in both processes: a contact in
 * doubt, help, reminders, a due date that moves, cancellation. One test for each outcome.
 */
@Tag("P1")
class BesideTheStraightWayPathsTest extends EnginePaths {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Autowired
    private Reminders reminders;

    @ParameterizedTest
    @EnumSource
    @Tag("X6")
    @Tag("L22")
    void aRefusedInvitationWaitsForAnotherContactWhoGetsOneOfTheirOwn(RequestKind kind) {
        beginsWithAWrongAddress(kind);
        waitsAt(Elements.CORRECT_CONTACT);
        assertThat(view().doubt()).isEqualTo(ContactDoubt.UNDELIVERABLE);
        assertThat(view().flags()).contains(Flag.MAIL_BOUNCED);
        mailed("LENDER_MAIL_BOUNCED");

        northwind.as(() -> contacts.correct(request, "Nora Quill", "nora." + request + "@customer.example",
                northwind.actor()));
        waitsAt(firstStep());
        assertThat(view().doubt()).isNull();
        assertThat(view().flags()).doesNotContain(Flag.MAIL_BOUNCED);
        invited("nora." + request + "@customer.example");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("X8")
    @Tag("L22")
    void aBouncedMailOpensCorrectContactAndAnAddressThatIsRefusedAgainDoesSoOnceMore(RequestKind kind) {
        begun(kind);
        northwind.as(() -> contacts.bounced(request, view().contactEmail()));
        waitsAt(firstStep(), Elements.CORRECT_BOUNCED_CONTACT);
        assertThat(view().doubt()).isEqualTo(ContactDoubt.BOUNCED);

        String refused = "gone." + request + "@customer.example";
        INBOX.refuse(refused);
        northwind.as(() -> contacts.correct(request, "Gone Soon", refused, northwind.actor()));
        await().untilAsserted(() -> assertThat(view().doubt()).isEqualTo(ContactDoubt.UNDELIVERABLE));
        waitsAt(firstStep(), Elements.CORRECT_BOUNCED_CONTACT);

        northwind.as(() -> contacts.correct(request, "Nora Quill", "nora." + request + "@customer.example",
                northwind.actor()));
        waitsAt(firstStep());
        invited("nora." + request + "@customer.example");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("X6")
    void aDisputedContactWaitsForTheLenderAndTheWrongAddressMayBeRefusedOnceMore(RequestKind kind) {
        begun(kind);
        northwind.as(() -> contacts.disputed(request, someone()));
        northwind.as(() -> contacts.disputed(request, someone()));
        waitsAt(firstStep(), Elements.CORRECT_DISPUTED_CONTACT);
        assertThat(view().flags()).contains(Flag.CONTACT_DISPUTED);
        mailed("LENDER_CONTACT_DISPUTED");
        assertThatThrownBy(() -> northwind.as(() -> reminders.remindNow(request, northwind.actor())))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("contact-in-doubt");

        String refused = "gone." + request + "@customer.example";
        INBOX.refuse(refused);
        northwind.as(() -> contacts.correct(request, "Gone Soon", refused, northwind.actor()));
        await().untilAsserted(() -> assertThat(view().doubt()).isEqualTo(ContactDoubt.UNDELIVERABLE));
        waitsAt(firstStep(), Elements.CORRECT_DISPUTED_CONTACT);

        northwind.as(() -> contacts.correct(request, "Nora Quill", "nora." + request + "@customer.example",
                northwind.actor()));
        waitsAt(firstStep());
        invited("nora." + request + "@customer.example");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C9")
    void whoSaysItIsMeAfterAllGoesOnWithoutAnotherInvitation(RequestKind kind) {
        begun(kind);
        northwind.as(() -> contacts.disputed(request, someone()));
        waitsAt(firstStep(), Elements.CORRECT_DISPUTED_CONTACT);
        northwind.as(() -> contacts.undisputed(request, someone()));
        waitsAt(firstStep());
        assertThat(view().flags()).doesNotContain(Flag.CONTACT_DISPUTED);
        assertThat(mails()).filteredOn(mail -> mail.equals("INVITATION") || mail.equals("RECONNECT")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C9")
    void helpIsAnsweredWhileTheJourneyGoesOn(RequestKind kind) {
        begun(kind);
        northwind.as(() -> help.ask(request, "Where do I find the account id?", someone()));
        waitsAt(firstStep(), Elements.HELP_CUSTOMER);
        assertThat(view().flags()).contains(Flag.HELP_WAITING);
        mailed("LENDER_HELP_ASKED");
        northwind.as(() -> help.ask(request, "And who is an administrator?", someone()));

        northwind.as(() -> help.answer(request, "In the address, before app.netsuite.com.", northwind.actor()));
        waitsAt(firstStep());
        mailed("CUSTOMER_HELP_ANSWERED");
        assertThat(view().flags()).doesNotContain(Flag.HELP_WAITING);
        assertThat(mails()).filteredOn("CUSTOMER_HELP_ANSWERED"::equals).hasSize(1);
        assertThatThrownBy(() -> northwind.as(() -> help.answer(request, "Again.", northwind.actor())))
            .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("L8")
    void aReminderThatIsDueGoesOutOnceAndTheNextIsPlanned(RequestKind kind) {
        begun(kind);
        Db.all().sql("""
                update request set requested_at = requested_at - interval '20 days',
                    due_at = due_at + interval '20 days' where id = ?""").param(request).update();
        Instant noon = lastNoonOfAWorkingDay();
        northwind.as(() -> reminders.notNow(request, LocalDate.now(clock.withZone(NEW_YORK)).plusDays(5), someone()));
        northwind.as(() -> reminders.resume(request, someone()));
        mailed("REMINDER");
        await().untilAsserted(() -> assertThat(view().nextReminderAt()).isAfter(noon.plusSeconds(86_400)));
        assertThat(view().remindersSent()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("L7")
    void aDueDateThatWasMovedCountsAndTheOneBeforeDoesNot(RequestKind kind) {
        begun(kind);
        Instant first = view().dueAt();
        LocalDate tomorrow = LocalDate.now(clock.withZone(NEW_YORK)).plusDays(1);
        northwind.as(() -> requests.moveDueDate(request, tomorrow, northwind.actor()));
        northwind.as(() -> requests.moveDueDate(request, tomorrow.plusDays(3), northwind.actor()));
        assertThat(view().dueAt()).isBefore(first);
        assertThatThrownBy(
                () -> northwind.as(() -> requests.moveDueDate(request, tomorrow.minusDays(1), northwind.actor())))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("due-date-out-of-range");
        assertThatThrownBy(
                () -> northwind.as(() -> requests.moveDueDate(request, tomorrow.plusDays(90), northwind.actor())))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("due-date-out-of-range");

        waiterFiresFor("2020-01-01T00:00:00Z"); // of a date that is the request's no
                                                // more: it ends itself
        assertThat(status().open()).isTrue();
        Db.all()
            .sql("update request set due_at = ? where id = ?")
            .params(Timestamp.from(clock.instant()), request)
            .update();
        waiterFiresFor("2020-01-02T00:00:00Z");
        settles();
        assertThat(status()).isEqualTo(RequestStatus.EXPIRED);
        assertThat(mails()).contains(kind == RequestKind.ONBOARDING ? "LENDER_EXPIRED" : "LENDER_NOT_RECONNECTED");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("L7")
    void aWaiterForADateThatIsNoLongerTheRequestsEndsItself(RequestKind kind) {
        begun(kind);
        clock.moveTo(Instant.now().minus(Duration.ofHours(1)));
        Timestamp pastByTheEnginesClock = Timestamp.from(Instant.now().minus(Duration.ofMinutes(30)));
        Db.all().sql("update request set due_at = ? where id = ?").params(pastByTheEnginesClock, request).update();
        losesItsInstance();
        await().untilAsserted(() -> assertThat(StandInEngine.shared().passed(instance(), "DueDateMoved")).isOne());
        assertThat(status().open()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("X12")
    void aRequestCancelledWhileHelpAndAContactAreOpenEndsWithAllOfIt(RequestKind kind) {
        begun(kind);
        northwind.as(() -> help.ask(request, "Who are you?", someone()));
        northwind.as(() -> contacts.disputed(request, someone()));
        waitsAt(firstStep(), Elements.HELP_CUSTOMER, Elements.CORRECT_DISPUTED_CONTACT);
        northwind.cancel(request, "Asked by mistake.");
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CANCELLED);
        assertThat(mails()).contains("CUSTOMER_CANCELLED");
        assertThat(view().flags()).as("can still be answered")
            .contains(Flag.HELP_WAITING)
            .doesNotContain(Flag.CONTACT_DISPUTED);
    }

    private void begun(RequestKind kind) {
        if (kind == RequestKind.ONBOARDING) {
            asked();
        }
        else {
            accessLost();
        }
        waitsAt(firstStep());
    }

    /** Begins a request whose contact the mail server does not know, or no longer. */
    private void beginsWithAWrongAddress(RequestKind kind) {
        if (kind == RequestKind.ONBOARDING) {
            UUID company = northwind.company("Calder Foods Inc");
            INBOX.refuse(northwind.contactEmail(company));
            request = northwind.request(company);
        }
        else {
            connected();
            INBOX.refuse(view().contactEmail());
            accessIsLost();
        }
    }

    /**
     * As the relay tells the process of a moved date, with a date that is past, so that
     * no clock has to be moved.
     */
    private void waiterFiresFor(String date) {
        long before = fired();
        client.newPublishMessageCommand()
            .messageName(Messages.DUE_DATE_MOVED)
            .correlationKey(request.toString())
            .timeToLive(Duration.ofMinutes(1))
            .variables(Map.of(Variables.DUE_AT, date))
            .send()
            .join();
        await().untilAsserted(() -> assertThat(fired()).isGreaterThan(before));
    }

    private long fired() {
        return StandInEngine.shared().passed(instance(), "StillDueAtMovedDate");
    }

    /**
     * The last noon in New York at which the office was open: there a reminder that is
     * due goes out at once.
     */
    private Instant lastNoonOfAWorkingDay() {
        ZonedDateTime noon = ZonedDateTime.now(NEW_YORK).withHour(12).withMinute(0);
        for (int days = 0; days < 6; days++, noon = noon.minusDays(1)) {
            clock.moveTo(noon.toInstant());
            if (noon.isBefore(ZonedDateTime.now(NEW_YORK))
                    && northwind.as(() -> reminders.plan(request)).orElseThrow().isBefore(clock.instant())) {
                return noon.toInstant();
            }
        }
        throw new IllegalStateException("No office is open on six days in a row.");
    }

}
