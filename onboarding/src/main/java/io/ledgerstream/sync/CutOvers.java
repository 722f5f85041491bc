package io.ledgerstream.sync;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.request.SoftwareChanges;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * From which day on the books of a company's new software count instead of its old one's,
 * and what is left out for that.
 */
@Service
@Transactional
public class CutOvers {

    private final JdbcClient jdbc;

    private final Audit audit;

    private final Clock clock;

    CutOvers(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param changeId the request that changed the software
     * @param replaced whether the connection is the old one, which counts before the day;
     * else the new one, which counts from it on
     * @param other the other connection, whose software is {@code software}, a code
     * @param leftOut records of this connection that are not counted, of each type that
     * has any
     */
    public record CutOver(UUID changeId, LocalDate day, boolean replaced, UUID other, String software,
            Map<DataType, Integer> leftOut) {
    }

    /**
     * Of a connection, with what is left out because of all of them. Two statements where
     * there is any, else one.
     */
    @Transactional(readOnly = true)
    public List<CutOver> of(UUID connectionId) {
        List<CutOver> bare = jdbc.sql("""
                select s.request_id, s.cut_over_on, s.old_connection = :id as replaced, o.id, o.software
                from software_change s
                join connection o
                  on o.id = case when s.old_connection = :id then s.new_connection else s.old_connection end
                where :id in (s.old_connection, s.new_connection)
                  and s.completed_at is not null order by s.completed_at""")
            .param("id", connectionId)
            .query((row, n) -> new CutOver(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class),
                    row.getBoolean(3), row.getObject(4, UUID.class), row.getString(5), Map.of()))
            .list();
        if (bare.isEmpty()) {
            return bare;
        }
        Map<DataType, Integer> leftOut = leftOut(connectionId);
        return bare.stream()
            .map(one -> new CutOver(one.changeId(), one.day(), one.replaced(), one.other(), one.software(), leftOut))
            .toList();
    }

    private Map<DataType, Integer> leftOut(UUID connectionId) {
        Map<DataType, Integer> types = new TreeMap<>();
        jdbc.sql("""
                select r.data_type, count(*)::int from record r where r.connection_id = :id and not r.deleted
                and not exists (select from counted_record c where c.connection_id = r.connection_id
                                and c.data_type = r.data_type and c.external_id = r.external_id)
                group by r.data_type""")
            .param("id", connectionId)
            .query((row, n) -> types.put(DataType.valueOf(row.getString(1)), row.getInt(2)))
            .list();
        return types;
    }

    /**
     * The lender knows better from which day the new books count. Repeating it changes
     * nothing.
     * @throws Refused {@code cut-over-out-of-range} unless it is today or within the last
     * 24 months
     * @throws NotFound where the connection was no part of that change
     */
    public void move(UUID connectionId, UUID changeId, LocalDate day, Actor actor) {
        ZoneId zone = jdbc
            .sql("select m.time_zone from connection c join company m on m.id = c.company_id where c.id = ?")
            .param(connectionId)
            .query(String.class)
            .optional()
            .map(ZoneId::of)
            .orElseThrow(() -> new NotFound("connection"));
        LocalDate today = LocalDate.now(clock.withZone(zone));
        if (day == null || day.isAfter(today) || day.isBefore(today.minusMonths(SoftwareChanges.MONTHS_BACK))) {
            throw new Refused("cut-over-out-of-range");
        }
        LocalDate was = jdbc.sql("""
                select cut_over_on from software_change where request_id = :change
                  and :id in (old_connection, new_connection) and completed_at is not null for update""")
            .param("change", changeId)
            .param("id", connectionId)
            .query(LocalDate.class)
            .optional()
            .orElseThrow(() -> new NotFound("change"));
        if (!was.equals(day)) {
            jdbc.sql("update software_change set cut_over_on = ? where request_id = ?").params(day, changeId).update();
            UUID company = jdbc.sql("select company_id from request where id = ?")
                .param(changeId)
                .query(UUID.class)
                .single();
            audit.record(actor, "cut-over-moved", company, changeId,
                    Map.of("from", was.toString(), "to", day.toString()));
        }
    }

}
