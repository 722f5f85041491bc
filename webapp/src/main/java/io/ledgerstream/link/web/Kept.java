package io.ledgerstream.link.web;

import java.util.Map;

/**
 * What a person had typed into the page shown when their session ended; nothing where it
 * did not. As hostile as anything that was typed.
 */
public record Kept(Map<String, String> fields) {

    /**
     * @param otherwise where nothing was kept of it
     */
    public String or(String field, String otherwise) {
        String kept = fields.get(field);
        return kept == null ? otherwise : kept;
    }
}
