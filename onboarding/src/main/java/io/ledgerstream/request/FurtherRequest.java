package io.ledgerstream.request;

import java.time.Instant;
import java.util.List;

/**
 * Another request for the same company that is open, or whose connection is there, as a
 * request's page shows it.
 */
public record FurtherRequest(RequestFacts facts, String reference, List<Product> products, Instant requestedAt) {
}
