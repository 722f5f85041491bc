package io.ledgerstream.connection.web;

import java.util.List;

/**
 * Which companies of the account are shared.
 *
 * @param shared ids as posted by a browser: anything
 * @param attempt whose account the page showed
 */
record SubsidiariesForm(List<String> shared, String attempt) {

    SubsidiariesForm {
        shared = shared == null ? List.of() : shared.stream().distinct().toList();
    }
}
