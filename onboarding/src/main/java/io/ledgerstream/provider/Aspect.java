package io.ledgerstream.provider;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is looked at before a connection is trusted, in the order in which it is looked at
 * and shown.
 */
public enum Aspect {

    /** The account exists; asked without credentials. */
    ACCOUNT, SIGNED_IN, COMPANY, CHART_OF_ACCOUNTS(DataType.ACCOUNTS), SUPPLIERS(DataType.VENDORS),
    BILLS(DataType.BILLS, DataType.CREDITS), PAYMENTS(DataType.PAYMENTS), EXPENSES(DataType.EXPENSES),
    BALANCES(DataType.BALANCES), FIRST_PAGE,
    /** Whether the access goes further than what is needed; pointed out only. */
    ROLE;

    private final List<DataType> types;

    Aspect(DataType... types) {
        this.types = List.of(types);
    }

    /** The data whose permission is looked at here; none where it is something else. */
    public List<DataType> types() {
        return types;
    }

    /**
     * Of these aspects, those without data of their own and those that look at some of
     * these data.
     */
    public static Stream<Aspect> concerning(List<Aspect> aspects, Set<DataType> data) {
        return aspects.stream()
            .filter(aspect -> aspect.types.isEmpty() || aspect.types.stream().anyMatch(data::contains));
    }

}
