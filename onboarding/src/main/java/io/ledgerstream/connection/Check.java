package io.ledgerstream.connection;

import io.ledgerstream.provider.DataType;

/**
 * One line of the checking page.
 *
 * @param detail why it failed, one of {@link Reasons}; {@link #OTHER_COMPANY} where the company is doubtful; null otherwise
 */
public record Check(Name name, State state, String detail) {

    static final String OTHER_COMPANY = "other-company";

    /** In the order in which they are made and shown. */
    public enum Name {

        SIGNED_IN, COMPANY, SUPPLIERS, BILLS, PAYMENTS, EXPENSES, FIRST_PAGE;

        static Name of(DataType type) {
            return switch (type) {
                case VENDORS -> SUPPLIERS;
                case BILLS -> BILLS;
                case PAYMENTS -> PAYMENTS;
                case EXPENSES -> EXPENSES;
            };
        }
    }

    /** DOUBTFUL: read, but somebody has to say whether it is right. */
    public enum State { WAITING, DONE, DOUBTFUL, FAILED }
}
