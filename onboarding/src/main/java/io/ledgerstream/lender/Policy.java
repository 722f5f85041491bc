package io.ledgerstream.lender;

import io.ledgerstream.platform.Refused;

/**
 * A lender's rules, in days, months, counts, and what it takes. Holds only values within
 * their bounds, as the database does.
 *
 * @param dueDays days from a request to its due date, 1 to 90
 * @param linkDays life of a link in days, 1 to 30, never past the due date
 * @param reminderFirstDays business days to the first reminder
 * @param reminderEveryDays business days between reminders
 * @param reminderMax reminders at most, without the one before the due date
 * @param reminderBeforeDueDays business days before the due date for one more reminder, 0
 * for none
 * @param consentMonths how long a consent holds, 1 to 12
 * @param eraseAfterDays when copies are erased after sharing has ended
 * @param renewalFirstDays days before something ends that the customer is first asked for
 * it, 15 to 60; once more 14 days before
 * @param renewalLastDays days before it that they are asked for the last time, 1 to 13
 * @param sampleBooks whether books to try things out with will do: a sandbox, a sample
 * company
 */
public record Policy(int dueDays, int linkDays, int reminderFirstDays, int reminderEveryDays, int reminderMax,
        int reminderBeforeDueDays, int consentMonths, int eraseAfterDays, int renewalFirstDays, int renewalLastDays,
        boolean sampleBooks) {

    /**
     * @throws Refused {@code policy-out-of-range}
     */
    public Policy {
        boolean within = Bounds.DUE_DAYS.hold(dueDays) && Bounds.LINK_DAYS.hold(linkDays)
                && Bounds.REMINDER_FIRST_DAYS.hold(reminderFirstDays)
                && Bounds.REMINDER_EVERY_DAYS.hold(reminderEveryDays) && Bounds.REMINDER_MAX.hold(reminderMax)
                && Bounds.REMINDER_BEFORE_DUE_DAYS.hold(reminderBeforeDueDays)
                && Bounds.CONSENT_MONTHS.hold(consentMonths) && Bounds.ERASE_AFTER_DAYS.hold(eraseAfterDays)
                && Bounds.RENEWAL_FIRST_DAYS.hold(renewalFirstDays) && Bounds.RENEWAL_LAST_DAYS.hold(renewalLastDays);
        if (!within) {
            throw new Refused("policy-out-of-range");
        }
    }

    /** The least and the most that a value may be. */
    public record Bounds(int least, int most) {

        public static final Bounds DUE_DAYS = new Bounds(1, 90);

        public static final Bounds LINK_DAYS = new Bounds(1, 30);

        public static final Bounds REMINDER_FIRST_DAYS = new Bounds(1, 30);

        public static final Bounds REMINDER_EVERY_DAYS = new Bounds(1, 30);

        public static final Bounds REMINDER_MAX = new Bounds(0, 10);

        public static final Bounds REMINDER_BEFORE_DUE_DAYS = new Bounds(0, 30);

        public static final Bounds CONSENT_MONTHS = new Bounds(1, 12);

        public static final Bounds ERASE_AFTER_DAYS = new Bounds(0, 3650);

        public static final Bounds RENEWAL_FIRST_DAYS = new Bounds(15, 60);

        public static final Bounds RENEWAL_LAST_DAYS = new Bounds(1, 13);

        public boolean hold(int value) {
            return least <= value && value <= most;
        }
    }
}
