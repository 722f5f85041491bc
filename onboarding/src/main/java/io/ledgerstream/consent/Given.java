package io.ledgerstream.consent;

import io.ledgerstream.request.Product;
import java.util.Set;

/**
 * What the customer ticked and wrote. The box by which they may decide was ticked:
 * without it there is nothing to give.
 *
 * @param products what they agree to share, at least one and none that was not asked for
 * @param name of the person, as they write it, 1 to 100 characters
 * @param title job title, 1 to 100 characters
 */
public record Given(Set<Product> products, String name, String title) {

    public Given {
        if (products.isEmpty() || invalid(name) || invalid(title)) {
            throw new IllegalArgumentException("A consent needs a product, a name and a job title.");
        }
    }

    private static boolean invalid(String text) {
        return text == null || text.isBlank() || text.length() > 100;
    }
}
