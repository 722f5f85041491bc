package io.ledgerstream.connection;

import io.ledgerstream.provider.DataType;

/**
 * Why connecting did not work, whatever the software; a provider has more of its own.
 * Each has a plain sentence that names the fix
 * ({@link io.ledgerstream.provider.ReasonSentences}).
 */
public final class Reasons {

    public static final String ACCESS_DENIED = "access-denied";

    public static final String PROVIDER_UNAVAILABLE = "provider-unavailable";

    public static final String ANSWER_INCOMPLETE = "answer-incomplete";

    /** Of ours: the provider had answered, and a node ended before it was kept. */
    public static final String INTERRUPTED = "interrupted";

    public static final String CODE_NOT_ACCEPTED = "code-not-accepted";

    public static final String ACCESS_ENDED = "access-ended";

    public static final String COMPANY_UNREADABLE = "company-unreadable";

    /** Mending a connection: the same company is to be chosen again. */
    public static final String OTHER_BOOKS = "other-books";

    /**
     * Other software was to be connected, and these are the books that are connected
     * already.
     */
    public static final String SAME_BOOKS = "same-books";

    /** The lender does not take the books of a company under another name. */
    public static final String COMPANY_REFUSED = "company-refused";

    /** Books to try things out with, where the lender does not take them. */
    public static final String SAMPLE_BOOKS = "sample-books";

    public static final String NO_PERMISSION_COMPANY = "no-permission-company";

    public static final String NO_PERMISSION_SUPPLIERS = "no-permission-suppliers";

    public static final String NO_PERMISSION_BILLS = "no-permission-bills";

    public static final String NO_PERMISSION_PAYMENTS = "no-permission-payments";

    public static final String NO_PERMISSION_EXPENSES = "no-permission-expenses";

    public static final String NO_PERMISSION_ACCOUNTS = "no-permission-accounts";

    public static final String NO_PERMISSION_BALANCES = "no-permission-balances";

    private Reasons() {
    }

    static String noPermission(DataType type) {
        return switch (type) {
            case VENDORS -> NO_PERMISSION_SUPPLIERS;
            case BILLS, CREDITS -> NO_PERMISSION_BILLS;
            case PAYMENTS -> NO_PERMISSION_PAYMENTS;
            case EXPENSES -> NO_PERMISSION_EXPENSES;
            case ACCOUNTS -> NO_PERMISSION_ACCOUNTS;
            case BALANCES -> NO_PERMISSION_BALANCES;
        };
    }

}
