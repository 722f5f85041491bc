package io.ledgerstream.link;

import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.NotFound;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The codes that authorise a link: eight digits, ten minutes, five tries, one live for each request, at most one a minute
 * and five an hour, all by the business clock. They go to the invited address and nowhere else; none is stored.
 */
@Service
public class SignInCodes {

    static final Duration LIFE = Duration.ofMinutes(10);
    static final Duration APART = Duration.ofSeconds(60);
    static final int TRIES = 5;
    static final int PER_HOUR = 5;
    /** A code that was accepted is accepted from the same visit for this long, so that a double click does no harm. */
    private static final Duration DOUBLE_CLICK = Duration.ofSeconds(30);

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
     * @param live   whether the newest can still be entered
     * @param nextAt when another may be asked for; now or in the past where it may be at once
     */
    public record Standing(Instant sentAt, boolean live, Instant nextAt) {
    }

    /** What the mail says. Never logged, never stored. */
    public record Mailed(String digits, Instant sentAt, Instant expiresAt) {
    }

    @Transactional(readOnly = true)
    public Standing standing(UUID requestId) {
        return standing(lately(requestId));
    }

    /** @throws NotFound also where it is another lender's */
    @Transactional(readOnly = true)
    public Mailed mailed(UUID codeId) {
        return jdbc.sql("select * from sign_in_code where id = ?").param(codeId).query(this::code).optional()
                .map(code -> new Mailed(tokens.code(code.id(), code.keyVersion()), code.createdAt(), code.expiresAt()))
                .orElseThrow(() -> new NotFound("code"));
    }

    /** Whether a code can no longer be entered for its age, or is forgotten, since another contact has come. */
    @Transactional(readOnly = true)
    public boolean over(UUID codeId) {
        return jdbc.sql("select not exists (select from sign_in_code where id = ? and expires_at > ?)")
                .params(codeId, Timestamp.from(clock.instant())).query(Boolean.class).single();
    }

    /** Mails a code unless one is live or the limits forbid it. Under the request's lock. */
    @Transactional(propagation = Propagation.MANDATORY)
    void sendUnlessLive(UUID requestId) {
        Standing standing = standing(lately(requestId));
        if (!standing.live() && !standing.nextAt().isAfter(clock.instant())) {
            issue(requestId);
        }
    }

    /** Mails a new code, which replaces the one before, unless the limits forbid it. Under the request's lock. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean sendAnother(UUID requestId) {
        boolean allowed = !standing(lately(requestId)).nextAt().isAfter(clock.instant());
        if (allowed) {
            issue(requestId);
        }
        return allowed;
    }

    /** Compares what was typed with the request's codes and counts the try. Under the request's lock. */
    @Transactional(propagation = Propagation.MANDATORY)
    CodeAnswer enter(Visit visit, String typed) {
        String digits = digits(typed);
        if (digits.length() != 8) {
            return new CodeAnswer.Malformed();
        }
        List<Code> codes = lately(visit.requestId());
        Optional<Code> match = codes.stream().filter(code -> matches(code, digits)).findFirst();
        Code newest = codes.isEmpty() ? null : codes.getFirst();
        if (match.isPresent() && (match.get().live(clock.instant()) || usedJustNow(match.get(), visit))) {
            return accepted(match.get(), visit);
        }
        if (newest == null || !newest.live(clock.instant())) {
            return new CodeAnswer.Over();
        }
        return match.<CodeAnswer>map(late -> new CodeAnswer.Replaced(newest.createdAt())).orElseGet(() -> wrong(newest));
    }

    private CodeAnswer accepted(Code code, Visit visit) {
        jdbc.sql("update sign_in_code set used_at = coalesce(used_at, ?), used_by = ? where id = ?")
                .params(Timestamp.from(clock.instant()), visit.id(), code.id()).update();
        return new CodeAnswer.Accepted(tokens.visit(visit.id(), code.id(), code.keyVersion()));
    }

    private CodeAnswer wrong(Code newest) {
        jdbc.sql("update sign_in_code set tries = tries + 1 where id = ?").param(newest.id()).update();
        int left = TRIES - newest.tries() - 1;
        return left > 0 ? new CodeAnswer.Wrong(left) : new CodeAnswer.Over();
    }

    private boolean usedJustNow(Code code, Visit visit) {
        return visit.id().equals(code.usedBy()) && code.usedAt().plus(DOUBLE_CLICK).isAfter(clock.instant());
    }

    private boolean matches(Code code, String digits) {
        return MessageDigest.isEqual(tokens.code(code.id(), code.keyVersion()).getBytes(StandardCharsets.US_ASCII),
                digits.getBytes(StandardCharsets.US_ASCII));
    }

    private void issue(UUID requestId) {
        UUID id = Ids.next();
        Instant now = clock.instant();
        jdbc.sql("update sign_in_code set replaced_at = ? where request_id = ? and replaced_at is null and used_at is null")
                .params(Timestamp.from(now), requestId).update();
        jdbc.sql("""
                insert into sign_in_code (id, lender_id, request_id, key_version, created_at, expires_at)
                values (?, ?, ?, ?, ?, ?)""")
                .params(id, CurrentLender.required(), requestId, tokens.currentVersion(), Timestamp.from(now),
                        Timestamp.from(now.plus(LIFE))).update();
        mails.plan(requestId, MailKind.SIGN_IN_CODE, id.toString());
    }

    private Standing standing(List<Code> codes) {
        if (codes.isEmpty()) {
            return new Standing(null, false, clock.instant());
        }
        Code newest = codes.getFirst();
        Instant next = newest.createdAt().plus(APART);
        List<Code> withinAnHour = codes.stream()
                .filter(code -> code.createdAt().isAfter(clock.instant().minus(Duration.ofHours(1)))).toList();
        if (withinAnHour.size() >= PER_HOUR) {
            Instant freed = withinAnHour.get(PER_HOUR - 1).createdAt().plus(Duration.ofHours(1));
            next = freed.isAfter(next) ? freed : next;
        }
        return new Standing(newest.createdAt(), newest.live(clock.instant()), next);
    }

    /** Newest first: all that can matter for the limits or as a late code. */
    private List<Code> lately(UUID requestId) {
        return jdbc.sql("select * from sign_in_code where request_id = ? order by created_at desc, id desc limit 10")
                .param(requestId).query(this::code).list();
    }

    /** What was pasted may be wrapped in spaces, dashes or words of the mail around it. */
    static String digits(String typed) {
        StringBuilder digits = new StringBuilder();
        typed.codePoints().limit(100).map(c -> Character.digit(c, 10)).filter(d -> d >= 0).forEach(digits::append);
        return digits.toString();
    }

    private Code code(ResultSet row, int n) throws SQLException {
        Timestamp replacedAt = row.getTimestamp("replaced_at");
        Timestamp usedAt = row.getTimestamp("used_at");
        return new Code(row.getObject("id", UUID.class), row.getInt("key_version"), row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(), row.getInt("tries"), replacedAt != null,
                usedAt == null ? null : usedAt.toInstant(), row.getObject("used_by", UUID.class));
    }

    private record Code(UUID id, int keyVersion, Instant createdAt, Instant expiresAt, int tries, boolean replaced, Instant usedAt,
                        UUID usedBy) {

        boolean live(Instant now) {
            return !replaced && usedAt == null && tries < TRIES && now.isBefore(expiresAt);
        }
    }
}
