package io.ledgerstream.request;

/**
 * The accounting software that a customer selects.
 *
 * @param software its code
 * @param byFile whether there is no connection to it, so that files are uploaded
 * @param name as the customer wrote it, at most 100 characters, where it is not listed;
 * null otherwise
 */
public record Selection(String software, boolean byFile, String name) {

    public static Selection direct(String software) {
        return new Selection(software, false, null);
    }

    public static Selection byFile(String software) {
        return new Selection(software, true, null);
    }
}
