package io.ledgerstream.request.web;

import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import java.time.Instant;

/**
 * When an open request's customer is reminded next, or why not.
 *
 * @param held key of the words that say why reminders wait, null where they do not
 * @param at when the next one comes; where they are held until a day, that day; null for
 * none
 */
record NextReminder(String held, Instant at) {

    static NextReminder of(RequestView request, Instant now) {
        String held = held(request);
        if (held != null) {
            return new NextReminder(held, null);
        }
        Instant wish = request.remindersHeldUntil();
        return wish != null && wish.isAfter(now) ? new NextReminder("wish", wish)
                : new NextReminder(null, request.nextReminderAt());
    }

    /** The first that applies; what the lender can end by itself comes first. */
    private static String held(RequestView request) {
        if (request.doubt() != null) {
            return "contact";
        }
        if (request.facts().helpOpen()) {
            return "help";
        }
        if (request.facts().step() == RequestStep.LENDER_DECIDES) {
            return "decision";
        }
        if (request.remindersStopped()) {
            return "stopped";
        }
        return request.facts().step() == RequestStep.CHECKING ? "checking" : null;
    }
}
