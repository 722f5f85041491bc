package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.outbox.OnboardingProcess;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.Refused;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What lenders do with requests: ask, cancel; and what time does: expire. Each method is
 * one transaction with its guarded change, its outbox row and its audit row.
 */
@Service
public class Requests {

    /** The last moment of a day that a due date includes. */
    static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    /**
     * Further apart the engine's clock and ours never are; a due date further away has
     * been moved.
     */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    /** A due date is at most so many days ahead. */
    public static final int LONGEST_DAYS = 90;

    private static final Duration ASKED_AGAIN_APART = Duration.ofDays(30);

    private final RequestRepository requests;

    private final RequestLineRepository lines;

    private final LockedRequest locked;

    private final Sharing sharing;

    private final RenewalRequests renewals;

    private final Companies companies;

    private final Lenders lenders;

    private final OnboardingProcess process;

    private final MailQueue mails;

    private final Flags flags;

    private final Audit audit;

    private final ApplicationEventPublisher events;

    private final JdbcClient jdbc;

    private final Clock clock;

    Requests(RequestRepository requests, RequestLineRepository lines, LockedRequest locked, Sharing sharing,
            RenewalRequests renewals, Companies companies, Lenders lenders, OnboardingProcess process, MailQueue mails,
            Flags flags, Audit audit, ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.requests = requests;
        this.lines = lines;
        this.locked = locked;
        this.sharing = sharing;
        this.renewals = renewals;
        this.companies = companies;
        this.lenders = lenders;
        this.process = process;
        this.mails = mails;
        this.flags = flags;
        this.jdbc = jdbc;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Stores the request with status Requested and starts its process. Where the company
     * is connected already, the request is for products that are not shared yet: it asks
     * for consent only, and uses the connection that is there.
     * @return the request's id
     * @throws Refused {@code no-product}, {@code due-date-out-of-range},
     * {@code company-archived}, {@code already-shared}, {@code agreement-missing} after a
     * decline, {@code asked-again-lately} within 30 days of the last time after a
     * decline, or {@code open-request-exists}, also on a double click
     */
    @Transactional
    public UUID request(NewRequest wanted, Actor actor) {
        CompanyView company = companies.get(wanted.companyId());
        check(wanted, company);
        Optional<RequestLine.Existing> connected = connected(wanted);
        Instant now = clock.instant();
        Request request = new Request(Ids.next(), CurrentLender.required(), Ids.reference(), wanted,
                new Request.Invited(company.contactName(), company.contactEmail(), actor.id()), now,
                dueAt(wanted, company));
        insert(request);
        lines.saveAndFlush(connected
            .map(existing -> RequestLine.of(Ids.next(), request, CurrentLender.required(), existing, now))
            .orElseGet(() -> new RequestLine(Ids.next(), CurrentLender.required(), request.id(), company.id())));
        process.dataRequested(request.id());
        audit.record(actor, "data-requested", company.id(), request.id(), Map.of("products", wanted.products()));
        return request.id();
    }

    /**
     * The request as it would be stored now, for a preview of its mail; it has no id and
     * no reference.
     * @throws Refused as {@link #request} would, but for {@code open-request-exists}
     */
    @Transactional(readOnly = true)
    public RequestView draft(NewRequest wanted) {
        CompanyView company = companies.get(wanted.companyId());
        check(wanted, company);
        Instant now = clock.instant();
        Optional<RequestLine.Existing> connected = connected(wanted);
        Lenders.With owner = lenders.currentWith(company.ownerId());
        RequestFacts facts = new RequestFacts(null, company.id(), null, RequestKind.ONBOARDING, RequestStatus.REQUESTED,
                connected.map(RequestLine.Existing::software).orElse(null), false, null, false, null, null, 0,
                connected.map(RequestLine.Existing::connectionId).orElse(null), false, false, false, null, null);
        return new RequestView(facts, null, wanted.products().stream().sorted().toList(), company.contactName(),
                company.contactEmail(), wanted.language(), wanted.note(), now, now, dueAt(wanted, company), null, null,
                null, 0, null, null, List.of(), null, null, false, null, null, owner.lender(), company, owner.user());
    }

    /**
     * @throws Refused where the request is closed already
     */
    @Transactional
    public void cancel(UUID requestId, String reason, Actor actor) {
        LockedRequest.Held held = locked.hold(requestId);
        close(held, RequestStatus.CANCELLED, reason, actor, "request-cancelled");
        process.requestCancelled(requestId);
    }

    /**
     * Moves the due date of an open request; reminders and expiry follow it.
     * @param day the last day, in the company's time zone
     * @throws Refused {@code request-closed}, or {@code due-date-out-of-range} unless it
     * is 1 to 90 days ahead
     */
    @Transactional
    public void moveDueDate(UUID requestId, LocalDate day, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        CompanyView company = companies.get(held.request().companyId());
        refuseUnlessInRange(day, company);
        Instant dueAt = endOf(day, company);
        if (!held.request().dueAt().equals(dueAt)) {
            held.request().moveDueDate(dueAt);
            requests.saveAndFlush(held.request());
            process.dueDateMoved(requestId);
            process.remindersChanged(requestId);
            audit.record(actor, "due-date-moved", company.id(), requestId, Map.of("to", day.toString()));
        }
    }

    /**
     * Asks for one product more in an open request, until the customer has consented.
     * @throws Refused {@code request-closed}, {@code consented-already}, or
     * {@code already-shared} where it is asked for or shared already
     */
    @Transactional
    public void addProduct(UUID requestId, Product product, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        refuseIf(held.facts().consented(), "consented-already");
        refuseIf(held.request().products().contains(product) || shared(held.request().companyId()).contains(product),
                "already-shared");
        held.request().ask(product);
        requests.saveAndFlush(held.request());
        audit.record(actor, "product-added", held.request().companyId(), requestId, Map.of("product", product));
    }

    /**
     * A connection has lost its access: the customer is asked to mend it, and the lender
     * is told. Under the connection's lock; where that is asked already, nothing changes.
     * @return the request to mend it; empty where there is one already, or nobody to ask
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<UUID> reconnect(UUID connectionId) {
        Optional<UUID> overtaken = renewals.overtaken(connectionId);
        return overtaken.isPresent() ? overtaken : reconnect(connectionId, false, Actor.PROCESS);
    }

    /**
     * As {@link #reconnect(UUID)}, where somebody of the lender's asks for it, who needs
     * no mail about it.
     * @param agreed whether the customer, who declined to reconnect the last time, agreed
     * to be asked again
     * @throws Refused {@code agreement-missing} or {@code asked-again-lately}, as for
     * {@link #request}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<UUID> reconnect(UUID connectionId, boolean agreed, Actor actor) {
        Optional<Broken> broken = broken(connectionId);
        return broken.map(lost -> {
            CompanyView company = companies.get(lost.companyId());
            Instant now = clock.instant();
            NewRequest wanted = new NewRequest(company.id(), lost.products(), null, null, company.language(), agreed);
            if (actor.kind() == Actor.Kind.USER) {
                afterADecline(wanted, RequestKind.RECONNECTION);
            }
            Request request = Request.reconnection(Ids.next(), CurrentLender.required(), Ids.reference(), wanted,
                    new Request.Invited(company.contactName(), company.contactEmail(), company.ownerId()), now,
                    dueAt(wanted, company));
            requests.saveAndFlush(request);
            lines.saveAndFlush(RequestLine.of(Ids.next(), request, CurrentLender.required(),
                    new RequestLine.Existing(connectionId, lost.software(), lost.consentId()), now));
            flags.raise(request.id(), Flag.ACCESS_LOST);
            if (actor.kind() != Actor.Kind.USER) {
                mails.plan(request.id(), MailKind.LENDER_ACCESS_LOST, "1");
            }
            process.dataRequested(request.id());
            audit.record(actor, "reconnection-requested", company.id(), request.id(), Map.of());
            return request.id();
        });
    }

    /**
     * What was shared over the connection, with the newest consent if that still holds;
     * empty where it is being mended already.
     */
    private Optional<Broken> broken(UUID connectionId) {
        return jdbc.sql("""
                select c.company_id, c.software, k.id, k.ends_at > :now and k.ended_at is null, r.products
                from connection c join request r on r.id = c.request_id join company m on m.id = c.company_id
                     left join consent k on k.id = (
                         select l.consent_id from request_line l join request q on q.id = l.request_id
                         where q.status = 'CONNECTED' and (l.connection_id = c.id or l.id = c.line_id)
                           and l.consent_id is not null
                         order by l.consented_at desc limit 1)
                where c.id = :id and m.archived_at is null
                  and not exists (select from request_line l join request q on q.id = l.request_id
                                  where l.connection_id = c.id and q.kind = 'RECONNECTION'
                                    and q.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS'))""")
            .param("id", connectionId)
            .param("now", Timestamp.from(clock.instant()))
            .query((row, n) -> new Broken(row.getObject(1, UUID.class), row.getString(2),
                    row.getBoolean(4) ? row.getObject(3, UUID.class) : null, products(row.getArray(5))))
            .optional();
    }

    private static Set<Product> products(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray())
            .map(Product::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private record Broken(UUID companyId, String software, UUID consentId, Set<Product> products) {
    }

    /**
     * The connection over which one more product can be shared; its consent is for
     * others, so consent is asked for.
     */
    private Optional<RequestLine.Existing> connected(NewRequest wanted) {
        Optional<Sharing.Connected> connected = sharing.of(wanted.companyId())
            .filter(connection -> !connection.accessLost());
        connected.ifPresent(connection -> refuseIf(connection.products().stream().anyMatch(wanted.products()::contains),
                "already-shared"));
        return connected
            .map(connection -> new RequestLine.Existing(connection.connectionId(), connection.software(), null));
    }

    private Set<Product> shared(UUID companyId) {
        return sharing.of(companyId)
            .filter(connection -> !connection.accessLost())
            .map(Sharing.Connected::products)
            .orElse(Set.of());
    }

    /**
     * Called when the process has waited for a due date: expires the request if its due
     * date has passed by the clock; it may have been moved meanwhile. Repeating it gives
     * the same answer.
     */
    @Transactional
    public DueDate dueDateReached(UUID requestId) {
        LockedRequest.Held held = locked.hold(requestId);
        Request request = held.request();
        if (request.status() == RequestStatus.EXPIRED) {
            return DueDate.EXPIRED;
        }
        Duration left = Duration.between(clock.instant(), request.dueAt());
        if (!request.status().open() || left.compareTo(CLOCKS_APART) > 0) {
            return DueDate.NO_LONGER;
        }
        if (left.isPositive()) {
            return DueDate.NOT_YET;
        }
        close(held, RequestStatus.EXPIRED, null, Actor.PROCESS, "request-expired");
        return DueDate.EXPIRED;
    }

    /**
     * What a due date that was waited for means now. NOT_YET: the engine's clock is ahead
     * of ours.
     */
    public enum DueDate {

        EXPIRED, NO_LONGER, NOT_YET

    }

    private void close(LockedRequest.Held held, RequestStatus outcome, String reason, Actor actor, String action) {
        Request request = held.request();
        request.close(outcome, reason, clock.instant());
        requests.saveAndFlush(request);
        flags.closed(request.id());
        events.publishEvent(new RequestClosed(request.id(), outcome));
        audit.record(actor, action, request.companyId(), request.id(),
                reason == null ? Map.of() : Map.of("reason", reason));
    }

    private void insert(Request request) {
        try {
            requests.saveAndFlush(request);
        }
        catch (DataIntegrityViolationException e) {
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
        if (wanted.dueDate() != null) {
            refuseUnlessInRange(wanted.dueDate(), company);
        }
        afterADecline(wanted, RequestKind.ONBOARDING);
    }

    /**
     * Who declined is asked again only with their agreement, and no oftener than once in
     * 30 days.
     */
    private void afterADecline(NewRequest wanted, RequestKind kind) {
        if (declinedBefore(wanted.companyId(), kind)) {
            refuseIf(!wanted.agreedToBeAsked(), "agreement-missing");
            refuseIf(askedAgainLately(wanted.companyId(), kind).isPresent(), "asked-again-lately");
        }
    }

    /**
     * From when on a company that has declined may be asked again for the same kind of
     * thing; empty where nothing speaks against asking now (with their agreement, if they
     * have declined).
     */
    @Transactional(readOnly = true)
    public Optional<Instant> askAgainFrom(UUID companyId, RequestKind kind) {
        return declinedBefore(companyId, kind) ? askedAgainLately(companyId, kind).map(at -> at.plus(ASKED_AGAIN_APART))
                : Optional.empty();
    }

    boolean declinedBefore(UUID companyId, RequestKind kind) {
        return jdbc.sql("""
                select status from request where company_id = ?
                  and kind = ? order by requested_at desc, id desc limit 1""")
            .params(companyId, kind.name())
            .query(String.class)
            .optional()
            .filter(RequestStatus.DECLINED.name()::equals)
            .isPresent();
    }

    private Optional<Instant> askedAgainLately(UUID companyId, RequestKind kind) {
        return jdbc.sql("""
                select requested_at from request where company_id = ? and kind = ? and asked_again and requested_at > ?
                order by requested_at desc limit 1""")
            .params(companyId, kind.name(), Timestamp.from(clock.instant().minus(ASKED_AGAIN_APART)))
            .query(Timestamp.class)
            .optional()
            .map(Timestamp::toInstant);
    }

    private void refuseUnlessInRange(LocalDate day, CompanyView company) {
        LocalDate today = LocalDate.now(clock.withZone(company.timeZone()));
        refuseIf(!day.isAfter(today) || day.isAfter(today.plusDays(LONGEST_DAYS)), "due-date-out-of-range");
    }

    private LockedRequest.Held openOnly(UUID requestId) {
        LockedRequest.Held held = locked.hold(requestId);
        refuseIf(!held.request().status().open(), "request-closed");
        return held;
    }

    private static void refuseIf(boolean condition, String reason) {
        if (condition) {
            throw new Refused(reason);
        }
    }

    private Instant dueAt(NewRequest wanted, CompanyView company) {
        LocalDate day = wanted.dueDate() != null ? wanted.dueDate()
                : LocalDate.now(clock.withZone(company.timeZone())).plusDays(lenders.current().policy().dueDays());
        return endOf(day, company);
    }

    private static Instant endOf(LocalDate day, CompanyView company) {
        return day.atTime(END_OF_DAY).atZone(company.timeZone()).toInstant();
    }

}
