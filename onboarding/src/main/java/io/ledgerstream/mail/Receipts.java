package io.ledgerstream.mail;

import io.ledgerstream.consent.ConsentReceipt;
import io.ledgerstream.consent.Consents;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was consented to, and for how long. */
@Component
class Receipts {

    private final Consents consents;
    private final JdbcClient jdbc;

    Receipts(Consents consents, JdbcClient jdbc) {
        this.consents = consents;
        this.jdbc = jdbc;
    }

    ConsentReceipt get(UUID consentId) {
        return consents.receipt(consentId);
    }

    /** When sharing ends by a consent; empty where none is known. */
    Optional<Instant> end(UUID consentId) {
        return jdbc.sql("select ends_at from consent where id = ?").param(consentId)
                .query((row, n) -> row.getTimestamp(1).toInstant()).optional();
    }
}
