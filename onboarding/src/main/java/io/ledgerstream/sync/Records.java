package io.ledgerstream.sync;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.provider.Gone;
import io.ledgerstream.provider.ProviderRecord;
import io.ledgerstream.provider.Span;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was read from books, one row for each record under its natural key (connection,
 * type, external id): reading a page again changes nothing. Reduced to the allowlist of
 * its data type before it gets here.
 */
@Component
class Records {

    private final JdbcClient jdbc;

    private final JsonMapper json;

    Records(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Stores one page in one statement; a row that is as it was is not written. A change
     * dated after now counts as one of now: it would else keep all later ones out. What
     * was merged into another record never comes back: a page that has it was read before
     * the merge. What the customer does not let us read, as an old bill that was paid
     * long ago and has changed now, leaves no trace; what was stored when they did stays
     * and is kept up.
     * @return what was written
     */
    Stored store(Due due, List<ProviderRecord> page, Instant now) {
        Collection<ProviderRecord> rows = newestOfEach(page);
        return jdbc.sql("""
                with page as (
                    select r.*
                    from unnest(cast(:ids as text[]), cast(:received as text[]), cast(:normalised as text[]),
                                cast(:changed as text[]), cast(:promised as boolean[]))
                         as r (external_id, received, normalised, changed_at, promised)
                    where r.promised or exists (select from record k where k.connection_id = :connection
                                                and k.data_type = :type and k.external_id = r.external_id offset 0)
                ), back as (
                    select r.external_id from page cross join lateral (
                        select external_id from record
                        where connection_id = :connection and data_type = :type and external_id = page.external_id
                          and deleted and merged_into is null offset 0) r
                ), stored as (
                    insert into record (lender_id, connection_id, data_type, external_id, received,
                                        normalised, changed_at, synced_at)
                    select :lender, :connection, :type, r.external_id,
                           cast(r.received as jsonb), cast(r.normalised as jsonb),
                           least(cast(r.changed_at as timestamptz), :now), :now from page r
                    on conflict (connection_id, data_type, external_id) do update
                        set received = excluded.received, normalised = excluded.normalised,
                            changed_at = excluded.changed_at, synced_at = excluded.synced_at, deleted = false
                        where record.merged_into is null
                          and (record.changed_at is null or excluded.changed_at is null
                               or excluded.changed_at >= record.changed_at)
                          and (record.deleted or record.received <> excluded.received
                               or record.normalised <> excluded.normalised)
                    returning external_id, xmax = 0 as fresh)
                select count(*) filter (where fresh or external_id in (select external_id from back)), count(*),
                       (select max(cast(changed_at as timestamptz)) from page) from stored""")
            .param("lender", CurrentLender.required())
            .param("connection", due.connectionId())
            .param("type", due.type().name())
            .param("now", Timestamp.from(now))
            .param("ids", each(rows, ProviderRecord::externalId))
            .param("received", each(rows, record -> json.writeValueAsString(record.received())))
            .param("normalised", each(rows, record -> json.writeValueAsString(record.normalised())))
            .param("changed", each(rows, record -> record.changedAt() == null ? null : record.changedAt().toString()))
            .param("promised",
                    each(rows, record -> Boolean.toString(due.history().holds(due.type(), record.normalised()))))
            .query((row, n) -> new Stored(row.getInt(1), row.getInt(2),
                    Optional.ofNullable(row.getTimestamp(3)).map(Timestamp::toInstant).orElse(null)))
            .single();
    }

    private static String[] each(Collection<ProviderRecord> rows, Function<ProviderRecord, String> what) {
        return rows.stream().map(what).toArray(String[]::new);
    }

    /**
     * @param added records that were not there, or there no more
     * @param written those and the changed ones
     * @param newest the newest change in the page, null where it told none
     */
    record Stored(int added, int written, Instant newest) {
    }

    /**
     * Records that a page would have held, had they still been there, are kept as
     * deleted.
     * @return how many were there until now
     */
    int gone(Due due, Span whole, List<ProviderRecord> page, Instant now) {
        return jdbc.sql("""
                update record set deleted = true, synced_at = :now
                where connection_id = :connection and data_type = :type and not deleted
                  and split_part(external_id, ':', 1)::numeric > :after
                  and (:upTo::numeric is null or split_part(external_id, ':', 1)::numeric <= :upTo::numeric)
                  and external_id <> all (:ids)""")
            .param("now", Timestamp.from(now))
            .param("connection", due.connectionId())
            .param("type", due.type().name())
            .param("after", whole.after())
            .param("upTo", whole.upTo())
            .param("ids", page.stream().map(ProviderRecord::externalId).toArray(String[]::new))
            .update();
    }

    /**
     * Records that the provider says are there no more are kept as deleted. @return how
     * many were there until now
     */
    int gone(Due due, Gone gone, Instant now) {
        return switch (gone) {
            case Gone.These(Set<String> ids) when ids.isEmpty() -> 0;
            case Gone.These(Set<String> ids) -> gone(due, "external_id = any (cast(:ids as text[]))", ids, now);
            case Gone.AllBut(Set<String> ids, Set<String> promised) ->
                gone(due, "not exists (select from unnest(cast(:ids as text[])) left_id where left_id = external_id)",
                        ids, now);
        };
    }

    private int gone(Due due, String which, Set<String> ids, Instant now) {
        return jdbc
            .sql("update record set deleted = true, synced_at = :now where connection_id = :connection "
                    + "and data_type = :type and not deleted and " + which)
            .param("now", Timestamp.from(now))
            .param("connection", due.connectionId())
            .param("type", due.type().name())
            .param("ids", ids.toArray(String[]::new))
            .update();
    }

    /** Whether there are more than so many, deleted ones aside. */
    boolean more(Due due, int than) {
        return jdbc.sql("""
                select count(*) > :than from (select from record where connection_id = :connection
                                              and data_type = :type and not deleted limit :than + 1) few""")
            .param("connection", due.connectionId())
            .param("type", due.type().name())
            .param("than", than)
            .query(Boolean.class)
            .single();
    }

    /**
     * A page should name a record once; if it does not, the later row, which is the newer
     * one, counts.
     */
    private static Collection<ProviderRecord> newestOfEach(List<ProviderRecord> page) {
        Map<String, ProviderRecord> byId = new LinkedHashMap<>();
        page.forEach(record -> byId.put(record.externalId(), record));
        return byId.values();
    }

}
