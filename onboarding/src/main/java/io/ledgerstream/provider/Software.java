package io.ledgerstream.provider;

/**
 * Accounting software that a customer can name.
 *
 * @param code    stable, as in the database and in process variables
 * @param name    as its maker writes it; not translated
 * @param served  whether a direct connection can be made today; otherwise it is listed as "not yet"
 * @param minutes how long connecting takes a customer, roughly
 */
public record Software(String code, String name, boolean served, int minutes) {
}
