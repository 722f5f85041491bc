package io.ledgerstream.request.web;

import fixture.Fixtures;
import java.util.UUID;
import standin.postgres.Db;

/** A company that is connected, as the rows say it: for pages about connections, without a provider. */
public final class Connected {

    private Connected() {
    }

    /** The request's customer has connected and shares spend analysis; bills were read at noon on 23 November. @return the connection */
    public static UUID by(Fixtures.Bank bank, UUID request) {
        bank.connected(request);
        UUID connection = UUID.randomUUID();
        Db.all().sql("""
                insert into connection (id, lender_id, company_id, request_id, line_id, software, state, state_changed_at, linked_at)
                select ?, lender_id, company_id, request_id, id, 'quickbooks-online', 'LINKED', now(), now() from request_line where request_id = ?""")
                .params(connection, request).update();
        Db.all().sql("""
                insert into consent (id, lender_id, request_id, line_id, company_id, person_name, person_title, person_email, software, products,
                                     text_version, text_language, text_sha256, receipt, given_at, ends_at)
                select l.consent_id, l.lender_id, l.request_id, l.id, l.company_id, 'Dora Patel', 'Director', 'dora@customer.example',
                       'quickbooks-online', '{SPEND_ANALYSIS}', t.version, t.language, t.sha256, '{}', now(), now() + interval '1 year'
                from request_line l, consent_text t where l.request_id = ? and t.language = 'en' order by t.version limit 1""").param(request).update();
        Db.all().sql("""
                insert into sync_position (connection_id, data_type, lender_id, request_id, state, records, last_synced_at)
                values (?, 'BILLS', ?, ?, 'DONE', 1250, '2026-11-23T12:00:00Z')""").params(connection, bank.id(), request).update();
        return connection;
    }

    public static void losesAccess(UUID connection) {
        Db.all().sql("update connection set state = 'DEAUTHORIZED', state_changed_at = now() where id = ?").param(connection).update();
    }
}
