package io.ledgerstream.consent;

import io.ledgerstream.platform.Sha256;
import io.ledgerstream.request.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The consent as the page shows it: the stored words with the names and dates of this
 * request.
 *
 * @param of the software that is selected, which not every version of the words names
 * @param version of the words
 * @param software what the software's maker asks for beyond what we take, null for
 * nothing
 * @param products the box of each product asked for, in order
 * @param decide the box by which the person says that they may decide
 * @param endsAt the end of the last day of sharing, in the company's time zone
 * @param eraseAfterDays so many days after the end of the sharing copies are erased
 */
public record ConsentOffer(ConsentReceipt.Software of, String version, String language, String sha256, String heading,
        List<Row> rows, String software, Map<Product, String> products, String decide, Instant endsAt,
        int eraseAfterDays) {

    /**
     * @param texts one line, or one for each product
     */
    public record Row(String term, List<String> texts) {
    }

    /**
     * SHA-256 of all that the person reads; posted back, so that nobody agrees to
     * anything else than they were shown.
     */
    public String fingerprint() {
        List<String> read = new ArrayList<>(List.of(of.code(), of.name(), version, language, sha256, heading,
                software == null ? "" : software, decide, endsAt.toString(), Integer.toString(eraseAfterDays)));
        rows.forEach(row -> {
            read.add("row " + row.texts().size());
            read.add(row.term());
            read.addAll(row.texts());
        });
        products.forEach((product, box) -> read.addAll(List.of(product.name(), box)));
        // No text in the database can hold the separator.
        return Sha256.hex(String.join("\0", read));
    }
}
