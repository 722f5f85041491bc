package io.ledgerstream.request;

import io.ledgerstream.lender.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a customer is asked for what ends: as many days before as the lender's policy
 * says, 14 days before, and once more as it says; in the company's office hours, each
 * once; what was missed is asked for once, and late. None that lies more than half of its
 * life before the end: nobody is asked on the day after they agreed.
 */
public final class AheadOfTime {

    /** So long before a consent's end everybody is asked, whatever the policy. */
    private static final int FOR_ALL = 14;

    private final OfficeHours office;

    private final List<Integer> days;

    private AheadOfTime(OfficeHours office, List<Integer> days) {
        this.office = office;
        this.days = days;
    }

    /**
     * @param country the company's, ISO 3166 alpha-2 @param first days before the end, of
     * the first mail @param last of the last one
     */
    public static AheadOfTime of(ZoneId zone, String country, int first, int last) {
        return new AheadOfTime(OfficeHours.of(zone, country), List.of(first, FOR_ALL, last));
    }

    public static AheadOfTime of(ZoneId zone, String country, Policy policy) {
        return of(zone, country, policy.renewalFirstDays(), policy.renewalLastDays());
    }

    /**
     * Whether the first mail is due, and may go out now. @param since when what ends was
     * given
     */
    public boolean askNow(Instant since, Instant endsAt, Instant now) {
        return now.isBefore(endsAt) && office.open(now)
                && marks(endsAt).anyMatch(mark -> !mark.isAfter(now) && half(since, endsAt, mark));
    }

    /**
     * When the first mail goes out, as things stand; empty where none would before the
     * end.
     */
    public Optional<Instant> asks(Instant since, Instant endsAt) {
        return marks(endsAt).filter(mark -> half(since, endsAt, mark))
            .min(Instant::compareTo)
            .map(office::opening)
            .filter(at -> at.isBefore(endsAt));
    }

    /**
     * The next mail after the first one, which was the request; one by hand counts for
     * those that it comes after.
     */
    Optional<Instant> next(ReminderPolicy.Facts facts, Instant endsAt, Instant now) {
        Instant last = facts.lastReminder() == null ? facts.requestedAt() : facts.lastReminder();
        return facts.held() ? Optional.empty()
                : marks(endsAt).filter(mark -> mark.isAfter(last))
                    .min(Instant::compareTo)
                    .map(mark -> office.opening(latest(now, mark, last.plus(ReminderPolicy.APART),
                            dayAfter(facts.lastAction()), facts.heldUntil())))
                    .filter(at -> at.isBefore(endsAt));
    }

    private Stream<Instant> marks(Instant endsAt) {
        return days.stream()
            .map(before -> endsAt.atZone(office.zone())
                .toLocalDate()
                .minusDays(before)
                .atTime(OfficeHours.OPENS)
                .atZone(office.zone())
                .toInstant());
    }

    private static boolean half(Instant since, Instant endsAt, Instant mark) {
        return !Duration.between(mark, endsAt)
            .minusDays(1)
            .multipliedBy(2)
            .minus(Duration.between(since, endsAt))
            .isPositive();
    }

    private static Instant dayAfter(Instant at) {
        return at == null ? null : at.plus(ReminderPolicy.APART);
    }

    private static Instant latest(Instant... instants) {
        return Stream.of(instants).filter(at -> at != null).max(Instant::compareTo).orElseThrow();
    }

}
