package io.ledgerstream.lender.web;

import io.ledgerstream.lender.Policy;
import io.ledgerstream.lender.Policy.Bounds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.validation.BindingResult;

/**
 * A lender's rules as they are typed in; what is out of its bounds is said field by
 * field.
 *
 * @param sampleBooks {@code yes} where it is ticked
 */
record PolicyForm(String dueDays, String linkDays, String reminderFirstDays, String reminderEveryDays,
        String reminderMax, String reminderBeforeDueDays, String consentMonths, String eraseAfterDays,
        String renewalFirstDays, String renewalLastDays, String sampleBooks) {

    private static final String YES = "yes";

    /** By field, in the order of the page. */
    static final Map<String, Bounds> BOUNDS = bounds();

    private static final Pattern NUMBER = Pattern.compile("\\s*[0-9]{1,6}\\s*");

    static PolicyForm of(Policy policy) {
        return new PolicyForm(text(policy.dueDays()), text(policy.linkDays()), text(policy.reminderFirstDays()),
                text(policy.reminderEveryDays()), text(policy.reminderMax()), text(policy.reminderBeforeDueDays()),
                text(policy.consentMonths()), text(policy.eraseAfterDays()), text(policy.renewalFirstDays()),
                text(policy.renewalLastDays()), policy.sampleBooks() ? YES : null);
    }

    /** Marks each field that is no whole number within its bounds. */
    void check(BindingResult errors) {
        BOUNDS.forEach((field, bounds) -> {
            String typed = (String) errors.getFieldValue(field);
            if (typed == null || !NUMBER.matcher(typed).matches() || !bounds.hold(number(typed))) {
                errors.rejectValue(field, "policy.out-of-range", new Object[] { bounds.least(), bounds.most() }, null);
            }
        });
    }

    /** Only after {@link #check} found nothing. */
    Policy policy() {
        return new Policy(number(dueDays), number(linkDays), number(reminderFirstDays), number(reminderEveryDays),
                number(reminderMax), number(reminderBeforeDueDays), number(consentMonths), number(eraseAfterDays),
                number(renewalFirstDays), number(renewalLastDays), YES.equals(sampleBooks));
    }

    private static int number(String typed) {
        return Integer.parseInt(typed.strip());
    }

    private static String text(int value) {
        return Integer.toString(value);
    }

    private static Map<String, Bounds> bounds() {
        var bounds = new LinkedHashMap<String, Bounds>();
        bounds.put("dueDays", Bounds.DUE_DAYS);
        bounds.put("linkDays", Bounds.LINK_DAYS);
        bounds.put("reminderFirstDays", Bounds.REMINDER_FIRST_DAYS);
        bounds.put("reminderEveryDays", Bounds.REMINDER_EVERY_DAYS);
        bounds.put("reminderMax", Bounds.REMINDER_MAX);
        bounds.put("reminderBeforeDueDays", Bounds.REMINDER_BEFORE_DUE_DAYS);
        bounds.put("consentMonths", Bounds.CONSENT_MONTHS);
        bounds.put("eraseAfterDays", Bounds.ERASE_AFTER_DAYS);
        bounds.put("renewalFirstDays", Bounds.RENEWAL_FIRST_DAYS);
        bounds.put("renewalLastDays", Bounds.RENEWAL_LAST_DAYS);
        return bounds;
    }
}
