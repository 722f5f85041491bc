package io.ledgerstream.engine;

import io.ledgerstream.outbox.OutboxRows;
import io.ledgerstream.outbox.OutboxRows.Row;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.process.Onboarding.Messages;
import io.ledgerstream.process.Onboarding.Variables;
import io.ledgerstream.request.ProcessEntry;
import io.ledgerstream.request.RequestKind;
import io.ledgerstream.task.Tasks;
import io.ledgerstream.task.Tasks.Completion;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Sends what the application tells the process: the only one who does. Rows are leased,
 * sent without a database connection, and marked; whatever happens in between, a row is
 * sent again, and every receiver can bear that.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private static final int BATCH = 16;

    /**
     * Longer than an instance may stand at an incident before the place that waits for
     * the message.
     */
    private static final Duration MESSAGE_LIFE = Duration.ofDays(30);

    /**
     * About half an hour of asking; by then the engine has shown that the old instance
     * lives.
     */
    private static final int ENTRIES_AT_MOST = 40;

    private final OutboxRows rows;

    private final ProcessEntry entries;

    private final Tasks tasks;

    private final Engine engine;

    private final EngineProbe probe;

    Relay(OutboxRows rows, ProcessEntry entries, Tasks tasks, Engine engine, EngineProbe probe) {
        this.rows = rows;
        this.entries = entries;
        this.tasks = tasks;
        this.engine = engine;
        this.probe = probe;
    }

    /**
     * Sends one batch, several rows at a time, those of one request one after the other.
     * @return whether there may be more to send at once
     */
    boolean sendBatch() {
        if (!probe.certain()) {
            return false;
        }
        Collection<List<Row>> byRequest = rows.lease(BATCH)
            .stream()
            .sorted(Comparator.comparing(Row::id))
            .collect(Collectors.groupingBy(Row::requestId, LinkedHashMap::new, Collectors.toList()))
            .values();
        int sent = SideBySide.count(byRequest, ofOneRequest -> ofOneRequest.stream().allMatch(this::sendIfCertain));
        return sent > 0 && sent == byRequest.size();
    }

    /**
     * Asks before each row, since the rows before it may have taken long if the engine
     * went away.
     * @return false if the row is to wait
     */
    private boolean sendIfCertain(Row row) {
        try {
            if (probe.certain()) {
                send(row);
                return true;
            }
        }
        catch (RuntimeException e) {
            LOG.warn("Outbox row given back, since the engine did not answer: row={}, cause={}", row.id(),
                    e.getMessage());
        }
        rows.giveBack(row.id());
        return false;
    }

    private void send(Row row) {
        try {
            CurrentLender.as(row.lenderId(), () -> {
                switch (row.kind()) {
                    case START -> start(row);
                    case CHANGED -> changed(row);
                    case MESSAGE -> message(row);
                    case END -> end(row);
                }
            });
        }
        catch (RuntimeException e) {
            LOG.warn("Outbox row {} ({}) could not be sent, attempt {}; it is tried again.", row.id(), row.kind(),
                    row.attempts(), e);
            rows.failed(row.id(), backOff(row.attempts()), e.getClass().getSimpleName());
        }
    }

    private void start(Row row) {
        ProcessEntry.Entry entry = entries.of(row.requestId());
        if (entry.settled() || entry.claimed() >= row.entry()) {
            rows.done(row.id(), "claimed");
        }
        else if (row.entry() < entry.wanted()) {
            rows.done(row.id(), "superseded");
        }
        else if (row.entry() > 1 && row.attempts() > ENTRIES_AT_MOST) {
            rows.done(row.id(), "refused: the instance before lives");
        }
        else {
            String start = entry.kind() == RequestKind.RECONNECTION ? Messages.RECONNECTION_REQUESTED
                    : Messages.DATA_REQUESTED;
            engine.publish(start, row.requestId().toString(), null, Duration.ZERO,
                    Map.of(Variables.REQUEST_ID, row.requestId().toString(), Variables.LENDER_ID,
                            row.lenderId().toString(), Variables.ENTRY, row.entry(), Variables.REFERENCE,
                            entry.reference()));
            rows.sentUnclaimed(row.id(), backOff(row.attempts()));
        }
    }

    /**
     * Leads an instance that lives on to a job, which claims nothing any more, so that
     * its worker cancels it. Without an instance the message is gone at once.
     */
    private void end(Row row) {
        engine.publish(Messages.REQUEST_CANCELLED, row.requestId().toString(), null, Duration.ZERO,
                Map.of(Variables.ENGINE_RUN, tasks.engineRun().toString()));
        rows.done(row.id(), "sent");
    }

    private void changed(Row row) {
        String status = entries.of(row.requestId()).status().name();
        for (Completion completion : tasks.completions(row.requestId())) {
            Map<String, Object> variables = new HashMap<>(completion.variables());
            variables.put(Variables.STATUS, status);
            if (engine.complete(completion.jobKey(), variables)) {
                tasks.completed(completion.taskId());
            }
            else {
                tasks.notFound(row.requestId(), completion.taskId());
            }
        }
        rows.done(row.id(), "sent");
    }

    private void message(Row row) {
        ProcessEntry.Entry entry = entries.of(row.requestId());
        // Nobody has claimed it yet: the claim will tell what is open then.
        if (entry.settled() || entry.claimed() == 0) {
            rows.done(row.id(), entry.settled() ? "settled" : "told at the claim");
            return;
        }
        Map<String, Object> variables = row.name().equals(Messages.DUE_DATE_MOVED)
                ? Map.of(Variables.DUE_AT, entry.dueAt().toString()) : Map.of();
        engine.publish(row.name(), row.requestId().toString(), row.factId() + ":" + entry.claimed(), MESSAGE_LIFE,
                variables);
        rows.done(row.id(), "sent");
    }

    /** 2 s doubling to 60 s, with jitter so that many rows do not come back together. */
    private static Duration backOff(int attempts) {
        long millis = Math.min(60_000, 1_000L << Math.min(attempts, 6));
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

}
