package io.ledgerstream.request;

import io.ledgerstream.company.CompanyView;
import io.ledgerstream.lender.LenderView;
import io.ledgerstream.lender.UserView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A request as pages and mails show it.
 *
 * @param contactName the invited person, as of the request
 * @param owner the lender's person in charge of the company
 * @param attemptReason why the newest attempt to connect did not work, a key of the
 * message bundles; null where it did
 * @param closedReason in the customer's or the lender's words, null for none
 * @param nextReminderAt null where none is planned
 * @param flags what needs attention, the first to be shown first
 * @param doubt null where the contact is not in doubt
 * @param remindersHeldUntil "not now, remind me on …"; null where the customer asked for
 * no pause
 * @param softwareName as the customer wrote it, where the software is not listed; null
 * otherwise
 * @param matchReason why books under another name are right, in the customer's words;
 * null before
 */
public record RequestView(RequestFacts facts, String reference, List<Product> products, String contactName,
        String contactEmail, String language, String note, Instant requestedAt, Instant statusChangedAt, Instant dueAt,
        Instant openedAt, Instant signedInAt, Instant nextReminderAt, int remindersSent, String attemptReason,
        String closedReason, List<Flag> flags, ContactDoubt doubt, Instant remindersHeldUntil, boolean remindersStopped,
        String softwareName, String matchReason, LenderView lender, CompanyView company, UserView owner) {

    public UUID id() {
        return facts.requestId();
    }

    public RequestStatus status() {
        return facts.status();
    }
}
