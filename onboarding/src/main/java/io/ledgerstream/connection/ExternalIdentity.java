package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.provider.ExternalCompany;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whose books a connection's are, as they say themselves. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ExternalIdentity {

    private final JdbcClient jdbc;

    private final Audit audit;

    ExternalIdentity(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * Keeps what was read. Books that were connected before under another name, after a
     * merger or a change of mind, are the same by their id: a line of the timeline, and
     * nobody is asked.
     * @param requestId whose timeline
     */
    void read(UUID connectionId, UUID requestId, ExternalCompany company) {
        jdbc.sql("""
                select company_id, external_name from connection
                where id = ? and linked_at is not null and external_name <> ? and state <> 'UNLINKED' for update""")
            .params(connectionId, name(company))
            .query((row, n) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
            .optional()
            .ifPresent(was -> audit.record(Actor.PROCESS, "company-renamed", was.getKey(), requestId,
                    Map.of("from", was.getValue(), "to", name(company))));
        jdbc.sql("""
                update connection set external_name = ?, external_legal_name = ?, external_country = ?,
                    external_currency = ?, sample = ?
                where id = ? and state <> 'UNLINKED'""")
            .params(name(company), company.legalName(), company.country(), company.currency(), company.sample(),
                    connectionId)
            .update();
    }

    private static String name(ExternalCompany company) {
        return company.name() == null ? company.legalName() : company.name();
    }

}
