package io.ledgerstream.link;

import io.ledgerstream.link.MailedCodes.Code;
import io.ledgerstream.link.MailedCodes.Finding;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.NotFound;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The codes that authorise a link, one live for each request, by the rules of
 * {@link MailedCodes}. They go to the invited address and nowhere else; none is stored.
 */
@Service
public class SignInCodes {

    private final JdbcClient jdbc;

    private final LinkTokens tokens;

    private final MailQueue mails;

    private final Clock clock;

    SignInCodes(JdbcClient jdbc, LinkTokens tokens, MailQueue mails, Clock clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * How a request's codes stand.
     *
     * @param sentAt when the newest was made; null before the first
     * @param live whether the newest can still be entered
     * @param nextAt when another may be asked for; now or in the past where it may be at
     * once
     */
    public record Standing(Instant sentAt, boolean live, Instant nextAt) {
    }

    /** What the mail says. Never logged, never stored. */
    public record Mailed(String digits, Instant sentAt, Instant expiresAt) {
    }

    @Transactional(readOnly = true)
    public Standing standing(UUID requestId) {
        return codes().standing(lately(requestId));
    }

    /**
     * @throws NotFound also where it is another lender's
     */
    @Transactional(readOnly = true)
    public Mailed mailed(UUID codeId) {
        return jdbc.sql("select * from sign_in_code where id = ?")
            .param(codeId)
            .query((row, n) -> Code.of(row))
            .optional()
            .map(code -> new Mailed(tokens.code(code.id(), code.keyVersion()), code.createdAt(), code.expiresAt()))
            .orElseThrow(() -> new NotFound("code"));
    }

    /**
     * Whether a code can no longer be entered for its age, or is forgotten, since another
     * contact has come.
     */
    @Transactional(readOnly = true)
    public boolean over(UUID codeId) {
        return jdbc.sql("select not exists (select from sign_in_code where id = ? and expires_at > ?)")
            .params(codeId, Timestamp.from(clock.instant()))
            .query(Boolean.class)
            .single();
    }

    /**
     * Mails a code unless one is live or the limits forbid it. Under the request's lock.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void sendUnlessLive(UUID requestId) {
        List<Code> lately = lately(requestId);
        if (!codes().standing(lately).live() && codes().another(lately)) {
            issue(requestId);
        }
    }

    /**
     * Mails a new code, which replaces the one before, unless the limits forbid it. Under
     * the request's lock.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean sendAnother(UUID requestId) {
        boolean allowed = codes().another(lately(requestId));
        if (allowed) {
            issue(requestId);
        }
        return allowed;
    }

    /**
     * Compares what was typed with the request's codes and counts the try. Under the
     * request's lock.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    CodeAnswer enter(Visit visit, String typed) {
        return switch (codes().judge(lately(visit.requestId()), typed, visit.id())) {
            case Finding.Right(Code code) -> accepted(code, visit);
            case Finding.Wrong(Code newest, CodeAnswer answer) -> {
                jdbc.sql("update sign_in_code set tries = tries + 1 where id = ?").param(newest.id()).update();
                yield answer;
            }
            case Finding.Other(CodeAnswer answer) -> answer;
        };
    }

    private CodeAnswer accepted(Code code, Visit visit) {
        jdbc.sql("update sign_in_code set used_at = coalesce(used_at, ?), used_by = ? where id = ?")
            .params(Timestamp.from(clock.instant()), visit.id(), code.id())
            .update();
        return new CodeAnswer.Accepted(tokens.visit(visit.id(), code.id(), code.keyVersion()));
    }

    private void issue(UUID requestId) {
        UUID id = Ids.next();
        Instant now = clock.instant();
        jdbc.sql("""
                update sign_in_code set replaced_at = ?
                where request_id = ? and replaced_at is null and used_at is null""")
            .params(Timestamp.from(now), requestId)
            .update();
        jdbc.sql("""
                insert into sign_in_code (id, lender_id, request_id, key_version, created_at, expires_at)
                values (?, ?, ?, ?, ?, ?)""")
            .params(id, CurrentLender.required(), requestId, tokens.currentVersion(), Timestamp.from(now),
                    Timestamp.from(now.plus(MailedCodes.LIFE)))
            .update();
        mails.plan(requestId, MailKind.SIGN_IN_CODE, id.toString());
    }

    /** Newest first. */
    private List<Code> lately(UUID requestId) {
        return jdbc.sql("select * from sign_in_code where request_id = ? order by created_at desc, id desc limit ?")
            .params(requestId, MailedCodes.LATELY)
            .query((row, n) -> Code.of(row))
            .list();
    }

    private MailedCodes codes() {
        return new MailedCodes(tokens, clock.instant());
    }

}
