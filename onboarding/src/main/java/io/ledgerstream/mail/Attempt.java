package io.ledgerstream.mail;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail that is to be sent now, by whoever holds this and nobody else: the row is
 * leased. Holds what may be neither logged nor stored.
 *
 * @param number counts the attempts of this mail, from 1
 */
public record Attempt(UUID mailId, UUID requestId, String messageId, int number, Instant date,
        Composer.Composed composed) {

    @Override
    public String toString() {
        return "Attempt " + number + " of mail " + mailId;
    }
}
