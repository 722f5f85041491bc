package io.ledgerstream.request.web;

import fixture.Fixtures;
import java.util.UUID;
import standin.postgres.Db;

/**
 * A company that is connected, as the rows say it: for pages about connections, without a
 * provider.
 */
public final class Connected {

    private Connected() {
    }

    /**
     * The request's customer has connected and shares spend analysis; bills were read at
     * noon on 23 November. @return the connection
     */
    public static UUID by(Fixtures.Bank bank, UUID request) {
        bank.connected(request);
        UUID connection = UUID.randomUUID();
        Db.all().sql("""
                insert into connection (id, lender_id, company_id, request_id, line_id, software, state,
                                        state_changed_at, linked_at)
                select ?, lender_id, company_id, request_id, id, 'quickbooks-online', 'LINKED', now(), now()
                from request_line where request_id = ?""").params(connection, request).update();
        Db.all()
            .sql("""
                    insert into sync_position (connection_id, data_type, lender_id, request_id, history_from,
                                               state, records, last_synced_at)
                    values (?, 'BILLS', ?, ?, '2024-11-23', 'DONE', 1250, '2026-11-23T12:00:00Z')""")
            .params(connection, bank.id(), request)
            .update();
        return connection;
    }

    public static void losesAccess(UUID connection) {
        Db.all()
            .sql("update connection set state = 'DEAUTHORIZED', state_changed_at = now() where id = ?")
            .param(connection)
            .update();
    }

}
