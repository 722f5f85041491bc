package io.ledgerstream.link;

import io.ledgerstream.link.MailedCodes.Code;
import io.ledgerstream.link.MailedCodes.Finding;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.NotFound;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sessions of the page where people manage what they share with every lender. Whoever
 * types an address gets a visit, and a code is made for it: the same statements whether
 * anything is shared by that address or not. Whether the code is mailed is decided later,
 * elsewhere. Codes have the rules of {@link MailedCodes}, visits those of {@link Visits}.
 */
@Service
@Transactional
public class ManageVisits {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;

    private final LinkTokens tokens;

    private final Clock clock;

    ManageVisits(JdbcClient jdbc, LinkTokens tokens, Clock clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * @param email in small letters
     */
    public record ManageVisit(UUID id, String email, boolean signedIn) {
    }

    /** A code that nobody has mailed yet. */
    public record ToMail(UUID codeId, String email) {
    }

    /**
     * @param email as {@link io.ledgerstream.platform.EmailAddresses} understands
     * it. @return the visit's token, 256 bits
     */
    public String begin(String email) {
        lock(email);
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        UUID visit = Ids.next();
        jdbc.sql("insert into manage_visit (id, email, token_hash, created_at, seen_at) values (?, ?, ?, now(), now())")
            .params(visit, email, LinkTokens.hash(token))
            .update();
        if (codes().another(lately(email))) {
            issue(visit, email);
        }
        return token;
    }

    /** The live visit of a cookie's token; null for none. */
    public Optional<ManageVisit> find(String token) {
        if (token == null || token.length() > 64) {
            return Optional.empty();
        }
        return jdbc.sql("""
                update manage_visit set seen_at = now()
                where token_hash = ? and ended_at is null
                  and seen_at > now() - interval '30 minutes' and created_at > now() - interval '120 minutes'
                returning id, email, signed_in_at is not null""")
            .param(LinkTokens.hash(token))
            .query(ManageVisits::visit)
            .optional();
    }

    /**
     * The visit whose code has just been accepted, by the token that it had before: who
     * clicks twice sends it a second time.
     */
    @Transactional(readOnly = true)
    public Optional<ManageVisit> justSignedIn(String tokenBefore) {
        return jdbc.sql("""
                select id, email, false from manage_visit
                where token_before = ? and ended_at is null and signed_in_at > now() - interval '1 minute'""")
            .param(LinkTokens.hash(tokenBefore))
            .query(ManageVisits::visit)
            .optional();
    }

    /** How the codes of an address stand, in whatever browser they were asked for. */
    @Transactional(readOnly = true)
    public SignInCodes.Standing standing(String email) {
        return codes().standing(lately(email));
    }

    /**
     * @return whether another code was made; the limits may forbid it
     */
    public boolean sendAnother(ManageVisit visit) {
        lock(visit.email());
        boolean allowed = codes().another(lately(visit.email()));
        if (allowed) {
            issue(visit.id(), visit.email());
        }
        return allowed;
    }

    /**
     * Compares what was typed with the address' codes and counts the try. An accepted
     * code signs the visit in and changes its token.
     */
    public CodeAnswer enter(ManageVisit visit, String typed) {
        lock(visit.email());
        return switch (codes().judge(lately(visit.email()), typed, visit.id())) {
            case Finding.Right(Code code) -> accepted(code, visit);
            case Finding.Wrong(Code newest, CodeAnswer answer) -> {
                jdbc.sql("update manage_code set tries = tries + 1 where id = ?").param(newest.id()).update();
                yield answer;
            }
            case Finding.Other(CodeAnswer answer) -> answer;
        };
    }

    private CodeAnswer accepted(Code code, ManageVisit visit) {
        String token = tokens.visit(visit.id(), code.id(), code.keyVersion());
        jdbc.sql("update manage_code set used_at = coalesce(used_at, ?), used_by = ? where id = ?")
            .params(at(clock.instant()), visit.id(), code.id())
            .update();
        jdbc.sql("""
                update manage_visit set signed_in_at = coalesce(signed_in_at, now()),
                    token_before = token_hash, token_hash = :hash
                where id = :id and token_hash <> :hash""")
            .param("hash", LinkTokens.hash(token))
            .param("id", visit.id())
            .update();
        return new CodeAnswer.Accepted(token);
    }

    public void end(ManageVisit visit) {
        jdbc.sql("update manage_visit set ended_at = now() where id = ? and ended_at is null")
            .param(visit.id())
            .update();
    }

    /** Codes that were asked for, and of which no mail is planned yet. */
    @Transactional(readOnly = true)
    public List<ToMail> toMail(int atMost) {
        return jdbc.sql("select id, email from manage_code where planned_at is null order by created_at limit ?")
            .param(atMost)
            .query((row, n) -> new ToMail(row.getObject(1, UUID.class), row.getString(2)))
            .list();
    }

    /** The mail is planned, or there is nobody to mail it to. */
    public void settled(UUID codeId) {
        jdbc.sql("update manage_code set planned_at = ? where id = ?").params(at(clock.instant()), codeId).update();
    }

    @Transactional(readOnly = true)
    public SignInCodes.Mailed mailed(UUID codeId) {
        return jdbc.sql("select * from manage_code where id = ?")
            .param(codeId)
            .query((row, n) -> Code.of(row))
            .optional()
            .map(code -> new SignInCodes.Mailed(tokens.code(code.id(), code.keyVersion()), code.createdAt(),
                    code.expiresAt()))
            .orElseThrow(() -> new NotFound("code"));
    }

    /** Whether a code can no longer be entered. */
    @Transactional(readOnly = true)
    public boolean over(UUID codeId) {
        return jdbc.sql("""
                select not exists (select from manage_code
                                   where id = ? and expires_at > ? and replaced_at is null and used_at is null)""")
            .params(codeId, at(clock.instant()))
            .query(Boolean.class)
            .single();
    }

    /** Addresses are kept for a day at most. */
    public void forget() {
        jdbc.sql("delete from manage_visit where created_at < now() - interval '1 day'").update();
    }

    private void issue(UUID visit, String email) {
        Instant now = clock.instant();
        jdbc.sql("update manage_code set replaced_at = ? where email = ? and replaced_at is null and used_at is null")
            .params(at(now), email)
            .update();
        jdbc.sql("""
                insert into manage_code (id, visit_id, email, key_version, created_at, expires_at)
                values (?, ?, ?, ?, ?, ?)""")
            .params(Ids.next(), visit, email, tokens.currentVersion(), at(now), at(now.plus(MailedCodes.LIFE)))
            .update();
    }

    /** Two browsers with one address take turns. */
    private void lock(String email) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 7))").param(email).query((row, n) -> 1).single();
    }

    private List<Code> lately(String email) {
        return jdbc.sql("select * from manage_code where email = ? order by created_at desc, id desc limit ?")
            .params(email, MailedCodes.LATELY)
            .query((row, n) -> Code.of(row))
            .list();
    }

    private static ManageVisit visit(ResultSet row, int n) throws SQLException {
        return new ManageVisit(row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3));
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.from(instant);
    }

    private MailedCodes codes() {
        return new MailedCodes(tokens, clock.instant());
    }

}
