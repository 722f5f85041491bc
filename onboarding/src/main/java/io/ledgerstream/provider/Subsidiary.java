package io.ledgerstream.provider;

/**
 * One of several companies whose books one account keeps.
 *
 * @param id the provider's, digits
 * @param name text from outside, cleaned and shortened
 * @param country as the provider writes it, null where not told
 * @param currency ISO 4217, null where not told
 */
public record Subsidiary(String id, String name, String country, String currency) {
}
