package io.ledgerstream.provider;

/** What is looked at before a connection is trusted, in the order in which it is looked at and shown. */
public enum Aspect {

    /** The account exists; asked without credentials. */
    ACCOUNT,
    SIGNED_IN, COMPANY, SUPPLIERS, BILLS, PAYMENTS, EXPENSES, FIRST_PAGE,
    /** Whether the access goes further than what is needed; pointed out only. */
    ROLE;

    public static Aspect of(DataType type) {
        return switch (type) {
            case VENDORS -> SUPPLIERS;
            case BILLS -> BILLS;
            case PAYMENTS -> PAYMENTS;
            case EXPENSES -> EXPENSES;
        };
    }
}
