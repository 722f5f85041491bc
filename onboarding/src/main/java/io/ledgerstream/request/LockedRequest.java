package io.ledgerstream.request;

import io.ledgerstream.platform.NotFound;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes the row lock under which everything about one request happens: capture of tasks,
 * POSTs, effects.
 */
@Component
class LockedRequest {

    private final RequestRepository requests;

    private final RequestLineRepository lines;

    private final JdbcClient jdbc;

    LockedRequest(RequestRepository requests, RequestLineRepository lines, JdbcClient jdbc) {
        this.requests = requests;
        this.lines = lines;
        this.jdbc = jdbc;
    }

    /**
     * @throws NotFound also where it is another lender's
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Held hold(UUID requestId) {
        Request request = requests.lock(requestId).orElseThrow(() -> new NotFound("request"));
        return new Held(request, lines.findByRequestId(requestId), rest(requestId));
    }

    private Rest rest(UUID requestId) {
        return jdbc.sql("""
                select settled_at is not null, contact_doubt,
                       exists (select from help_request h where h.request_id = r.id and h.answered_at is null),
                       n.what, n.ends_at,
                       s.old_connection, o.software as old_software, s.cut_over_on
                from request r left join renewal n on n.request_id = r.id and n.overtaken_at is null
                     left join software_change s on s.request_id = r.id
                     left join connection o on o.id = s.old_connection where r.id = ?""")
            .param(requestId)
            .query((row, n) -> new Rest(row.getBoolean(1),
                    row.getString(2) == null ? null : ContactDoubt.valueOf(row.getString(2)), row.getBoolean(3),
                    row.getString(4) == null ? null
                            : new Renewal(Renewal.What.valueOf(row.getString(4)), row.getTimestamp(5).toInstant()),
                    RequestViews.change(row)))
            .single();
    }

    /**
     * What is written by SQL only. @param doubt null where the contact is not in doubt
     */
    record Rest(boolean settled, ContactDoubt doubt, boolean helpOpen, Renewal renewal, SoftwareChange change) {
    }

    record Held(Request request, RequestLine line, Rest rest) {

        RequestFacts facts() {
            return line.facts(request, rest);
        }
    }

}
