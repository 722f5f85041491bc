package io.ledgerstream.consent;

import java.util.List;
import java.util.Map;

/**
 * One version of the words that customers agree to, as stored: with {@code {…}} where
 * names and dates go.
 *
 * @param sha256 of the stored body, hexadecimal
 */
record ConsentText(String version, String language, String sha256, Body body) {

    /**
     * @param software by software code, what its maker asks for beyond what we take
     */
    record Body(String heading, List<Row> rows, Map<String, String> software, Map<String, String> products,
            String decide) {
    }

    /**
     * Either one text, or one for each product asked for.
     *
     * @param file in place of the text where files are uploaded; null where it is the
     * same
     */
    record Row(String term, String text, String file, Map<String, String> products) {

        String text(boolean byFile) {
            return byFile && file != null ? file : text;
        }
    }
}
