package io.ledgerstream.sync;

import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.provider.ChangeNotice;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * What accounting software tells of changes. Told twice, late, in another order or not at
 * all: it only ever says when to read, and the schedule reads anyhow.
 */
@Service
public class ToldChanges {

    private static final Logger LOG = LoggerFactory.getLogger(ToldChanges.class);

    private static final Duration KEPT = Duration.ofDays(7);

    private final SyncPositions positions;

    private final JdbcClient jdbc;

    private final JsonMapper json;

    private final TransactionTemplate transaction;

    private final Clock clock;

    ToldChanges(SyncPositions positions, JdbcClient jdbc, JsonMapper json, TransactionTemplate transaction,
            Clock clock) {
        this.positions = positions;
        this.jdbc = jdbc;
        this.json = json;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * One statement, however many there are. @param unknown changes of accounts that
     * nobody here is connected to
     */
    public record Taken(int taken, int unknown) {
    }

    /** Keeps what was not told before, and brings the reads that it calls for forward. */
    @Transactional
    public Taken take(String software, List<ChangeNotice> changes) {
        return changes.isEmpty() ? new Taken(0, 0)
                : jdbc.sql("select * from take_told_changes(?, cast(? as jsonb), ?)")
                    .params(software, json.writeValueAsString(changes), Timestamp.from(clock.instant()))
                    .query((row, n) -> new Taken(row.getInt(1), row.getInt(2)))
                    .single();
    }

    /**
     * What was merged into another record is kept as deleted, with what it went
     * into. @return how many merges were looked after
     */
    public int merge(int atMost) {
        List<Merge> merges = transaction.execute(status -> jdbc.sql("select * from told_merges(?)")
            .param(atMost)
            .query((row, n) -> new Merge(new Event(row.getString(1), row.getString(2)), row.getObject(3, UUID.class),
                    row.getObject(4, UUID.class), row.getString(5), row.getString(6), row.getString(7)))
            .list());
        merges.stream()
            .collect(Collectors.groupingBy(Merge::event, LinkedHashMap::new, Collectors.toList()))
            .forEach(this::everywhere);
        return merges.size();
    }

    /**
     * Done with only when it is kept over every connection to the account: until then it
     * is tried again, and where it is kept that changes nothing.
     */
    private void everywhere(Event event, List<Merge> merges) {
        boolean all = true;
        for (Merge merge : merges) {
            all &= merge.connectionId() == null || kept(merge);
        }
        if (all) {
            jdbc.sql("update told_change set merged_at = ? where software = ? and event_id = ?")
                .params(Timestamp.from(clock.instant()), event.software(), event.id())
                .update();
        }
    }

    /** What fails over one connection keeps none of the others waiting. */
    private boolean kept(Merge merge) {
        try {
            CurrentLender.as(merge.lenderId(), () -> transaction.executeWithoutResult(status -> {
                positions.hold(merge.connectionId(), merge.dataType());
                int gone = update(merge, "update record set deleted = true, synced_at = :now where not deleted and ");
                update(merge, "update record set merged_into = :into where merged_into is distinct from :into and ");
                jdbc.sql("update sync_position set records = records - ? where connection_id = ? and data_type = ?")
                    .params(gone, merge.connectionId(), merge.dataType())
                    .update();
            }));
            return true;
        }
        catch (RuntimeException e) {
            LOG.error("The merge {} could not be kept over connection {}; it is tried again.", merge.event().id(),
                    merge.connectionId(), e);
            return false;
        }
    }

    private int update(Merge merge, String what) {
        return jdbc.sql(what + "connection_id = :connection and data_type = :type and external_id = :from")
            .param("into", merge.recordId())
            .param("now", Timestamp.from(clock.instant()))
            .param("connection", merge.connectionId())
            .param("type", merge.dataType())
            .param("from", merge.mergedFrom())
            .update();
    }

    /** After a week nothing is told again. */
    @Transactional
    public int forget() {
        return jdbc.sql("delete from told_change where told_at < ?")
            .param(Timestamp.from(clock.instant().minus(KEPT)))
            .update();
    }

    private record Event(String software, String id) {
    }

    /**
     * @param connectionId of one of those to the account; null where there is none any
     * more
     */
    private record Merge(Event event, UUID lenderId, UUID connectionId, String dataType, String recordId,
            String mergedFrom) {
    }

}
