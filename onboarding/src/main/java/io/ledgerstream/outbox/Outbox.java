package io.ledgerstream.outbox;

import io.ledgerstream.platform.CurrentLender;
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

    void changed(UUID requestId) {
        insert(requestId, "CHANGED", null, null, null);
    }

    void message(UUID requestId, String name, String factId) {
        insert(requestId, "MESSAGE", name, factId, null);
    }

    private void insert(UUID requestId, String kind, String name, String factId, Integer entry) {
        jdbc.sql("insert into outbox (lender_id, request_id, kind, name, fact_id, entry) values (?, ?, ?, ?, ?, ?)")
            .params(CurrentLender.required(), requestId, kind, name, factId, entry)
            .update();
    }

}
