package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.outbox.OnboardingProcess;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.Refused;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A company works with other software now: a request of its own, which the customer or
 * the lender begins and the process goes on with like any, connects that software. What
 * is connected stays until then, so that nothing is missing and nothing is counted twice.
 */
@Service
@Transactional
public class SoftwareChanges {

    /**
     * As far back as data are read: an earlier day would leave nothing to count in the
     * old books.
     */
    public static final int MONTHS_BACK = 24;

    /**
     * Why a request to mend the old connection was withdrawn; no mail tells the customer
     * of it, since they are asked for the new one.
     */
    public static final String OTHER_SOFTWARE = "The company works with other software now.";

    private final RequestViews views;

    private final Requests closing;

    private final RequestRepository requests;

    private final RequestLineRepository lines;

    private final Sharing sharing;

    private final Lenders lenders;

    private final OnboardingProcess process;

    private final MailQueue mails;

    private final Audit audit;

    private final JdbcClient jdbc;

    private final Clock clock;

    SoftwareChanges(RequestViews views, Requests closing, RequestRepository requests, RequestLineRepository lines,
            Sharing sharing, Lenders lenders, OnboardingProcess process, MailQueue mails, Audit audit, JdbcClient jdbc,
            Clock clock) {
        this.views = views;
        this.closing = closing;
        this.requests = requests;
        this.lines = lines;
        this.sharing = sharing;
        this.lenders = lenders;
        this.process = process;
        this.mails = mails;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The open request to replace a connection; empty where there is none. */
    @Transactional(readOnly = true)
    public Optional<UUID> open(UUID connectionId) {
        return jdbc.sql("""
                select r.id from software_change s join request r on r.id = s.request_id
                where s.old_connection = ? and r.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS')""")
            .param(connectionId)
            .query(UUID.class)
            .optional();
    }

    /**
     * Whether the company is asked for something else that is open: then nothing can be
     * changed before that is answered.
     */
    @Transactional(readOnly = true)
    public boolean otherRequestOpen(UUID companyId) {
        return jdbc.sql("""
                select exists (select from request r where r.company_id = ?
                               and r.kind = 'ONBOARDING' and r.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS')
                               and not exists (select from software_change s where s.request_id = r.id))""")
            .param(companyId)
            .query(Boolean.class)
            .single();
    }

    /**
     * As {@link #begin(UUID, UUID, LocalDate, Actor)}, where the lender has heard of it:
     * the company's contact of today is asked.
     * @throws Refused also {@code nothing-connected}, {@code declined-change} where the
     * customer declined the last time: then they may begin it, and nobody else
     */
    public UUID ask(UUID companyId, LocalDate cutOver, Actor user) {
        Sharing.Connected connected = sharing.of(companyId).orElseThrow(() -> new Refused("nothing-connected"));
        if (closing.declinedBefore(companyId, RequestKind.ONBOARDING)) {
            throw new Refused("declined-change");
        }
        RequestView before = views.get(connected.requestId());
        return begin(connected.connectionId(), before,
                new Request.Invited(before.company().contactName(), before.company().contactEmail(), user.id()),
                cutOver, user);
    }

    /**
     * The customer begins. Where that was begun before, it goes on, from the day that is
     * given now.
     * @param requestId the newest request about the connection: whose contact asks
     * @param cutOver the first day that is kept in the new software
     * @return the request that connects it
     * @throws Refused {@code cut-over-out-of-range} unless it is today or within the last
     * 24 months, {@code open-request-exists}, {@code sharing-ended} where the connection
     * has ended
     */
    public UUID begin(UUID connectionId, UUID requestId, LocalDate cutOver, Actor customer) {
        RequestView before = views.get(requestId);
        return begin(connectionId, before,
                new Request.Invited(before.contactName(), before.contactEmail(), before.company().ownerId()), cutOver,
                customer);
    }

    private UUID begin(UUID connectionId, RequestView before, Request.Invited invited, LocalDate cutOver, Actor actor) {
        refuseUnlessInRange(cutOver, before);
        String software = jdbc
            .sql("select software from connection where id = ? and state in ('LINKED', 'DEAUTHORIZED') for update")
            .param(connectionId)
            .query(String.class)
            .optional()
            .orElseThrow(() -> new Refused("sharing-ended"));
        UUID change = open(connectionId).orElseGet(() -> stored(before, invited, connectionId, actor));
        jdbc.sql("""
                insert into software_change (request_id, lender_id, old_connection, cut_over_on) values (?, ?, ?, ?)
                on conflict (request_id) do update set cut_over_on = excluded.cut_over_on""")
            .params(change, CurrentLender.required(), connectionId, cutOver)
            .update();
        audit.record(actor, "software-change-begun", before.company().id(), change,
                Map.of("from", software, "cutOver", cutOver.toString()));
        return change;
    }

    private UUID stored(RequestView before, Request.Invited invited, UUID connectionId, Actor actor) {
        lost(connectionId).ifPresent(mending -> closing.cancel(mending, OTHER_SOFTWARE, actor));
        Instant now = clock.instant();
        NewRequest wanted = new NewRequest(before.company().id(), products(before, connectionId), null, null,
                before.language());
        Request request = new Request(Ids.next(), CurrentLender.required(), Ids.reference(), wanted, invited, now,
                dueAt(before));
        try {
            requests.saveAndFlush(request);
        }
        catch (DataIntegrityViolationException e) {
            throw new Refused("open-request-exists");
        }
        lines.saveAndFlush(new RequestLine(Ids.next(), CurrentLender.required(), request.id(), before.company().id()));
        process.dataRequested(request.id());
        if (actor.kind() != Actor.Kind.USER) {
            mails.plan(request.id(), MailKind.LENDER_OTHER_SOFTWARE, "1");
        }
        return request.id();
    }

    /**
     * Nobody is asked to mend what is no longer used. What is renewed while it works goes
     * on: the change may come to nothing.
     */
    private Optional<UUID> lost(UUID connectionId) {
        return jdbc.sql("""
                select r.id from request r join request_line l on l.request_id = r.id
                where l.connection_id = ? and r.kind = 'RECONNECTION'
                  and r.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS')
                  and not exists (select from renewal n where n.request_id = r.id and n.overtaken_at is null)""")
            .param(connectionId)
            .query(UUID.class)
            .optional();
    }

    private Set<Product> products(RequestView before, UUID connectionId) {
        Set<Product> shared = sharing.products(connectionId);
        return shared.isEmpty() ? EnumSet.copyOf(before.products()) : shared;
    }

    private Instant dueAt(RequestView before) {
        var zone = before.company().timeZone();
        return LocalDate.now(clock.withZone(zone))
            .plusDays(lenders.current().policy().dueDays())
            .atTime(LocalTime.of(23, 59, 59))
            .atZone(zone)
            .toInstant();
    }

    /**
     * The new software is Linked, or files are given: from now on the day counts.
     * @param newConnection null where files are given
     * @return what is replaced; empty where the request changes no software, or this was
     * said before
     */
    public Optional<UUID> completed(UUID requestId, UUID newConnection) {
        return jdbc.sql("""
                update software_change set completed_at = ?, new_connection = ?
                where request_id = ? and completed_at is null returning old_connection""")
            .params(Timestamp.from(clock.instant()), newConnection, requestId)
            .query(UUID.class)
            .optional();
    }

    private void refuseUnlessInRange(LocalDate day, RequestView before) {
        LocalDate today = LocalDate.now(clock.withZone(before.company().timeZone()));
        if (day.isAfter(today) || day.isBefore(today.minusMonths(MONTHS_BACK))) {
            throw new Refused("cut-over-out-of-range");
        }
    }

}
