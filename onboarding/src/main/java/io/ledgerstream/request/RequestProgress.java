package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.outbox.OnboardingProcess;
import io.ledgerstream.platform.Refused;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What customers and providers do with a request, step by step: guarded changes of its
 * facts, under its lock, each with its outbox and audit row. Features that know more
 * (links, consents, connections) call it within their own transaction.
 */
@Service
@Transactional
public class RequestProgress {

    /** So many rejections of one software, and a person of the lender's should call. */
    private static final int TOO_OFTEN = 3;

    private final LockedRequest locked;

    private final RequestRepository requests;

    private final OnboardingProcess process;

    private final Reentry reentry;

    private final RenewedConsents renewed;

    private final MailQueue mails;

    private final Flags flags;

    private final Audit audit;

    private final ApplicationEventPublisher events;

    private final JdbcClient jdbc;

    private final Clock clock;

    RequestProgress(LockedRequest locked, RequestRepository requests, OnboardingProcess process, Reentry reentry,
            RenewedConsents renewed, MailQueue mails, Flags flags, Audit audit, ApplicationEventPublisher events,
            JdbcClient jdbc, Clock clock) {
        this.locked = locked;
        this.requests = requests;
        this.process = process;
        this.reentry = reentry;
        this.renewed = renewed;
        this.mails = mails;
        this.flags = flags;
        this.jdbc = jdbc;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Takes the request's lock for the rest of the transaction and tells how it stands.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public RequestFacts lock(UUID requestId) {
        return locked.hold(requestId).facts();
    }

    /**
     * <em>Start</em> pressed. Repeating it changes nothing. Refused once the request is
     * closed.
     */
    public void opened(UUID requestId, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        if (held.request().status() == RequestStatus.REQUESTED) {
            held.request().opened(clock.instant());
            flags.clear(requestId, Flag.MAIL_UNKNOWN); // it has arrived
            audited(held, actor, "journey-opened", Map.of());
        }
        else {
            held.request().acted(clock.instant());
        }
    }

    /** A sign-in code was accepted. Only the first one is kept in the timeline. */
    public void signedIn(UUID requestId, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        if (held.request().signedIn(clock.instant())) {
            audited(held, actor, "customer-signed-in", Map.of());
        }
    }

    /**
     * Software selected, for the first time or another one; another one asks for consent
     * again.
     * @return whether anything changed
     * @throws Refused {@code already-authorised} from verification on,
     * {@code out-of-order} where a connection is to be mended
     */
    public boolean selectSoftware(UUID requestId, Selection selection, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        refuseIf(held.facts().authorised(), "already-authorised");
        refuseIf(held.facts().reconnection(), "out-of-order");
        held.request().acted(clock.instant());
        if (!held.line().select(selection, clock.instant())) {
            return false;
        }
        flags.clear(requestId, Flag.REJECTED_THREE_TIMES);
        events.publishEvent(new SoftwareSelected(requestId));
        process.softwareSelected(requestId);
        audited(held, actor, "software-selected", Map.of("software",
                selection.name() == null ? selection.software() : selection.name(), "byFile", selection.byFile()));
        return true;
    }

    /**
     * Consent given for the software that is selected.
     * @param software what the consent names
     * @throws Refused {@code out-of-order} where the step is another one, or another
     * software was selected meanwhile
     */
    public void consentGiven(UUID requestId, UUID consentId, String software, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.GIVE_CONSENT);
        refuseIf(!held.facts().software().equals(software), "out-of-order");
        held.request().acted(clock.instant());
        held.line().consented(consentId, clock.instant());
        process.consentGiven(requestId);
        audited(held, actor, "consent-given", Map.of("consent", consentId));
        if (held.facts().connectionId() != null) {
            events.publishEvent(new ConsentGiven(requestId));
        }
    }

    /**
     * The customer declines, at the consent.
     * @param reason in the customer's words, at most 1,000 characters; null for none
     */
    public void declined(UUID requestId, String reason, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.GIVE_CONSENT);
        held.request().close(RequestStatus.DECLINED, reason, clock.instant());
        flags.closed(requestId);
        events.publishEvent(new RequestClosed(requestId, RequestStatus.DECLINED));
        process.declined(requestId);
        audited(held, actor, "request-declined", reason == null ? Map.of() : Map.of("reason", reason));
    }

    /**
     * <em>I changed my mind</em>: a declined request is open again, at the consent; the
     * owner is told.
     * @throws Refused {@code request-closed} where it was not declined or
     * {@link #reopening} is not possible
     */
    public void reopened(UUID requestId, Actor actor) {
        LockedRequest.Held held = locked.hold(requestId);
        Request request = held.request();
        refuseIf(request.status() != RequestStatus.DECLINED || reopening(requestId) != Reopening.POSSIBLE,
                "request-closed");
        request.reopen(clock.instant());
        requests.saveAndFlush(request);
        reentry.reopened(requestId);
        mails.plan(requestId, MailKind.LENDER_CHANGED_MIND, clock.instant().toString());
        audited(held, actor, "request-reopened", Map.of());
    }

    /** What {@link #reopened} would meet, were the request declined. */
    @Transactional(readOnly = true)
    public Reopening reopening(UUID requestId) {
        return Reopening.valueOf(jdbc.sql("select " + Reopening.SQL + " from request r where r.id = :id")
            .param("now", Timestamp.from(clock.instant()))
            .param("id", requestId)
            .query(String.class)
            .single());
    }

    /** Files were taken in for software without a connection: the request is Uploaded. */
    public void uploaded(UUID requestId, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.UPLOAD_FILES);
        held.request().acted(clock.instant());
        held.request().close(RequestStatus.UPLOADED, null, clock.instant());
        flags.closed(requestId);
        events.publishEvent(new RequestClosed(requestId, RequestStatus.UPLOADED));
        process.uploaded(requestId);
        audited(held, actor, "files-uploaded", Map.of());
    }

    /**
     * The customer goes to the provider. @return the number of the attempt, from 1 within
     * the request
     */
    public int attemptStarted(UUID requestId, UUID attemptId, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.CONNECT_SOFTWARE);
        held.request().acted(clock.instant());
        int number = held.line().startAttempt(attemptId);
        audited(held, actor, "connection-started", Map.of("attempt", number));
        return number;
    }

    /**
     * The provider has issued tokens for an attempt.
     * @throws Refused {@code attempt-superseded} where a newer attempt was started or the
     * step has gone on
     */
    public void connectionAuthorised(UUID requestId, UUID attemptId, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.CONNECT_SOFTWARE);
        refuseIf(!attemptId.equals(held.facts().attemptId()) || held.facts().attempt() != AttemptState.STARTED,
                "attempt-superseded");
        held.request().acted(clock.instant());
        held.line().attempt(AttemptState.AUTHORISED, null);
        process.connectionAuthorised(requestId);
        audited(held, actor, "connection-authorised", Map.of());
    }

    /**
     * The customer came back without access (refused, or the exchange failed): the
     * attempt is over, the step stays.
     */
    public void connectionRefused(UUID requestId, UUID attemptId, String reason, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        if (attemptId.equals(held.facts().attemptId()) && held.facts().attempt() == AttemptState.STARTED) {
            held.line().attempt(AttemptState.REJECTED, reason);
            audited(held, actor, "connection-refused", failed(held, reason));
        }
    }

    private static Map<String, Object> failed(LockedRequest.Held held, String reason) {
        return Map.of("reason", reason, "software", held.facts().software());
    }

    /**
     * Verification found the connection right: the request is Connected. Repeating it
     * changes nothing.
     */
    public void connectionVerified(UUID requestId, UUID attemptId) {
        LockedRequest.Held held = locked.hold(requestId);
        if (atCheck(held, attemptId)) {
            connected(held, Actor.PROCESS, "connection-verified", Map.of());
        }
    }

    /**
     * The consent was given anew over a connection that works: that is all, and nothing
     * is interrupted.
     */
    public void consentRenewed(UUID requestId, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.CONNECT_SOFTWARE);
        connected(held, actor, "consent-renewed", Map.of());
        process.connectionAuthorised(requestId);
    }

    private void connected(LockedRequest.Held held, Actor actor, String action, Map<String, ?> detail) {
        held.line().attempt(AttemptState.VERIFIED, null);
        held.request().close(RequestStatus.CONNECTED, null, clock.instant());
        flags.closed(held.request().id());
        flags.mended(held.request().companyId());
        if (held.facts().reconnection()) {
            renewed.by(held.facts());
        }
        audited(held, actor, action, detail);
    }

    /**
     * The account keeps the books of several companies: the customer is asked which to
     * share. Repeating it changes nothing.
     */
    public void subsidiariesOffered(UUID requestId, UUID attemptId) {
        LockedRequest.Held held = locked.hold(requestId);
        if (atCheck(held, attemptId)) {
            held.line().attempt(AttemptState.TO_CHOOSE, null);
            process.remindersChanged(requestId);
            audited(held, Actor.PROCESS, "subsidiaries-offered", Map.of());
        }
    }

    /**
     * The customer has chosen; the connection is checked again, held to them. @param
     * names of those chosen, for the timeline
     */
    public void subsidiariesChosen(UUID requestId, List<String> names, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.CHOOSE_SUBSIDIARIES);
        held.request().acted(clock.instant());
        held.line().attempt(AttemptState.AUTHORISED, null);
        process.connectionAuthorised(requestId);
        process.remindersChanged(requestId);
        audited(held, actor, "subsidiaries-chosen", Map.of("subsidiaries", names));
    }

    /**
     * Verification found books that seem to be another company's: the customer is asked.
     * Repeating it changes nothing.
     */
    public void companyMismatched(UUID requestId, UUID attemptId) {
        LockedRequest.Held held = locked.hold(requestId);
        if (atCheck(held, attemptId)) {
            held.line().attempt(AttemptState.MISMATCHED, null);
            process.remindersChanged(requestId);
            audited(held, Actor.PROCESS, "company-mismatched", Map.of());
        }
    }

    /**
     * The customer says that the books are the right ones: the lender is to decide, and
     * is told.
     * @param reason in the customer's words, 1 to 1,000 characters
     */
    public void companyConfirmed(UUID requestId, String reason, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.CONFIRM_COMPANY);
        held.request().acted(clock.instant());
        held.line().explained(reason);
        flags.raise(requestId, Flag.COMPANY_MISMATCH);
        mails.plan(requestId, MailKind.LENDER_COMPANY_TO_DECIDE, held.facts().attemptId().toString());
        process.companyAnswered(requestId);
        process.remindersChanged(requestId);
        audited(held, actor, "company-confirmed", Map.of("reason", reason));
    }

    /**
     * The customer will connect another company or account, also while the lender has not
     * decided. @return the attempt that is over
     */
    public UUID anotherCompany(UUID requestId, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        RequestStep step = held.facts().step();
        refuseIf(step != RequestStep.CHOOSE_SUBSIDIARIES && step != RequestStep.CONFIRM_COMPANY
                && step != RequestStep.LENDER_DECIDES, "out-of-order");
        held.request().acted(clock.instant());
        return companyOver(held, null, actor, "another-company-chosen", Map.of());
    }

    /**
     * The lender accepts the books under another name: the request is Connected. @return
     * the attempt
     */
    public UUID companyAccepted(UUID requestId, String note, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.LENDER_DECIDES);
        connected(held, actor, "company-accepted", noted(note));
        process.companyAnswered(requestId);
        return held.facts().attemptId();
    }

    /**
     * The lender does not accept them: the customer connects again, and is told by
     * mail. @return the attempt that is over
     */
    public UUID companyRefused(UUID requestId, String note, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.LENDER_DECIDES);
        UUID attempt = held.facts().attemptId();
        mails.plan(requestId, MailKind.CUSTOMER_COMPANY_REFUSED, attempt.toString());
        return companyOver(held, "company-refused", actor, "company-refused", noted(note));
    }

    private static Map<String, String> noted(String note) {
        return note == null ? Map.of() : Map.of("note", note);
    }

    private UUID companyOver(LockedRequest.Held held, String reason, Actor actor, String action,
            Map<String, ?> detail) {
        UUID attempt = held.facts().attemptId();
        held.line().attempt(AttemptState.REJECTED, reason);
        flags.clear(held.request().id(), Flag.COMPANY_MISMATCH);
        process.companyAnswered(held.request().id());
        process.remindersChanged(held.request().id());
        audited(held, actor, action, detail);
        return attempt;
    }

    /**
     * Verification rejected the connection: back to the instructions with the reason, a
     * key of the message bundles.
     */
    public void connectionRejected(UUID requestId, UUID attemptId, String reason) {
        LockedRequest.Held held = locked.hold(requestId);
        if (atCheck(held, attemptId)) {
            int times = held.line().rejected(reason);
            audited(held, Actor.PROCESS, "connection-rejected", failed(held, reason));
            if (times >= TOO_OFTEN && flags.raise(requestId, Flag.REJECTED_THREE_TIMES)) {
                mails.plan(requestId, MailKind.LENDER_REJECTED_THREE_TIMES, attemptId.toString());
            }
        }
    }

    private static boolean atCheck(LockedRequest.Held held, UUID attemptId) {
        return held.facts().step() == RequestStep.CHECKING && attemptId.equals(held.facts().attemptId())
                && held.facts().attempt() == AttemptState.AUTHORISED;
    }

    private LockedRequest.Held at(UUID requestId, RequestStep step) {
        LockedRequest.Held held = openOnly(requestId);
        refuseIf(held.facts().step() != step, "out-of-order");
        return held;
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

    private void audited(LockedRequest.Held held, Actor actor, String action, Map<String, ?> detail) {
        audit.record(actor, action, held.request().companyId(), held.request().id(), detail);
    }

}
