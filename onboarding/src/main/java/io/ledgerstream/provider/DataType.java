package io.ledgerstream.provider;

/**
 * What is read from accounting software, in plain words that consent, checks and counts
 * share; in the order in which it is read.
 */
public enum DataType {

    /** The chart of accounts. */
    ACCOUNTS, VENDORS, BILLS, PAYMENTS,
    /** What suppliers owe back. */
    CREDITS,
    /** Paid at once, without a bill. */
    EXPENSES,
    /** Of every account, by month. */
    BALANCES;

    /** Whether each record has a day of its own. */
    public boolean dated() {
        return this == BILLS || this == PAYMENTS || this == CREDITS || this == EXPENSES;
    }

}
