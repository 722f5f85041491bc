package io.ledgerstream.provider;

import java.util.UUID;

/**
 * Told within the transaction in which what a customer sets up to let us in, for one line
 * of a request, is over: what was kept for it goes in that transaction.
 *
 * @param lineId of the request
 * @param connected whether it has led to a connection, which has the credential from now
 * on: no secret is needed any more, and what the connection is called over there stays,
 * since it may have to be mended; otherwise nothing is needed any more
 */
public record SetupOver(UUID lineId, boolean connected) {
}
