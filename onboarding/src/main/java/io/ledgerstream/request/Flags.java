package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** <em>Needs attention</em>: the mark beside a request's status. The first reason stays until it is dealt with. */
@Service
public class Flags {

    /** The customer's server refused a mail for good. */
    public static final String MAIL_BOUNCED = "mail-bounced";
    /** Whether the invitation arrived is not known, and will not be. */
    public static final String MAIL_UNKNOWN = "mail-unknown";

    private final JdbcClient jdbc;
    private final Audit audit;

    Flags(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Raises a flag on an open request that has none. Under the request's lock; repeating it changes nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void raise(UUID requestId, String flag) {
        jdbc.sql("""
                update request set flag = ? where id = ? and flag is null and status in ('REQUESTED', 'OPENED', 'IN_PROGRESS')
                returning company_id""").params(flag, requestId).query(UUID.class).optional()
                .ifPresent(company -> audit.record(Actor.PROCESS, flag, company, requestId, Map.of()));
    }
}
