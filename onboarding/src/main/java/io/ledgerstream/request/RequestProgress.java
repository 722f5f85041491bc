package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.outbox.OnboardingProcess;
import io.ledgerstream.platform.Refused;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What customers and providers do with a request, step by step: guarded changes of its facts, under its lock, each with
 * its outbox and audit row. Features that know more (links, consents, connections) call it within their own transaction.
 */
@Service
@Transactional
public class RequestProgress {

    private final LockedRequest locked;
    private final OnboardingProcess process;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RequestProgress(LockedRequest locked, OnboardingProcess process, Audit audit, ApplicationEventPublisher events, Clock clock) {
        this.locked = locked;
        this.process = process;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Takes the request's lock for the rest of the transaction and tells how it stands. */
    @Transactional(propagation = Propagation.MANDATORY)
    public RequestFacts lock(UUID requestId) {
        return locked.hold(requestId).facts();
    }

    /** <em>Start</em> pressed. Repeating it changes nothing. Refused once the request is closed. */
    public void opened(UUID requestId, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        if (held.request().status() == RequestStatus.REQUESTED) {
            held.request().opened(clock.instant());
            audited(held, actor, "journey-opened", Map.of());
        } else {
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
     * Software selected, for the first time or another one; another one asks for consent again.
     *
     * @return whether anything changed
     * @throws Refused {@code already-authorised} from verification on
     */
    public boolean selectSoftware(UUID requestId, String software, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        refuseIf(held.facts().authorised(), "already-authorised");
        held.request().acted(clock.instant());
        if (!held.line().select(software, clock.instant())) {
            return false;
        }
        process.softwareSelected(requestId);
        audited(held, actor, "software-selected", Map.of("software", software));
        return true;
    }

    /**
     * Consent given for the software that is selected.
     *
     * @param software what the consent names
     * @throws Refused {@code out-of-order} where the step is another one, or another software was selected meanwhile
     */
    public void consentGiven(UUID requestId, UUID consentId, String software, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.GIVE_CONSENT);
        refuseIf(!held.facts().software().equals(software), "out-of-order");
        held.request().acted(clock.instant());
        held.line().consented(consentId, clock.instant());
        process.consentGiven(requestId);
        audited(held, actor, "consent-given", Map.of("consent", consentId));
    }

    /**
     * The customer declines, at the consent.
     *
     * @param reason in the customer's words, at most 1,000 characters; null for none
     */
    public void declined(UUID requestId, String reason, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.GIVE_CONSENT);
        held.request().close(RequestStatus.DECLINED, reason, clock.instant());
        events.publishEvent(new RequestClosed(requestId, RequestStatus.DECLINED));
        process.declined(requestId);
        audited(held, actor, "request-declined", reason == null ? Map.of() : Map.of("reason", reason));
    }

    /** The customer goes to the provider. @return the number of the attempt, from 1 within the request */
    public int attemptStarted(UUID requestId, UUID attemptId, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.CONNECT_SOFTWARE);
        held.request().acted(clock.instant());
        int number = held.line().startAttempt(attemptId);
        audited(held, actor, "connection-started", Map.of("attempt", number));
        return number;
    }

    /**
     * The provider has issued tokens for an attempt.
     *
     * @throws Refused {@code attempt-superseded} where a newer attempt was started or the step has gone on
     */
    public void connectionAuthorised(UUID requestId, UUID attemptId, Actor actor) {
        LockedRequest.Held held = at(requestId, RequestStep.CONNECT_SOFTWARE);
        refuseIf(!attemptId.equals(held.facts().attemptId()) || held.facts().attempt() != AttemptState.STARTED, "attempt-superseded");
        held.request().acted(clock.instant());
        held.line().attempt(AttemptState.AUTHORISED, null);
        process.connectionAuthorised(requestId);
        audited(held, actor, "connection-authorised", Map.of());
    }

    /** The customer came back without access (refused, or the exchange failed): the attempt is over, the step stays. */
    public void connectionRefused(UUID requestId, UUID attemptId, String reason, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        if (attemptId.equals(held.facts().attemptId()) && held.facts().attempt() == AttemptState.STARTED) {
            held.line().attempt(AttemptState.REJECTED, reason);
            audited(held, actor, "connection-refused", Map.of("reason", reason));
        }
    }

    /** Verification found the connection right: the request is Connected. Repeating it changes nothing. */
    public void connectionVerified(UUID requestId, UUID attemptId) {
        LockedRequest.Held held = locked.hold(requestId);
        if (atCheck(held, attemptId)) {
            held.line().attempt(AttemptState.VERIFIED, null);
            held.request().close(RequestStatus.CONNECTED, null, clock.instant());
            audited(held, Actor.PROCESS, "connection-verified", Map.of());
        }
    }

    /** Verification rejected the connection: back to the instructions with the reason, a key of the message bundles. */
    public void connectionRejected(UUID requestId, UUID attemptId, String reason) {
        LockedRequest.Held held = locked.hold(requestId);
        if (atCheck(held, attemptId)) {
            held.line().attempt(AttemptState.REJECTED, reason);
            audited(held, Actor.PROCESS, "connection-rejected", Map.of("reason", reason));
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
