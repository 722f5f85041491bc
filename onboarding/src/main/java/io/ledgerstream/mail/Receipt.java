package io.ledgerstream.mail;

import io.ledgerstream.mail.Letter.Fact;
import java.time.Instant;
import java.util.List;

/**
 * A consent as its giver gets it by mail.
 *
 * @param rows what was agreed to, label and text of each row of the consent page, as stored in the receipt
 */
record Receipt(String personName, String personTitle, String software, String textVersion, String textSha256, Instant givenAt,
               Instant endsAt, List<Fact> rows) {
}
