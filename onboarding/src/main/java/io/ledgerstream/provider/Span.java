package io.ledgerstream.provider;

/**
 * Records by the number that their ids begin with, up to a colon: of these a page holds
 * all that there are.
 *
 * @param after exclusive; 0 for the beginning
 * @param upTo inclusive; null for the end
 */
public record Span(long after, Long upTo) {

    public static final Span ALL = new Span(0, null);

}
