package io.ledgerstream.provider;

/** What is read from accounting software, in plain words that consent, checks and counts share. */
public enum DataType {

    VENDORS, BILLS, PAYMENTS, EXPENSES
}
