package io.ledgerstream.consent.web;

import java.util.List;

/**
 * What was ticked and written; anything.
 *
 * @param shown the fingerprint of what the page showed
 * @param decide present where the box "I may decide this" was ticked
 */
record ConsentForm(String shown, List<String> products, String decide, String name, String title) {

    ConsentForm {
        products = products == null ? List.of() : products;
        name = name == null ? "" : name.strip();
        title = title == null ? "" : title.strip();
    }
}
