package io.ledgerstream.request;

import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the engine is told of a request. */
@Service
public class ProcessEntry {

    private final JdbcClient jdbc;

    ProcessEntry(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Entry of(UUID requestId) {
        return jdbc.sql("""
                select reference, entry, wanted_entry, settled_at is not null, due_at, kind, status
                from request where id = ?""")
            .param(requestId)
            .query((row, n) -> new Entry(row.getString(1), row.getInt(2), row.getInt(3), row.getBoolean(4),
                    row.getTimestamp(5).toInstant(), RequestKind.valueOf(row.getString(6)),
                    RequestStatus.valueOf(row.getString(7))))
            .single();
    }

    /**
     * @param claimed the entry that acts for the request, 0 before the first claim
     * @param wanted the entry that is to act for it; a start with a lower one is no
     * longer to be sent
     * @param settled whether the process has nothing left to do
     */
    public record Entry(String reference, int claimed, int wanted, boolean settled, Instant dueAt, RequestKind kind,
            RequestStatus status) {
    }

}
