package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.outbox.OnboardingProcess;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests for what ends, ahead of its end: once for each end, and none while the
 * customer is asked to mend the connection anyway.
 */
@Service
public class RenewalRequests {

    private final RequestRepository requests;

    private final RequestLineRepository lines;

    private final Sharing sharing;

    private final Companies companies;

    private final OnboardingProcess process;

    private final MailQueue mails;

    private final Flags flags;

    private final Audit audit;

    private final JdbcClient jdbc;

    private final Clock clock;

    RenewalRequests(RequestRepository requests, RequestLineRepository lines, Sharing sharing, Companies companies,
            OnboardingProcess process, MailQueue mails, Flags flags, Audit audit, JdbcClient jdbc, Clock clock) {
        this.requests = requests;
        this.lines = lines;
        this.sharing = sharing;
        this.companies = companies;
        this.process = process;
        this.mails = mails;
        this.flags = flags;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Asks the customer; due when it ends. @return the request; empty where it is asked
     * for already, or the connection does not work any more
     */
    @Transactional
    public Optional<UUID> ask(UUID connectionId, Renewal renewal) {
        return working(connectionId, renewal).map(connection -> {
            CompanyView company = companies.get(connection.companyId());
            Set<Product> products = sharing.products(connectionId);
            NewRequest wanted = new NewRequest(company.id(), products, null, null, company.language());
            Request request = Request.reconnection(Ids.next(), CurrentLender.required(), Ids.reference(), wanted,
                    new Request.Invited(company.contactName(), company.contactEmail(), company.ownerId()),
                    clock.instant(), renewal.endsAt());
            requests.saveAndFlush(request);
            lines.saveAndFlush(RequestLine.of(
                    Ids.next(), request, CurrentLender.required(), new RequestLine.Existing(connectionId,
                            connection.software(), renewal.ofConsent() ? null : connection.consentId()),
                    clock.instant()));
            jdbc.sql("insert into renewal (request_id, lender_id, connection_id, what, ends_at) values (?, ?, ?, ?, ?)")
                .params(request.id(), CurrentLender.required(), connectionId, renewal.what().name(),
                        Timestamp.from(renewal.endsAt()))
                .update();
            process.dataRequested(request.id());
            audit.record(Actor.SYSTEM, "renewal-requested", company.id(), request.id(),
                    Map.of("what", renewal.what().name()));
            return request.id();
        });
    }

    /** With its newest consent, under its lock, so that two nodes do not ask both. */
    private Optional<Working> working(UUID connectionId, Renewal renewal) {
        boolean works = jdbc.sql("select true from connection where id = ? and state = 'LINKED' for update")
            .param(connectionId)
            .query(Boolean.class)
            .optional()
            .isPresent();
        return !works ? Optional.empty()
                : jdbc.sql("""
                        select c.company_id, c.software, (select k.id from consent k join request_line l
                                                          on l.consent_id = k.id join request q on q.id = l.request_id
                            where q.status = 'CONNECTED' and k.ended_at is null
                              and (l.connection_id = c.id or l.id = c.line_id) order by k.given_at desc limit 1)
                        from connection c where c.id = :id
                          and not exists (select from renewal n
                                          where n.connection_id = c.id and n.what = :what and n.ends_at = :end)
                          and not exists (select from request_line l join request q on q.id = l.request_id
                                          where l.connection_id = c.id and q.kind = 'RECONNECTION'
                                            and q.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS'))""")
                    .param("id", connectionId)
                    .param("what", renewal.what().name())
                    .param("end", Timestamp.from(renewal.endsAt()))
                    .query((row, n) -> new Working(row.getObject(1, UUID.class), row.getString(2),
                            row.getObject(3, UUID.class)))
                    .optional()
                    .filter(found -> found.consentId() != null);
    }

    /**
     * Access was lost while the customer was asked to renew something: from now on the
     * same request, with the same link, is to mend it. Under the connection's lock, so
     * that the request's own is not taken.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<UUID> overtaken(UUID connectionId) {
        Optional<UUID> open = jdbc.sql("""
                update renewal n set overtaken_at = :now from request r
                where r.id = n.request_id and n.connection_id = :connection
                  and n.overtaken_at is null and r.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS')
                returning r.id""")
            .param("now", Timestamp.from(clock.instant()))
            .param("connection", connectionId)
            .query(UUID.class)
            .optional();
        open.ifPresent(request -> {
            flags.raise(request, Flag.ACCESS_LOST);
            mails.plan(request, MailKind.LENDER_ACCESS_LOST, "1");
            mails.plan(request, MailKind.RECONNECT, "renewal-overtaken");
            process.remindersChanged(request);
        });
        return open;
    }

    private record Working(UUID companyId, String software, UUID consentId) {
    }

}
