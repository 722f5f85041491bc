package io.ledgerstream.engine;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/**
 * Tells a database that is away, full or busy, which passes, from a statement that it
 * will refuse for ever.
 */
public final class DatabaseAway {

    /**
     * Classes of SQLSTATE: connection, rollback for concurrency, resources, lock not
     * available, operator, system.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    private DatabaseAway() {
    }

    public static boolean causes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || (cause instanceof SQLException e && passes(e.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(String state) {
        return state != null && state.length() == 5 && PASSING.contains(state.substring(0, 2));
    }

}
