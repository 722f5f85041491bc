package io.ledgerstream.outbox;

import io.ledgerstream.platform.CurrentLender;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows for the relay, written in the transaction of the change that they tell of. */
@Component
class Outbox {

    private final JdbcClient jdbc;

    Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A start replaces the starts that were not claimed. */
    void start(UUID requestId, int entry) {
        jdbc.sql("""
                update outbox set done_at = now(), outcome = 'superseded', leased_until = null
                where request_id = ? and kind = 'START' and done_at is null""").param(requestId).update();
        insert(requestId, "START", null, null, entry);
    }

    /** As {@link #start} for many, behind what people do. */
    void startAll(List<UUID> requests, boolean endFirst) {
        jdbc.sql("""
                update outbox set done_at = now(), outcome = 'superseded', leased_until = null
                where request_id in (:requests) and kind in ('START', 'END') and done_at is null""")
            .param("requests", requests)
            .update();
        if (endFirst) {
            jdbc.sql("""
                    insert into outbox (lender_id, request_id, kind, urgency)
                    select lender_id, id, 'END', 2 from request where id in (:requests) and entry > 0 order by id""")
                .param("requests", requests)
                .update();
        }
        jdbc.sql("""
                insert into outbox (lender_id, request_id, kind, entry, urgency)
                select lender_id, id, 'START', wanted_entry, 2 from request where id in (:requests) order by id""")
            .param("requests", requests)
            .update();
    }

    void changed(UUID requestId) {
        insert(requestId, "CHANGED", null, null, null);
    }

    void message(UUID requestId, String name, String factId) {
        insert(requestId, "MESSAGE", name, factId, null);
    }

    private void insert(UUID requestId, String kind, String name, String factId, Integer entry) {
        jdbc.sql("""
                insert into outbox (lender_id, request_id, kind, name, fact_id, entry, urgency)
                values (?, ?, ?, ?, ?, ?, ?)""")
            .params(CurrentLender.required(), requestId, kind, name, factId, entry, kind.equals("START") ? 1 : 0)
            .update();
    }

}
