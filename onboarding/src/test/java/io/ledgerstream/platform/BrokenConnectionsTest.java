package io.ledgerstream.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Fixtures;
import fixture.OnboardingTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import standin.postgres.StandInPostgres;

/** What becomes of a thread whose database goes away under it. */
@OnboardingTest
@Tag("P6")
class BrokenConnectionsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient jdbc;

    private Fixtures.Bank northwind;

    @BeforeEach
    void aLender() {
        northwind = fixtures.lender("Northwind Bank");
    }

    @Test
    void aTransactionThatBreaksWhereItBeginsLeavesNothingBehindOnItsThread() throws SQLException {
        assertThatThrownBy(() -> {
            // The pool checks connections that were idle for half a second, and replaces
            // broken ones.
            for (int tried = 0; tried < 10; tried++) {
                northwind.inTransaction(this::lenders);
                everyConnectionIsTerminated();
                northwind.inTransaction(this::lenders);
            }
        }).isInstanceOf(RuntimeException.class);
        assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
        assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
        assertThat(afterTheBrokenOnesAreGone()).isEqualTo(1);
    }

    /**
     * A node that was stopped in the middle of a transaction must not hold up the others
     * for ever.
     */
    @Test
    void nobodyWaitsForALockForLongAndNobodyHoldsOneForLong() {
        assertThat(setting("lock_timeout")).isEqualTo("5s");
        assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("1min");
    }

    private long lenders() {
        return jdbc.sql("select count(*) from lender").query(Long.class).single();
    }

    /** Each broken connection of the pool may fail one transaction. */
    private long afterTheBrokenOnesAreGone() {
        for (int connection = 0; connection < 20; connection++) {
            try {
                return northwind.<Long>inTransaction(this::lenders);
            }
            catch (RuntimeException e) {
                assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
            }
        }
        throw new AssertionError("the pool did not recover");
    }

    private String setting(String name) {
        return jdbc.sql("select current_setting(?)").param(name).query(String.class).single();
    }

    private static void everyConnectionIsTerminated() throws SQLException {
        try (Connection connection = StandInPostgres.shared().superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement
                .execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'ledgerstream_app'");
        }
    }

}
