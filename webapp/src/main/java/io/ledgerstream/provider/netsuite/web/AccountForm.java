package io.ledgerstream.provider.netsuite.web;

/**
 * @param administrator {@code yes} or {@code no}, asked before anything else; @param
 * account as typed
 */
record AccountForm(String administrator, String account) {

    AccountForm {
        account = account == null ? "" : account.strip();
    }
}
