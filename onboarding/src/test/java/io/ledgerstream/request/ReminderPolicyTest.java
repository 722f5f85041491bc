package io.ledgerstream.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.lender.Policy;
import io.ledgerstream.request.ReminderPolicy.Facts;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The default policy, in New York, around Thanksgiving (Thursday 26 November 2026). */
@Tag("L8")
class ReminderPolicyTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static final Instant DUE = at("2026-12-07T23:59:59");

    private final ReminderPolicy reminders = policy(3, 4, 3, 2);

    @Test
    void theFirstComesAfterThreeBusinessDaysAtTheSameHour() {
        assertThat(next(asked("2026-11-16T14:32"), "2026-11-16T14:32")).hasValue(at("2026-11-19T14:32"));
    }

    @Test
    void weekendsAndHolidaysDoNotCount() {
        assertThat(next(asked("2026-11-20T10:00"), "2026-11-20T10:00")).as("Friday, Mon, Tue, Wed")
            .hasValue(at("2026-11-25T10:00"));
        assertThat(next(asked("2026-11-24T10:00"), "2026-11-24T10:00"))
            .as("Tuesday, Wed, not Thanksgiving, Fri, not the weekend, Mon")
            .hasValue(at("2026-11-30T10:00"));
    }

    @Test
    void aCountryWithoutACalendarHasWeekendsOnly() {
        assertThat(BusinessDays.of("AQ").includes(DUE.atZone(NEW_YORK).toLocalDate())).isTrue();
        assertThat(BusinessDays.of("US").includes(at("2026-11-26T10:00").atZone(NEW_YORK).toLocalDate())).isFalse();
        assertThat(BusinessDays.of("FR").includes(at("2026-07-14T10:00").atZone(NEW_YORK).toLocalDate())).isFalse();
        assertThat(BusinessDays.of("GB").includes(at("2026-12-28T10:00").atZone(NEW_YORK).toLocalDate()))
            .as("Boxing Day, moved")
            .isFalse();
    }

    @Test
    void outsideOfficeHoursItWaitsForTheNextOpening() {
        assertThat(next(asked("2026-11-16T06:00"), "2026-11-16T06:00")).hasValue(at("2026-11-19T09:00"));
        assertThat(next(asked("2026-11-17T17:00"), "2026-11-17T17:00")).as("Friday at five is Monday at nine")
            .hasValue(at("2026-11-23T09:00"));
        assertThat(next(asked("2026-11-21T12:00"), "2026-11-21T12:00")).as("asked on a Saturday")
            .hasValue(at("2026-11-25T12:00"));
    }

    @Test
    void afterThreeThereIsOneMoreBeforeTheDueDateAndThenNone() {
        List<Instant> all = all(reminders, new Facts(at("2026-11-16T10:00"), DUE, 0, null, null, false, null));
        assertThat(all).containsExactly(at("2026-11-19T10:00"), at("2026-11-25T10:00"), at("2026-12-02T10:00"),
                at("2026-12-03T10:00"));
        assertThat(all(policy(3, 4, 1, 2), asked("2026-11-16T10:00"))).as("at most one")
            .containsExactly(at("2026-11-19T10:00"), at("2026-12-03T09:00"));
        assertThat(all(policy(3, 4, 1, 0), asked("2026-11-16T10:00"))).as("none before the due date")
            .containsExactly(at("2026-11-19T10:00"));
        assertThat(all(policy(3, 4, 0, 0), asked("2026-11-16T10:00"))).as("none at all").isEmpty();
    }

    @Test
    void theyAreADayApartAndADayAfterWhatTheCustomerDid() {
        Facts acted = new Facts(at("2026-11-16T10:00"), DUE, 0, null, at("2026-11-19T09:30"), false, null);
        assertThat(next(acted, "2026-11-19T10:00")).hasValue(at("2026-11-20T09:30"));
        Facts byHand = new Facts(at("2026-11-16T10:00"), DUE, 3, at("2026-12-02T16:00"), null, false, null);
        assertThat(next(byHand, "2026-12-02T16:00")).as("not on the 3rd at nine").hasValue(at("2026-12-03T16:00"));
    }

    @Test
    void anOutageGivesOneReminderAtMost() {
        Facts facts = new Facts(at("2026-11-16T10:00"), DUE, 0, null, null, false, null);
        assertThat(next(facts, "2026-12-04T11:00")).as("four were due: one now").hasValue(at("2026-12-04T11:00"));
        Facts reminded = new Facts(at("2026-11-16T10:00"), DUE, 1, at("2026-12-04T11:00"), null, false, null);
        assertThat(next(reminded, "2026-12-04T11:00")).as("four business days on is past the due date").isEmpty();
        assertThat(next(facts, "2026-12-04T22:00")).as("back at night: at the next opening")
            .hasValue(at("2026-12-07T09:00"));
    }

    @Test
    void noneOnceTheDueDateHasComeAndNoneWhileHeld() {
        assertThat(next(asked("2026-11-16T10:00"), "2026-12-08T10:00")).isEmpty();
        assertThat(next(new Facts(at("2026-11-16T10:00"), at("2026-11-17T23:59:59"), 0, null, null, false, null),
                "2026-11-16T10:00"))
            .isEmpty();
        assertThat(next(new Facts(at("2026-11-16T10:00"), DUE, 0, null, null, true, null), "2026-11-19T10:00"))
            .isEmpty();
    }

    @Test
    void theClocksGoingBackKeepsTheHour() {
        assertThat(next(new Facts(at("2026-10-28T10:00"), DUE, 0, null, null, false, null), "2026-10-28T10:00"))
            .hasValue(at("2026-11-02T10:00"));
    }

    private static ReminderPolicy policy(int first, int every, int most, int before) {
        return new ReminderPolicy(new Policy(21, 14, first, every, most, before, 12, 90, 30, 3, false), NEW_YORK,
                BusinessDays.of("US"));
    }

    private static List<Instant> all(ReminderPolicy policy, Facts from) {
        List<Instant> all = new ArrayList<>();
        Facts facts = from;
        for (Optional<Instant> next = policy.next(facts, facts.requestedAt()); next.isPresent()
                && all.size() < 20; next = policy.next(facts, next.get())) {
            all.add(next.get());
            facts = new Facts(facts.requestedAt(), facts.dueAt(), facts.sent() + 1, next.get(), null, false, null);
        }
        return all;
    }

    private static Facts asked(String requestedAt) {
        return new Facts(at(requestedAt), DUE, 0, null, null, false, null);
    }

    private Optional<Instant> next(Facts facts, String now) {
        return reminders.next(facts, at(now));
    }

    private static Instant at(String inNewYork) {
        return LocalDateTime.parse(inNewYork).atZone(NEW_YORK).toInstant();
    }

}
