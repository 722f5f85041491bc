package io.ledgerstream.request;

import java.util.UUID;

/**
 * Told within the transaction that gives a request another contact: links, codes and
 * sessions of the old one end.
 */
public record ContactCorrected(UUID requestId) {
}
