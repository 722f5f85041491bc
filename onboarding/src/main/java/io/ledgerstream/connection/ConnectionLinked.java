package io.ledgerstream.connection;

import java.util.UUID;

/** Told within the transaction in which a request's connection becomes Linked. */
public record ConnectionLinked(UUID requestId, UUID connectionId) {
}
