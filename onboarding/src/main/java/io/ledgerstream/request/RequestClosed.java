package io.ledgerstream.request;

import java.util.UUID;

/**
 * Told within the transaction that closes a request, so that what hangs on it
 * (connections) closes with it.
 */
public record RequestClosed(UUID requestId, RequestStatus status) {
}
