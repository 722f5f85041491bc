package io.ledgerstream.request;

import io.ledgerstream.lender.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a customer is reminded: after the lender's number of business days, again every so
 * many, a limited number of times, and once more shortly before the due date; in the
 * company's office hours, a day apart, a day after anything the customer did, and never
 * once the due date has come.
 */
public final class ReminderPolicy {

    static final LocalTime OPENS = OfficeHours.OPENS;
    static final Duration APART = Duration.ofHours(24);

    private final Policy policy;

    private final ZoneId zone;

    private final BusinessDays days;

    /**
     * @param zone the company's
     */
    ReminderPolicy(Policy policy, ZoneId zone, BusinessDays days) {
        this.policy = policy;
        this.zone = zone;
        this.days = days;
    }

    /**
     * @param sent reminders so far, also those sent by hand
     * @param lastReminder null before the first
     * @param lastAction the customer's last, null before the first
     * @param held reminders are stopped or make no sense as things stand
     * @param heldUntil none before, as the customer asked for; null for no such wish
     */
    record Facts(Instant requestedAt, Instant dueAt, int sent, Instant lastReminder, Instant lastAction, boolean held,
            Instant heldUntil) {
    }

    /**
     * The next reminder, now or later. One that was missed is due now, or at the next
     * opening; two that were missed are one.
     */
    Optional<Instant> next(Facts facts, Instant now) {
        if (facts.held()) {
            return Optional.empty();
        }
        return Stream.concat(regular(facts).stream(), beforeDueDate(facts).stream())
            .min(Instant::compareTo)
            .map(at -> opening(latest(now, at, dayAfter(facts.lastReminder()), dayAfter(facts.lastAction()),
                    facts.heldUntil() == null ? Instant.MIN : facts.heldUntil())))
            .filter(at -> at.isBefore(facts.dueAt()));
    }

    /**
     * When a customer would be reminded whom the lender asked now, and who did nothing
     * until the due date: for a look at rules before they are kept.
     * @param country the company's, ISO 3166 alpha-2
     * @param zone the company's
     */
    public static List<Instant> preview(Policy policy, String country, ZoneId zone, Instant now) {
        ReminderPolicy rules = new ReminderPolicy(policy, zone, BusinessDays.of(country));
        Instant dueAt = now.atZone(zone)
            .toLocalDate()
            .plusDays(policy.dueDays())
            .atTime(Requests.END_OF_DAY)
            .atZone(zone)
            .toInstant();
        List<Instant> reminders = new ArrayList<>();
        Optional<Instant> next = rules.next(new Facts(now, dueAt, 0, null, null, false, null), now);
        while (next.isPresent()) {
            reminders.add(next.get());
            next = rules.next(new Facts(now, dueAt, reminders.size(), next.get(), null, false, null), next.get());
        }
        return reminders;
    }

    private Optional<Instant> regular(Facts facts) {
        if (facts.sent() >= policy.reminderMax()) {
            return Optional.empty();
        }
        return Optional
            .of(facts.lastReminder() == null ? businessDaysAfter(facts.requestedAt(), policy.reminderFirstDays())
                    : businessDaysAfter(facts.lastReminder(), policy.reminderEveryDays()));
    }

    /**
     * Once: a reminder on that day or later has been it. None where the request itself is
     * younger than that.
     */
    private Optional<Instant> beforeDueDate(Facts facts) {
        ZonedDateTime due = facts.dueAt().atZone(zone);
        Instant at = days.before(due.toLocalDate(), policy.reminderBeforeDueDays())
            .atTime(OPENS)
            .atZone(zone)
            .toInstant();
        boolean been = facts.lastReminder() != null && !facts.lastReminder().isBefore(at);
        return policy.reminderBeforeDueDays() == 0 || been || !at.isAfter(facts.requestedAt()) ? Optional.empty()
                : Optional.of(at);
    }

    private Instant businessDaysAfter(Instant from, int businessDays) {
        ZonedDateTime start = from.atZone(zone);
        return start.with(days.after(start.toLocalDate(), businessDays)).toInstant();
    }

    private Instant opening(Instant at) {
        return new OfficeHours(zone, days).opening(at);
    }

    private static Instant dayAfter(Instant at) {
        return at == null ? Instant.MIN : at.plus(APART);
    }

    private static Instant latest(Instant... instants) {
        return Stream.of(instants).max(Instant::compareTo).orElseThrow();
    }

}
