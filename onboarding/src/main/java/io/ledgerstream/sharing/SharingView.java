package io.ledgerstream.sharing;

import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What one person shares with one lender.
 *
 * @param id the connection's, or the request's where files were given
 * @param request the newest request about it: with whom, of which company, in which
 * language and zone
 * @param software by name
 * @param consentId of the newest consent: its receipt
 * @param until when the first of its consents ends
 * @param dataAsOf null before everything was read once, and where files were given
 * @param endedAt null while it goes on
 * @param endedReason a code; null while it goes on
 * @param eraseAfterDays so many days after its end the lender's copies are erased, were
 * it to end now
 * @param eraseAt when the lender's copies are erased, null while it goes on
 * @param erasedAt null before that was done
 */
public record SharingView(UUID id, RequestView request, String software, boolean files, boolean accessLost,
        List<Product> products, UUID consentId, Instant since, Instant until, Instant dataAsOf, Instant endedAt,
        String endedReason, int eraseAfterDays, Instant eraseAt, Instant erasedAt) {

    public boolean ended() {
        return endedAt != null;
    }
}
