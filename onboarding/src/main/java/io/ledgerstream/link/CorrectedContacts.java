package io.ledgerstream.link;

import io.ledgerstream.request.ContactCorrected;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Another contact: links, codes and sessions of the one before end at once. Sessions are
 * forgotten and not only ended, since one that has ended could ask for a code, which
 * would go to the new person and show their masked address to the old.
 */
@Component
class CorrectedContacts {

    private final JdbcClient jdbc;

    private final Clock clock;

    CorrectedContacts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(ContactCorrected corrected) {
        Timestamp now = Timestamp.from(clock.instant());
        UUID request = corrected.requestId();
        jdbc.sql("""
                update link l set replaced_at = ? from request r
                where r.id = l.request_id and l.request_id = ?
                  and l.replaced_at is null and lower(l.email) <> lower(r.contact_email)""")
            .params(now, request)
            .update();
        // Limits of the former contact must not hold up the new one.
        jdbc.sql("delete from sign_in_code where request_id = ?").param(request).update();
        jdbc.sql("delete from visit where request_id = ?").param(request).update();
    }

}
