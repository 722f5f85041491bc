package io.ledgerstream.consent;

import io.ledgerstream.request.Product;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The consent as the page shows it: the stored words with the names and dates of this request.
 *
 * @param version  of the words; posted back, so that nobody agrees to other words than those they read
 * @param software what the software's maker asks for beyond what we take, null for nothing
 * @param products the box of each product asked for, in order
 * @param decide   the box by which the person says that they may decide
 * @param endsAt   the end of the last day of sharing, in the company's time zone
 * @param eraseAfterDays so many days after the end of the sharing copies are erased
 */
public record ConsentOffer(String version, String language, String sha256, String heading, List<Row> rows, String software,
                           Map<Product, String> products, String decide, Instant endsAt, int eraseAfterDays) {

    /** @param texts one line, or one for each product */
    public record Row(String term, List<String> texts) {
    }
}
