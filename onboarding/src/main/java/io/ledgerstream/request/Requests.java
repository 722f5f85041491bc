package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.outbox.OnboardingProcess;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What lenders do with requests: ask, cancel; and what time does: expire. Each method is one transaction with its guarded
 * change, its outbox row and its audit row.
 */
@Service
public class Requests {

    /** The last moment of a day that a due date includes. */
    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final RequestRepository requests;
    private final RequestLineRepository lines;
    private final LockedRequest locked;
    private final Companies companies;
    private final Lenders lenders;
    private final OnboardingProcess process;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Requests(RequestRepository requests, RequestLineRepository lines, LockedRequest locked, Companies companies, Lenders lenders,
             OnboardingProcess process, Audit audit, ApplicationEventPublisher events, Clock clock) {
        this.requests = requests;
        this.lines = lines;
        this.locked = locked;
        this.companies = companies;
        this.lenders = lenders;
        this.process = process;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Stores the request with status Requested and starts its process.
     *
     * @return the request's id
     * @throws Refused {@code no-product}, {@code due-date-out-of-range}, {@code company-archived}, or
     *                 {@code open-request-exists}, also on a double click
     */
    @Transactional
    public UUID request(NewRequest wanted, Actor actor) {
        CompanyView company = companies.get(wanted.companyId());
        check(wanted, company);
        Instant now = clock.instant();
        Request request = new Request(Ids.next(), CurrentLender.required(), Ids.reference(), wanted,
                new Request.Invited(company.contactName(), company.contactEmail(), actor.id()), now, dueAt(wanted, company));
        insert(request);
        lines.saveAndFlush(new RequestLine(Ids.next(), CurrentLender.required(), request.id(), company.id()));
        process.dataRequested(request.id());
        audit.record(actor, "data-requested", company.id(), request.id(), Map.of("products", wanted.products()));
        return request.id();
    }

    /**
     * The request as it would be stored now, for a preview of its mail; it has no id and no reference.
     *
     * @throws Refused as {@link #request} would, but for {@code open-request-exists}
     */
    @Transactional(readOnly = true)
    public RequestView draft(NewRequest wanted) {
        CompanyView company = companies.get(wanted.companyId());
        check(wanted, company);
        Instant now = clock.instant();
        RequestFacts facts = new RequestFacts(null, company.id(), null, RequestStatus.REQUESTED, null, null, false, null, null, 0, false);
        return new RequestView(facts, null, wanted.products().stream().sorted().toList(), company.contactName(), company.contactEmail(),
                wanted.language(), wanted.note(), now, now, dueAt(wanted, company), null, null, null, 0, null, null, null, lenders.current(),
                company, lenders.user(company.ownerId()));
    }

    /** @throws Refused where the request is closed already */
    @Transactional
    public void cancel(UUID requestId, String reason, Actor actor) {
        LockedRequest.Held held = locked.hold(requestId);
        close(held, RequestStatus.CANCELLED, reason, actor, "request-cancelled");
        process.requestCancelled(requestId);
    }

    /**
     * Called when the process has waited for a due date: expires the request if that date is still its own and has passed
     * by the clock. Repeating it gives the same answer.
     *
     * @param waitedFor the due date that the process waited for
     */
    @Transactional
    public DueDate dueDateReached(UUID requestId, Instant waitedFor) {
        LockedRequest.Held held = locked.hold(requestId);
        Request request = held.request();
        if (request.status() == RequestStatus.EXPIRED) {
            return DueDate.EXPIRED;
        }
        if (!request.status().open() || !request.dueAt().equals(waitedFor)) {
            return DueDate.NO_LONGER;
        }
        if (clock.instant().isBefore(waitedFor)) {
            return DueDate.NOT_YET;
        }
        close(held, RequestStatus.EXPIRED, null, Actor.PROCESS, "request-expired");
        return DueDate.EXPIRED;
    }

    /** What a due date that was waited for means now. NOT_YET: the engine's clock is ahead of ours. */
    public enum DueDate { EXPIRED, NO_LONGER, NOT_YET }

    private void close(LockedRequest.Held held, RequestStatus outcome, String reason, Actor actor, String action) {
        Request request = held.request();
        request.close(outcome, reason, clock.instant());
        requests.saveAndFlush(request);
        events.publishEvent(new RequestClosed(request.id(), outcome));
        audit.record(actor, action, request.companyId(), request.id(), reason == null ? Map.of() : Map.of("reason", reason));
    }

    private void insert(Request request) {
        try {
            requests.saveAndFlush(request);
        } catch (DataIntegrityViolationException e) {
            throw new Refused("open-request-exists");
        }
    }

    private void check(NewRequest wanted, CompanyView company) {
        if (wanted.products().isEmpty()) {
            throw new Refused("no-product");
        }
        if (company.archived()) {
            throw new Refused("company-archived");
        }
        LocalDate today = LocalDate.now(clock.withZone(company.timeZone()));
        if (wanted.dueDate() != null && (!wanted.dueDate().isAfter(today) || wanted.dueDate().isAfter(today.plusDays(90)))) {
            throw new Refused("due-date-out-of-range");
        }
    }

    private Instant dueAt(NewRequest wanted, CompanyView company) {
        LocalDate day = wanted.dueDate() != null ? wanted.dueDate()
                : LocalDate.now(clock.withZone(company.timeZone())).plusDays(lenders.current().policy().dueDays());
        return day.atTime(END_OF_DAY).atZone(company.timeZone()).toInstant();
    }
}
