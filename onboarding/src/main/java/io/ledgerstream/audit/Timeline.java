package io.ledgerstream.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads who did what when, for the request page: one statement. */
@Service
public class Timeline {

    private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Timeline(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Oldest first, at most 500 lines. */
    @Transactional(readOnly = true)
    public List<Entry> of(UUID requestId) {
        return jdbc.sql("""
                select a.at, a.actor, u.name, a.action, a.detail::text from audit a left join app_user u on u.id = a.actor_id
                where a.request_id = ? order by a.at, a.id limit 500""").param(requestId)
                .query((row, n) -> new Entry(row.getTimestamp(1).toInstant(), Actor.Kind.valueOf(row.getString(2)), row.getString(3),
                        row.getString(4), json.readValue(row.getString(5), DETAIL))).list();
    }

    /**
     * @param user   the portal user's name; null for customers, the process and the system
     * @param action as the audit has it, as {@code consent-given}
     */
    public record Entry(Instant at, Actor.Kind actor, String user, String action, Map<String, Object> detail) {
    }
}
