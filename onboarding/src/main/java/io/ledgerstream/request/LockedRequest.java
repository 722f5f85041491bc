package io.ledgerstream.request;

import io.ledgerstream.platform.NotFound;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes the row lock under which everything about one request happens: capture of tasks, POSTs, effects. */
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

    /** @throws NotFound also where it is another lender's */
    @Transactional(propagation = Propagation.MANDATORY)
    public Held hold(UUID requestId) {
        Request request = requests.lock(requestId).orElseThrow(() -> new NotFound("request"));
        boolean settled = jdbc.sql("select settled_at is not null from request where id = ?").param(requestId)
                .query(Boolean.class).single();
        return new Held(request, lines.findByRequestId(requestId), settled);
    }

    record Held(Request request, RequestLine line, boolean settled) {

        RequestFacts facts() {
            return line.facts(request, settled);
        }
    }
}
