package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A company that uses two kinds of accounting software: this request is for one of them,
 * and the lender reads of the other.
 */
@Service
public class SecondSoftware {

    private final JdbcClient jdbc;

    private final RequestProgress progress;

    private final Audit audit;

    SecondSoftware(JdbcClient jdbc, RequestProgress progress, Audit audit) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.audit = audit;
    }

    /** In the customer's words; empty where there is none. */
    @Transactional(readOnly = true)
    public Optional<String> of(UUID requestId) {
        return jdbc.sql("select second_software from request_line where request_id = ? and second_software is not null")
            .param(requestId)
            .query(String.class)
            .optional();
    }

    /**
     * Repeating it changes nothing. @param name at most 100 characters; empty: there is
     * no other one
     */
    @Transactional
    public void tell(UUID requestId, String name, Actor actor) {
        RequestFacts facts = progress.lock(requestId);
        String now = name.isEmpty() ? null : name;
        boolean changed = jdbc.sql("""
                update request_line set second_software = :name
                where id = :line and second_software is distinct from :name""")
            .param("name", now)
            .param("line", facts.lineId())
            .update() == 1;
        if (changed && now != null) {
            audit.record(actor, "second-software-told", facts.companyId(), requestId, Map.of("software", now));
        }
    }

}
