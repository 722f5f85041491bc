package io.ledgerstream.mail;

import io.ledgerstream.consent.ConsentReceipt;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.request.SoftwareChanges;
import io.ledgerstream.sharing.SharingEnd;
import io.ledgerstream.sharing.SharingEnds;
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

    /**
     * Whether a request was closed because its customer ended the sharing, or works with
     * other software: they know.
     */
    boolean endedWithTheSharing(UUID requestId) {
        return jdbc.sql("select coalesce(closed_reason in (?, ?), false) from request where id = ?")
            .params(SharingEnds.WITH_THE_SHARING, SoftwareChanges.OTHER_SOFTWARE, requestId)
            .query(Boolean.class)
            .single();
    }

    /** How a sharing ended; empty where it goes on. */
    Optional<Ended> ended(UUID consentId) {
        return jdbc.sql("""
                select ended_at, ended_reason, erase_at from consent
                where id = ? and ended_at is not null and erase_at is not null""")
            .param(consentId)
            .query((row, n) -> new Ended(row.getTimestamp(1).toInstant(), row.getString(2),
                    row.getTimestamp(3).toInstant()))
            .optional();
    }

    /**
     * @param eraseAt when the lender's copies are erased
     */
    record Ended(Instant at, String reason, Instant eraseAt) {

        boolean replaced() {
            return SharingEnd.SOFTWARE_CHANGED.code().equals(reason);
        }

        boolean byCustomer() {
            return SharingEnd.ENDED_BY_CUSTOMER.code().equals(reason);
        }
    }

    /** What the customer said, last, of the software that the company works with now. */
    Optional<String> otherSoftware(UUID requestId) {
        return jdbc.sql("""
                select detail ->> 'software' from audit
                where request_id = ? and action = 'other-software-told' order by at desc limit 1""")
            .param(requestId)
            .query(String.class)
            .optional();
    }

    /** When sharing ends by a consent; empty where none is known. */
    Optional<Instant> end(UUID consentId) {
        return jdbc.sql("select ends_at from consent where id = ?")
            .param(consentId)
            .query((row, n) -> row.getTimestamp(1).toInstant())
            .optional();
    }

}
