package io.ledgerstream.audit;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes who did what, in the transaction that does it: one row for every answered
 * action. The applications' role can neither change nor delete a row.
 */
@Component
public class Audit {

    private final JdbcClient jdbc;

    private final Clock clock;

    private final JsonMapper json;

    Audit(JdbcClient jdbc, Clock clock, JsonMapper json) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
    }

    /**
     * @param action what happened, verb in the past, as {@code request-cancelled}; shown
     * as a line of the timeline
     * @param detail small facts for the timeline; names and addresses only where the
     * timeline shows them
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Actor actor, String action, UUID companyId, UUID requestId, Map<String, ?> detail) {
        jdbc.sql("""
                insert into audit (id, lender_id, at, actor, actor_id, action, company_id, request_id, detail)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)""")
            .params(Ids.next(), CurrentLender.required(), java.sql.Timestamp.from(clock.instant()), actor.kind().name(),
                    actor.id(), action, companyId, requestId, json.writeValueAsString(detail))
            .update();
    }

}
