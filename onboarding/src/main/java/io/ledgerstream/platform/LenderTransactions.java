package io.ledgerstream.platform;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Tells PostgreSQL, where a transaction begins, whose rows it may see. The setting is local to the transaction, so a
 * pooled connection never carries one lender's sight into another's work.
 */
@Component
class LenderTransactions implements TransactionExecutionListener {

    private final JdbcTemplate jdbc;

    LenderTransactions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void afterBegin(TransactionExecution transaction, Throwable beginFailure) {
        if (beginFailure == null && transaction.isNewTransaction()) {
            CurrentLender.id().ifPresent(id ->
                    jdbc.queryForObject("select set_config('app.lender', ?, true)", String.class, id.toString()));
        }
    }
}
