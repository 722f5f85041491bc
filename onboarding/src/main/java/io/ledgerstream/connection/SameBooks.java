package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The same company at the provider under two of a lender's companies: one of them is
 * listed twice, or somebody has connected the wrong books. Pointed out to the lender, and
 * to nobody else: a customer learns nothing of the lender's other companies, and a lender
 * nothing of other lenders' (row-level security).
 */
@Service
public class SameBooks {

    /**
     * Accounts that keep the books of several companies are the same only where the same
     * subsidiaries are shared, or may be.
     */
    private static final String OTHERS = """
            select o.request_id, m.id, m.legal_name from connection o join company m on m.id = o.company_id
            join connection c on o.software = c.software
              and o.external_id = c.external_id and o.company_id <> c.company_id
                              and (o.subsidiaries is null or c.subsidiaries is null or o.subsidiaries && c.subsidiaries)
            where c.id = %s and c.state <> 'UNLINKED' and o.state <> 'UNLINKED'
            order by m.legal_name, m.id""";

    private final JdbcClient jdbc;

    private final Audit audit;

    SameBooks(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * Where else the books are connected that a request's newest attempt has brought;
     * empty where nowhere, or none were brought.
     */
    @Transactional(readOnly = true)
    public List<Elsewhere> of(UUID requestId) {
        return jdbc
            .sql(OTHERS.formatted(
                    "(select connection_id from connection_attempt where request_id = ? order by number desc limit 1)"))
            .param(requestId)
            .query(SameBooks::row)
            .list();
    }

    /** Notes it on both sides when a connection is Linked. */
    @Transactional(propagation = Propagation.MANDATORY)
    void noted(UUID connection) {
        List<Elsewhere> others = elsewhere(connection);
        if (!others.isEmpty()) {
            Elsewhere here = jdbc.sql("""
                    select c.request_id, m.id, m.legal_name from connection c
                    join company m on m.id = c.company_id where c.id = ?""")
                .param(connection)
                .query(SameBooks::row)
                .single();
            others.forEach(other -> {
                note(here, other);
                note(other, here);
            });
        }
    }

    private void note(Elsewhere on, Elsewhere other) {
        audit.record(Actor.PROCESS, "same-books", on.companyId(), on.requestId(), Map.of("company", other.company()));
    }

    private List<Elsewhere> elsewhere(UUID connection) {
        return jdbc.sql(OTHERS.formatted("?")).param(connection).query(SameBooks::row).list();
    }

    private static Elsewhere row(ResultSet row, int n) throws SQLException {
        return new Elsewhere(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3));
    }

    /**
     * @param requestId the request that connected them @param company its legal name
     */
    public record Elsewhere(UUID requestId, UUID companyId, String company) {
    }

}
