package io.ledgerstream.request;

import java.util.UUID;

/**
 * Told within the transaction in which a customer consents for a connection that is there
 * already: it may go on at once.
 */
public record ConsentGiven(UUID requestId) {
}
