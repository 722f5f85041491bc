package io.ledgerstream.lender;

/**
 * A lender's rules, in days, months and counts.
 *
 * @param dueDays               days from a request to its due date, 1 to 90
 * @param linkDays              life of a link in days, 1 to 30, never past the due date
 * @param reminderFirstDays     business days to the first reminder
 * @param reminderEveryDays     business days between reminders
 * @param reminderMax           reminders at most, without the one before the due date
 * @param reminderBeforeDueDays business days before the due date for one more reminder, 0 for none
 * @param consentMonths         how long a consent holds, 1 to 12
 * @param eraseAfterDays        when copies are erased after sharing has ended
 */
public record Policy(int dueDays, int linkDays, int reminderFirstDays, int reminderEveryDays, int reminderMax,
                     int reminderBeforeDueDays, int consentMonths, int eraseAfterDays) {
}
