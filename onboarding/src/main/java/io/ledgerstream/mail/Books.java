package io.ledgerstream.mail;

/**
 * Whose books were connected, as the accounting software says.
 *
 * @param legalName null where the software does not say, or says the same
 * @param country ISO 3166 alpha-2, null where it does not say
 */
record Books(String name, String legalName, String country) {
}
