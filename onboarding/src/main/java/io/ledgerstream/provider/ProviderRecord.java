package io.ledgerstream.provider;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * One record as read: already reduced to the fields on the allowlist of its data type, so
 * that what must never be stored does not reach whoever stores.
 *
 * @param received as the provider names and nests it
 * @param normalised the same facts in our words, alike for all providers
 * @param changedAt by the provider's clock, null where not told
 */
public record ProviderRecord(String externalId, ObjectNode received, ObjectNode normalised, Instant changedAt) {
}
