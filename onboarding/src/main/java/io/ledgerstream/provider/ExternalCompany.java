package io.ledgerstream.provider;

/**
 * The company as its own books name it. Texts from outside: cleaned and shortened, to be
 * escaped wherever they are shown.
 *
 * @param name null where the books name none
 * @param legalName null where not told
 * @param country as the provider writes it, null where not told
 * @param currency home currency, ISO 4217, null where not told
 * @param sample whether these are books to try things out with: a sample company, a
 * sandbox
 */
public record ExternalCompany(String name, String legalName, String country, String currency, boolean sample) {
}
