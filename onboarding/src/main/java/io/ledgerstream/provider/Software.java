package io.ledgerstream.provider;

/**
 * Accounting software that a customer can name.
 *
 * @param code stable, as in the database and in process variables
 * @param name as its maker writes it; not translated
 * @param served whether a direct connection can be made today; otherwise the customer
 * uploads files exported from it
 * @param minutes how long connecting, or exporting and uploading, takes a customer,
 * roughly
 */
public record Software(String code, String name, boolean served, int minutes) {

    static Software direct(String code, String name, int minutes) {
        return new Software(code, name, true, minutes);
    }

    static Software byFile(String code, String name) {
        return new Software(code, name, false, SoftwareCatalog.BY_FILE_MINUTES);
    }
}
