package io.ledgerstream.connection;

/**
 * What is pointed out of a connection that works; a provider has more of its own. Each
 * has a sentence, as {@link Reasons} have.
 */
public final class Notes {

    /**
     * Another name or country than was asked for; the customer, then the lender, says
     * whether it is right.
     */
    public static final String OTHER_COMPANY = "other-company";

    /** The same, accepted by the lender. */
    public static final String COMPANY_ACCEPTED = "company-accepted";

    /** Books to try things out with, which the lender takes. */
    public static final String SAMPLE_BOOKS = "sample-books";

    /** Another home currency than the lender expects. */
    public static final String OTHER_CURRENCY = "other-currency";

    /** No bill and no expense in the last twelve months. */
    public static final String NOTHING_TO_ANALYSE = "nothing-to-analyse";

    private Notes() {
    }

}
