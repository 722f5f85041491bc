package io.ledgerstream.connection;

import io.ledgerstream.provider.DataType;

/** Why connecting did not work: keys of the message bundles, each one plain sentence that names the fix. */
public final class Reasons {

    public static final String ACCESS_DENIED = "access-denied";
    public static final String PROVIDER_UNAVAILABLE = "provider-unavailable";
    public static final String ANSWER_INCOMPLETE = "answer-incomplete";
    public static final String CODE_NOT_ACCEPTED = "code-not-accepted";
    public static final String ACCESS_ENDED = "access-ended";
    public static final String COMPANY_UNREADABLE = "company-unreadable";
    /** Mending a connection: the same company is to be chosen again. */
    public static final String OTHER_BOOKS = "other-books";
    /** The lender does not take the books of a company under another name. */
    public static final String COMPANY_REFUSED = "company-refused";
    public static final String NO_PERMISSION_COMPANY = "no-permission-company";

    private Reasons() {
    }

    /** Books to try things out with, where the lender does not take them. */
    public static final String SAMPLE_BOOKS = "sample-books";
    /** Pointed out: no bill and no expense in the last twelve months. */
    public static final String NOTHING_TO_ANALYSE = "nothing-to-analyse";

    static String noPermission(DataType type) {
        return switch (type) {
            case VENDORS -> "no-permission-suppliers";
            case BILLS -> "no-permission-bills";
            case PAYMENTS -> "no-permission-payments";
            case EXPENSES -> "no-permission-expenses";
        };
    }
}
