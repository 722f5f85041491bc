package io.ledgerstream.connection;

import java.time.Instant;
import java.util.List;

/**
 * How the newest attempt of a request stands.
 *
 * @param begun whether anybody ever went to the provider
 * @param authorisedAt when the customer came back with access, null before
 * @param software code, null before the first attempt
 * @param companyName as the connected books name it, null before it was read; text from
 * outside
 * @param reason why the attempt did not work, one of {@link Reasons}; null where it did
 * or is not decided
 * @param checks all of them, in their order; none before the first attempt
 */
public record Checking(boolean begun, Instant authorisedAt, String software, String companyName, String reason,
        List<Check> checks) {
}
