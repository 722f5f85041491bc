package io.ledgerstream.link;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStatus;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sessions of the journey: from <em>Start</em> over the code to the end. They end
 * after 30 minutes without a page and after 120 minutes at any rate, by system time. The
 * token is the browser's; only its hash is stored.
 */
@Service
public class Visits {

    /**
     * Closed, and yet there is something behind the code: what is shared, or a way to
     * change one's mind.
     */
    private static final Set<RequestStatus> READABLE = Set.of(RequestStatus.CONNECTED, RequestStatus.UPLOADED,
            RequestStatus.DECLINED);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;

    private final RequestProgress progress;

    private final SignInCodes codes;

    Visits(JdbcClient jdbc, RequestProgress progress, SignInCodes codes) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.codes = codes;
    }

    /**
     * The visit of a cookie's token, also one that has ended; to be called before a
     * lender is set, outside a transaction. Notes at most once a minute that the visit
     * was seen.
     */
    public Optional<Visit> find(String token) {
        if (token == null || token.length() > 64) {
            return Optional.empty();
        }
        Optional<Seen> seen = jdbc.sql("""
                select id, lender_id, request_id, signed_in_at is not null,
                       ended_at is not null or seen_at <= now() - interval '30 minutes'
                         or created_at <= now() - interval '120 minutes',
                       seen_at < now() - interval '1 minute', created_at
                from visit where token_hash = ?""")
            .param(LinkTokens.hash(token))
            .query((row, n) -> new Seen(
                    new Visit(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class),
                            state(row.getBoolean(4), row.getBoolean(5)), row.getTimestamp(7).toInstant()),
                    row.getBoolean(6)))
            .optional();
        seen.filter(found -> found.longAgo() && !found.visit().ended())
            .ifPresent(found -> jdbc.sql("update visit set seen_at = now() where id = ?")
                .param(found.visit().id())
                .update());
        return seen.map(Seen::visit);
    }

    /**
     * <em>Start</em> pressed: marks the request Opened, mails a code unless one is live,
     * begins a visit. On the link of a finished request it leads to the receipt and marks
     * nothing.
     * @return the visit's token, 256 bits
     * @throws Refused where the link is no longer live
     */
    @Transactional
    public String start(Invitation invitation) {
        UUID visitId = Ids.next();
        RequestFacts facts = progress.lock(invitation.requestId());
        if (facts.status().open()) {
            progress.opened(invitation.requestId(), Actor.customer(visitId));
        }
        else if (!worthACode(facts.status())) {
            throw new Refused("request-closed");
        }
        return begin(visitId, invitation.lenderId(), invitation.requestId(), invitation.linkId());
    }

    /**
     * Begins a visit for a browser that is known from before (a visit that has ended, a
     * return from a provider) and mails a code unless one is live.
     * @return the visit's token; empty where the request is closed and there is nothing
     * behind a code any more, so that none is mailed
     */
    @Transactional
    public Optional<String> resume(UUID lenderId, UUID requestId) {
        return worthACode(progress.lock(requestId).status()) ? Optional.of(begin(Ids.next(), lenderId, requestId, null))
                : Optional.empty();
    }

    /**
     * A visit for who has just proved by a code, where sharings are managed, that the
     * invited address is theirs: no second code. It is as old as that visit, so that both
     * end together.
     * @return the visit's token
     * @throws Refused {@code not-invited} where that visit is not signed in, has ended,
     * or is by another address
     */
    @Transactional
    public String proven(UUID manageVisitId, UUID lenderId, UUID requestId) {
        UUID visitId = Ids.next();
        String token = randomToken();
        progress.lock(requestId);
        int begun = jdbc.sql("""
                insert into visit (id, token_hash, lender_id, request_id, created_at, seen_at, signed_in_at)
                select ?, ?, ?, r.id, m.created_at, now(), now() from manage_visit m
                join request r on lower(r.contact_email) = m.email
                where m.id = ? and r.id = ? and m.signed_in_at is not null and m.ended_at is null""")
            .params(visitId, LinkTokens.hash(token), lenderId, manageVisitId, requestId)
            .update();
        if (begun == 0) {
            throw new Refused("not-invited");
        }
        progress.opened(requestId, Actor.customer(visitId));
        progress.signedIn(requestId, Actor.customer(visitId));
        return token;
    }

    /**
     * @return whether another code was mailed; the limits may forbid it
     * @throws Refused {@code request-closed} where there is nothing behind a code any
     * more: the request was closed while the page stood open
     */
    @Transactional
    public boolean sendAnotherCode(Visit visit) {
        if (!worthACode(progress.lock(visit.requestId()).status())) {
            throw new Refused("request-closed");
        }
        return codes.sendAnother(visit.requestId());
    }

    /** A code was typed in; an accepted one signs the visit in and changes its token. */
    @Transactional
    public CodeAnswer enterCode(Visit visit, String typed) {
        RequestFacts facts = progress.lock(visit.requestId());
        CodeAnswer answer = codes.enter(visit, typed);
        if (answer instanceof CodeAnswer.Accepted accepted) {
            signIn(visit, accepted.visitToken());
            if (facts.status().open()) {
                progress.signedIn(visit.requestId(), Actor.customer(visit.id()));
            }
        }
        return answer;
    }

    /**
     * The visit that this token had before its code was accepted: who clicks twice sends
     * it a second time. Good for nothing but {@link #enterCode} with that same code.
     */
    public Optional<Visit> justSignedIn(String tokenBefore) {
        return jdbc.sql("""
                select id, lender_id, request_id, created_at from visit
                where token_before = ? and ended_at is null and signed_in_at > now() - interval '1 minute'""")
            .param(LinkTokens.hash(tokenBefore))
            .query((row, n) -> new Visit(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
                    row.getObject(3, UUID.class), Visit.State.WAITS_FOR_CODE, row.getTimestamp(4).toInstant()))
            .optional();
    }

    /** Ends a visit; its cookie then leads to a new code. */
    public void end(Visit visit) {
        jdbc.sql("update visit set ended_at = now() where id = ? and ended_at is null").param(visit.id()).update();
    }

    /**
     * Until then an ended visit's browser is led back to its request; after it, as a
     * stranger, to the link in its mail.
     */
    public void forget() {
        jdbc.sql("delete from visit where created_at < now() - interval '30 days'").update();
    }

    private String begin(UUID visitId, UUID lenderId, UUID requestId, UUID linkId) {
        String token = randomToken();
        jdbc.sql("""
                insert into visit (id, token_hash, lender_id, request_id, link_id, created_at, seen_at)
                values (?, ?, ?, ?, ?, now(), now())""")
            .params(visitId, LinkTokens.hash(token), lenderId, requestId, linkId)
            .update();
        codes.sendUnlessLive(requestId);
        return token;
    }

    private void signIn(Visit visit, String token) {
        jdbc.sql("""
                update visit set token_before = token_hash, token_hash = ?, signed_in_at = now(), seen_at = now()
                where id = ? and signed_in_at is null""").params(LinkTokens.hash(token), visit.id()).update();
    }

    private static boolean worthACode(RequestStatus status) {
        return status.open() || READABLE.contains(status);
    }

    private static Visit.State state(boolean signedIn, boolean ended) {
        return ended ? Visit.State.ENDED : signedIn ? Visit.State.SIGNED_IN : Visit.State.WAITS_FOR_CODE;
    }

    private static String randomToken() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private record Seen(Visit visit, boolean longAgo) {
    }

}
