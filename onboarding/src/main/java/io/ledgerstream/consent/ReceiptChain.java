package io.ledgerstream.consent;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Sha256;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Each signed receipt of a lender names the one before: {@link VerifyReceipt} sees
 * whether one was left out, put in or moved.
 */
@Component
class ReceiptChain {

    /**
     * Begins the statement that stores a receipt, which is the newest then. Takes its
     * SHA-256 and the lender.
     */
    static final String GOES_ON = "with chained as (update receipt_chain set sha256 = ? where lender_id = ?)";

    private final JdbcClient jdbc;

    ReceiptChain(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * SHA-256 of the newest receipt, null before the first. Until the transaction ends
     * nobody else signs one for the lender.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String newest() {
        return jdbc.sql("""
                insert into receipt_chain (lender_id) values (?)
                on conflict (lender_id) do update set sha256 = receipt_chain.sha256 returning sha256""")
            .param(CurrentLender.required())
            .query((row, n) -> Optional.ofNullable(row.getString(1)))
            .single()
            .orElse(null);
    }

}
