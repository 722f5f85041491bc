package io.ledgerstream.request;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a consent was given anew, those before it end as it begins, in the transaction in
 * which it begins to count: nothing is read without one in between, and what they allowed
 * is not erased. One that allows more goes on until its day: for that the new one was not
 * given.
 */
@Component
class RenewedConsents {

    /** Of an ended consent in whose place another one has come. */
    static final String REASON = "renewed";

    private final JdbcClient jdbc;

    private final Flags flags;

    private final Clock clock;

    RenewedConsents(JdbcClient jdbc, Flags flags, Clock clock) {
        this.jdbc = jdbc;
        this.flags = flags;
        this.clock = clock;
    }

    /**
     * @param facts of a request to mend or renew, whose consent counts from now on
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void by(RequestFacts facts) {
        int over = jdbc.sql("""
                update consent k set ended_at = :now, ended_reason = :why
                from request_line l, consent n
                where n.id = :consent and l.consent_id = k.id
                  and k.id <> n.id and k.given_at < n.given_at and k.ended_at is null and k.products <@ n.products
                  and (l.connection_id = :connection
                       or l.id = (select line_id from connection where id = :connection))""")
            .param("now", Timestamp.from(clock.instant()))
            .param("why", REASON)
            .param("consent", facts.consentId())
            .param("connection", facts.connectionId())
            .update();
        if (over > 0) {
            flags.consentOver(facts.companyId());
        }
    }

}
