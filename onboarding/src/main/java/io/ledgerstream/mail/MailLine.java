package io.ledgerstream.mail;

import io.ledgerstream.outbox.MailKind;
import java.time.Instant;
import java.util.UUID;

/**
 * A mail in the list of a request.
 *
 * @param recipient null until the first attempt, as are subject and language
 * @param sentAt when their server accepted it; null where that did not happen
 * @param perhapsTwice an answer was lost on the way, so that the recipient may have got
 * it a second time
 */
public record MailLine(UUID id, MailKind kind, MailState state, Instant plannedAt, Instant sentAt, String recipient,
        String subject, boolean perhapsTwice) {
}
