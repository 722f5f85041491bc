package io.ledgerstream.sharing;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.connection.Disconnections;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.Flags;
import io.ledgerstream.request.Requests;
import io.ledgerstream.sync.Syncs;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The end of a sharing: one transaction, after which nothing is read; the access is
 * revoked within seconds, copies are erased as many days later as the lender's policy
 * says, no later than the consent promised, and both sides get a mail. Repeating it
 * changes nothing.
 */
@Service
@Transactional
public class SharingEnds {

    /**
     * What a request over the connection is closed with; no mail tells the customer of
     * it, since they ended it.
     */
    public static final String WITH_THE_SHARING = "The sharing it belonged to has ended.";

    private static final Flag[] OF_WHAT_IS_SHARED = { Flag.CONSENT_ENDING, Flag.DATA_STALE, Flag.NOTHING_TO_ANALYSE };

    private final JdbcClient jdbc;

    private final Requests requests;

    private final Disconnections disconnections;

    private final Syncs syncs;

    private final Flags flags;

    private final MailQueue mails;

    private final Lenders lenders;

    private final Audit audit;

    private final Clock clock;

    SharingEnds(JdbcClient jdbc, Requests requests, Disconnections disconnections, Syncs syncs, Flags flags,
            MailQueue mails, Lenders lenders, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.disconnections = disconnections;
        this.syncs = syncs;
        this.flags = flags;
        this.mails = mails;
        this.lenders = lenders;
        this.audit = audit;
        this.clock = clock;
    }

    /** A due end of a consent, of any lender. */
    public record Due(UUID consentId, UUID lenderId) {
    }

    @Transactional(readOnly = true)
    public List<Due> due(int atMost) {
        return jdbc.sql("select * from due_consent_ends(?, ?)")
            .params(now(), atMost)
            .query((row, n) -> new Due(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    }

    /**
     * Ends everything that is shared over a connection. @param requestId the newest
     * request about it. @return false where it had ended before
     */
    public boolean connection(UUID connectionId, UUID requestId, SharingEnd why, Actor actor) {
        // A renewal that nobody answered has its due date at this moment, and expires: it
        // is not withdrawn.
        // Requests before the connection, as everywhere: whoever waits for the other way
        // round waits for ever.
        jdbc.sql("""
                select r.id from request r join request_line l on l.request_id = r.id
                where l.connection_id = :connection and r.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS')
                  and not (r.due_at <= :now and exists (select from renewal n where n.request_id = r.id
                                                        and n.overtaken_at is null)) order by r.id""")
            .param("connection", connectionId)
            .param("now", now())
            .query(UUID.class)
            .list()
            .forEach(open -> requests.cancel(open, WITH_THE_SHARING, actor));
        if (!disconnections.disconnect(connectionId, why.code())) {
            return false;
        }
        ended("""
                from request_line l where l.consent_id = k.id and k.ended_at is null
                  and (l.connection_id = :connection
                       or l.id = (select line_id from connection where id = :connection))""", why)
            .param("connection", connectionId)
            .update();
        syncs.stop(connectionId, "sharing-ended");
        told(connectionId, requestId, why, actor);
        return true;
    }

    /**
     * Ends what is shared by the files of a request. @return false where it had ended
     * before
     */
    public boolean files(UUID requestId, SharingEnd why, Actor actor) {
        boolean now = ended("where request_id = :request and ended_at is null", why).param("request", requestId)
            .update() > 0;
        if (now) {
            told(requestId, requestId, why, actor);
        }
        return now;
    }

    /**
     * A request to reconnect has come to nothing: what was consented to for it is over,
     * as if its day had come, and with it the sharing that nothing else holds. Where it
     * was closed because the sharing ends, that ends the consent too.
     */
    void notReconnected(UUID requestId) {
        jdbc.sql("""
                select k.id from consent k join request r on r.id = k.request_id
                where r.id = ? and r.kind = 'RECONNECTION'
                  and r.closed_reason is distinct from ? and k.ended_at is null""")
            .params(requestId, WITH_THE_SHARING)
            .query(UUID.class)
            .list()
            .forEach(this::dayHasCome);
    }

    /**
     * The day has come until which a consent was given. What others still allow over the
     * same connection goes on.
     */
    public void dayHasCome(UUID consentId) {
        jdbc.sql("""
                select r.id, r.status, coalesce(l.connection_id, c.id) as connection_id, l.consent_id = k.id as current,
                       r.kind = 'RECONNECTION' and r.status in ('DECLINED', 'EXPIRED', 'CANCELLED') as not_reconnected
                from consent k join request r on r.id = k.request_id join request_line l on l.id = k.line_id
                left join connection c on c.line_id = l.id and c.linked_at is not null and c.state <> 'UNLINKED'
                where k.id = ? order by c.linked_at desc nulls last limit 1""")
            .param(consentId)
            .query((row, n) -> new Ending(row.getObject(1, UUID.class), row.getString(2), row.getObject(3, UUID.class),
                    row.getBoolean(4), row.getBoolean(5)))
            .optional()
            .ifPresent(ending -> dayHasCome(consentId, ending));
    }

    private void dayHasCome(UUID consentId, Ending ending) {
        if (ending.current() && ending.status().equals("UPLOADED")) {
            files(ending.requestId(), SharingEnd.CONSENT_ENDED, Actor.SYSTEM);
        }
        else if (ending.current() && ending.ofConnection() && !othersHold(ending.connectionId(), consentId)) {
            connection(ending.connectionId(),
                    ending.notReconnected() ? newest(ending.connectionId()) : ending.requestId(),
                    SharingEnd.CONSENT_ENDED, Actor.SYSTEM);
        }
        ended("where id = :consent and ended_at is null", SharingEnd.CONSENT_ENDED).param("consent", consentId)
            .update();
    }

    private boolean othersHold(UUID connectionId, UUID consentId) {
        return jdbc.sql("""
                select exists (select from consent k join request_line l on l.consent_id = k.id
                               join request q on q.id = l.request_id
                               where k.id <> :consent and k.ended_at is null and k.ends_at > :now
                                 and (q.status = 'CONNECTED' or q.kind = 'RECONNECTION'
                                      and q.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS'))
                                 and (l.connection_id = :connection
                                      or l.id = (select line_id from connection where id = :connection)))""")
            .param("consent", consentId)
            .param("now", now())
            .param("connection", connectionId)
            .query(Boolean.class)
            .single();
    }

    /**
     * The newest request that was Connected about it: by this one people are told of its
     * end.
     */
    UUID newest(UUID connection) {
        return jdbc.sql("""
                select q.id from connection c join request_line l on l.connection_id = c.id or l.id = c.line_id
                join request q on q.id = l.request_id
                where c.id = ? and q.status = 'CONNECTED' order by q.status_changed_at desc, q.id desc limit 1""")
            .param(connection)
            .query(UUID.class)
            .single();
    }

    private void told(UUID sharingId, UUID requestId, SharingEnd why, Actor actor) {
        UUID company = jdbc.sql("select company_id from request where id = ?")
            .param(requestId)
            .query(UUID.class)
            .single();
        flags.clear(requestId, OF_WHAT_IS_SHARED);
        flags.consentOver(company);
        if (!accessLost(company)) {
            flags.mended(company);
        }
        audit.record(actor, "sharing-ended", company, requestId, Map.of("reason", why.code()));
        mails.plan(requestId, MailKind.CUSTOMER_SHARING_ENDED, sharingId.toString());
        mails.plan(requestId, MailKind.LENDER_SHARING_ENDED, sharingId.toString());
    }

    /** Over another connection of the company's. */
    private boolean accessLost(UUID company) {
        return jdbc.sql("select exists (select from connection where company_id = ? and state = 'DEAUTHORIZED')")
            .param(company)
            .query(Boolean.class)
            .single();
    }

    /**
     * What is promised in a consent holds also where the lender keeps copies longer by
     * now; where it keeps them shorter, that holds.
     */
    private JdbcClient.StatementSpec ended(String which, SharingEnd why) {
        return jdbc.sql("""
                update consent k set ended_at = :now, ended_reason = :why,
                                     erase_at = cast(:now as timestamptz)
                                     + make_interval(hours => 24 * least(:days, erase_after_days))
                """ + which)
            .param("now", now())
            .param("why", why.code())
            .param("days", lenders.current().policy().eraseAfterDays());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    /**
     * @param current whether the request still goes by this consent
     * @param notReconnected whether it was to mend a connection, and did not
     */
    private record Ending(UUID requestId, String status, UUID connectionId, boolean current, boolean notReconnected) {

        boolean ofConnection() {
            return connectionId != null && (status.equals("CONNECTED") || notReconnected);
        }
    }

}
