package io.ledgerstream.request;

import java.util.UUID;

/** Told within the transaction in which a customer consents. Where a connection is there already, that goes on at once. */
public record ConsentGiven(UUID requestId) {
}
