package io.ledgerstream.task;

import io.ledgerstream.outbox.OnboardingProcess;
import io.ledgerstream.request.ContactDoubt;
import io.ledgerstream.request.RequestStatus;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which process instance may act for a request. Every job begins with the claim, in the
 * transaction of its effect; an instance that does not get it is to be cancelled by the
 * worker, and does nothing else.
 */
@Service
public class Claims {

    private static final String CLAIM = """
            with before as (select entry from request where id = :id for update)
            update request r set instance_key = :instance, entry = :entry from before
            where r.id = :id and r.first_entry <= :entry
              and ((r.entry < :entry and r.settled_at is null) or (r.entry = :entry and r.instance_key = :instance))
            returning before.entry, r.status""";

    private final JdbcClient jdbc;

    private final OnboardingProcess process;

    Claims(JdbcClient jdbc, OnboardingProcess process) {
        this.jdbc = jdbc;
        this.process = process;
    }

    /**
     * Claims the request for an instance and keeps the request's lock for the rest of the
     * transaction.
     * @param entry the (re-)entry that the instance was started with
     * @return false where the request is unknown, ended, or claimed by a later entry or
     * another instance
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean claim(UUID requestId, int entry, long instanceKey) {
        Optional<Claimed> claimed = jdbc.sql(CLAIM)
            .param("id", requestId)
            .param("entry", entry)
            .param("instance", instanceKey)
            .query((row, n) -> new Claimed(row.getInt(1), RequestStatus.valueOf(row.getString(2))))
            .optional();
        claimed.filter(c -> c.entryBefore() < entry).ifPresent(c -> entered(requestId, entry, c.status()));
        return claimed.isPresent();
    }

    /**
     * Whether a job belongs to an engine that has lost its data since. Its keys may be
     * another request's by now: no command may name them.
     * @param run in which the instance was told to end, since the engine was in doubt;
     * null if it was not. If that is the current run, the engine has lost nothing, and
     * the keys are right.
     */
    @Transactional(readOnly = true)
    public boolean ofALostEngine(UUID requestId, int entry, String run) {
        return jdbc.sql("""
                select :entry < first_entry
                   and not exists (select 1 from engine_run where ended_at is null and id::text = :run)
                from request where id = :id""")
            .param("entry", entry)
            .param("run", run)
            .param("id", requestId)
            .query(Boolean.class)
            .optional()
            .orElse(false);
    }

    /** How the request stands, for operators; empty for one that is unknown. */
    @Transactional(readOnly = true)
    public Optional<RequestStatus> status(UUID requestId) {
        return jdbc.sql("select status from request where id = ?")
            .param(requestId)
            .query((row, n) -> RequestStatus.valueOf(row.getString(1)))
            .optional();
    }

    /**
     * A new entry has arrived: what belonged to older ones is over, and what is still
     * open is told again.
     */
    private void entered(UUID requestId, int entry, RequestStatus status) {
        jdbc.sql("""
                update task set closed_at = now(), outcome = 'superseded'
                where request_id = ? and closed_at is null and entry < ?""").params(requestId, entry).update();
        jdbc.sql("""
                update outbox set done_at = now(), outcome = 'claimed', leased_until = null
                where request_id = ? and kind = 'START' and entry <= ? and done_at is null""")
            .params(requestId, entry)
            .update();
        if (status == RequestStatus.CANCELLED) {
            process.requestCancelled(requestId);
        }
        else if (status.open()) {
            tellAgain(requestId);
        }
    }

    /**
     * What stands open beside the straight way. A refused invitation is found again by
     * its own step.
     */
    private void tellAgain(UUID requestId) {
        jdbc.sql("select min(id::text)::uuid from help_request where request_id = ? and answered_at is null")
            .param(requestId)
            .query((row, n) -> Optional.ofNullable(row.getObject(1, UUID.class)))
            .single()
            .ifPresent(help -> process.helpAsked(requestId, help));
        jdbc.sql("select contact_doubt, contact_doubt_id from request where id = ? and contact_doubt is not null")
            .param(requestId)
            .query((row, n) -> new Doubt(ContactDoubt.valueOf(row.getString(1)), row.getObject(2, UUID.class)))
            .optional()
            .ifPresent(doubt -> {
                switch (doubt.why()) {
                    case BOUNCED -> process.mailBounced(requestId, doubt.id());
                    case DISPUTED -> process.contactDisputed(requestId, doubt.id());
                    case UNDELIVERABLE -> {
                    }
                }
            });
    }

    private record Doubt(ContactDoubt why, UUID id) {
    }

    private record Claimed(int entryBefore, RequestStatus status) {
    }

}
