package io.ledgerstream.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                select a.at, a.actor, u.name, a.action, a.detail::text from audit a
                left join app_user u on u.id = a.actor_id
                where a.request_id = ? order by a.at, a.id limit 500""")
            .param(requestId)
            .query((row, n) -> new Entry(row.getTimestamp(1).toInstant(), Actor.Kind.valueOf(row.getString(2)),
                    row.getString(3), row.getString(4), json.readValue(row.getString(5), DETAIL)))
            .list();
    }

    /** The newest of a request's lines with one of these actions: who was faster. */
    @Transactional(readOnly = true)
    public Optional<Deed> newest(UUID requestId, Collection<String> actions) {
        return jdbc.sql("""
                select at, actor, actor_id, action from audit where request_id = :request and action in (:actions)
                order by at desc, id desc limit 1""")
            .param("request", requestId)
            .param("actions", actions)
            .query((row, n) -> new Deed(row.getTimestamp(1).toInstant(),
                    new Actor(Actor.Kind.valueOf(row.getString(2)), row.getObject(3, UUID.class)), row.getString(4)))
            .optional();
    }

    public record Deed(Instant at, Actor actor, String action) {
    }

    /**
     * @param user the portal user's name; null for customers, the process and the system
     * @param action as the audit has it, as {@code consent-given}
     */
    public record Entry(Instant at, Actor.Kind actor, String user, String action, Map<String, Object> detail) {
    }

}
