package io.ledgerstream.connection.web;

/**
 * @param administrator {@code yes} or {@code no}, asked before the customer leaves for
 * the provider
 */
record ConnectForm(String administrator) {
}
