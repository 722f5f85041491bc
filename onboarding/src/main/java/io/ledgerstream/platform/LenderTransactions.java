package io.ledgerstream.platform;

import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionStatus;

/**
 * Tells PostgreSQL, where a transaction begins, whose rows it may see. The setting is
 * local to the transaction, so a pooled connection never carries one lender's sight into
 * another's work.
 */
@Component
class LenderTransactions implements TransactionExecutionListener {

    private final JdbcTemplate jdbc;

    private final ObjectProvider<PlatformTransactionManager> transactions;

    LenderTransactions(JdbcTemplate jdbc, ObjectProvider<PlatformTransactionManager> transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void afterBegin(TransactionExecution transaction, Throwable beginFailure) {
        if (beginFailure == null && transaction.isNewTransaction()) {
            CurrentLender.id().ifPresent(id -> tell(id, transaction));
        }
    }

    /**
     * The first statement of most transactions, so the one that meets a connection that
     * broke in the pool. Whoever began does not get to end a transaction whose beginning
     * failed: left open, it would take in all that its thread does next.
     */
    private void tell(UUID lender, TransactionExecution transaction) {
        try {
            jdbc.queryForObject("select set_config('app.lender', ?, true)", String.class, lender.toString());
        }
        catch (RuntimeException e) {
            if (transaction instanceof TransactionStatus begun) {
                transactions.getObject().rollback(begun);
            }
            throw e;
        }
    }

}
