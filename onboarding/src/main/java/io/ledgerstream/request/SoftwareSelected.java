package io.ledgerstream.request;

import java.util.UUID;

/**
 * Told within the transaction in which a customer selects software, or another one: what
 * was set up for the one before is over.
 */
public record SoftwareSelected(UUID requestId) {
}
