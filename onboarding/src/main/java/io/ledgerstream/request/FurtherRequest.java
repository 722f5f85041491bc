package io.ledgerstream.request;

import java.time.Instant;
import java.util.List;

/** A request that is open beside another one of the same company, as that one's page shows it. */
public record FurtherRequest(RequestFacts facts, String reference, List<Product> products, Instant requestedAt) {
}
