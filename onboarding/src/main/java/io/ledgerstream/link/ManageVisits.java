package io.ledgerstream.link;

import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.NotFound;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sessions of the page where people manage what they share with every lender. Whoever types an address gets a visit, and a code is
 * made for it: the same statements whether anything is shared by that address or not. Whether the code is mailed is decided later,
 * elsewhere. Codes have the rules of {@link SignInCodes}, visits those of {@link Visits}.
 */
@Service
@Transactional
public class ManageVisits {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration DOUBLE_CLICK = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final LinkTokens tokens;
    private final Clock clock;

    ManageVisits(JdbcClient jdbc, LinkTokens tokens, Clock clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** @param email in small letters */
    public record ManageVisit(UUID id, String email, boolean signedIn) {
    }

    /** A code that nobody has mailed yet. */
    public record ToMail(UUID codeId, String email) {
    }

    /** As people type it; empty where it is no address. */
    @Transactional(readOnly = true)
    public Optional<String> address(String typed) {
        String address = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
        return address.length() <= 254 && address.matches("[^\\s@<>\"(),:;\\\\\\[\\]\\p{Cntrl}]{1,64}@[^\\s@<>\"(),:;\\\\\\[\\]\\p{Cntrl}]{1,253}") ? Optional.of(address)
                : Optional.empty();
    }

    /** @param email as {@link #address} gave it. @return the visit's token, 256 bits */
    public String begin(String email) {
        lock(email);
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        UUID visit = Ids.next();
        jdbc.sql("insert into manage_visit (id, email, token_hash, created_at, seen_at) values (?, ?, ?, now(), now())")
                .params(visit, email, LinkTokens.hash(token)).update();
        if (!standing(email).nextAt().isAfter(clock.instant())) {
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
                where token_hash = ? and ended_at is null and seen_at > now() - interval '30 minutes' and created_at > now() - interval '120 minutes'
                returning id, email, signed_in_at is not null""").param(LinkTokens.hash(token)).query(ManageVisits::visit).optional();
    }

    /** The visit whose code has just been accepted, by the token that it had before: who clicks twice sends it a second time. */
    @Transactional(readOnly = true)
    public Optional<ManageVisit> justSignedIn(String tokenBefore) {
        return jdbc.sql("""
                select id, email, false from manage_visit
                where token_before = ? and ended_at is null and signed_in_at > now() - interval '1 minute'""")
                .param(LinkTokens.hash(tokenBefore)).query(ManageVisits::visit).optional();
    }

    /** How the codes of an address stand, in whatever browser they were asked for. */
    @Transactional(readOnly = true)
    public SignInCodes.Standing standing(String email) {
        List<Code> codes = lately(email);
        if (codes.isEmpty()) {
            return new SignInCodes.Standing(null, false, clock.instant());
        }
        Instant next = codes.getFirst().createdAt().plus(SignInCodes.APART);
        List<Code> withinAnHour = codes.stream().filter(code -> code.createdAt().isAfter(clock.instant().minus(Duration.ofHours(1)))).toList();
        if (withinAnHour.size() >= SignInCodes.PER_HOUR) {
            Instant freed = withinAnHour.get(SignInCodes.PER_HOUR - 1).createdAt().plus(Duration.ofHours(1));
            next = freed.isAfter(next) ? freed : next;
        }
        return new SignInCodes.Standing(codes.getFirst().createdAt(), codes.getFirst().live(clock.instant()), next);
    }

    /** @return whether another code was made; the limits may forbid it */
    public boolean sendAnother(ManageVisit visit) {
        lock(visit.email());
        boolean allowed = !standing(visit.email()).nextAt().isAfter(clock.instant());
        if (allowed) {
            issue(visit.id(), visit.email());
        }
        return allowed;
    }

    /** Compares what was typed with the address' codes and counts the try. An accepted code signs the visit in and changes its token. */
    public CodeAnswer enter(ManageVisit visit, String typed) {
        lock(visit.email());
        String digits = SignInCodes.digits(typed);
        if (digits.length() != 8) {
            return new CodeAnswer.Malformed();
        }
        List<Code> codes = lately(visit.email());
        Code newest = codes.isEmpty() ? null : codes.getFirst();
        Optional<Code> match = codes.stream().filter(code -> matches(code, digits)).findFirst();
        if (match.filter(code -> code.live(clock.instant()) || code.usedJustNow(visit, clock.instant())).isPresent()) {
            return accepted(match.get(), visit);
        }
        if (newest == null || !newest.live(clock.instant())) {
            return new CodeAnswer.Over();
        }
        if (match.isPresent()) {
            return new CodeAnswer.Replaced(newest.createdAt());
        }
        jdbc.sql("update manage_code set tries = tries + 1 where id = ?").param(newest.id()).update();
        int left = SignInCodes.TRIES - newest.tries() - 1;
        return left > 0 ? new CodeAnswer.Wrong(left) : new CodeAnswer.Over();
    }

    private CodeAnswer accepted(Code code, ManageVisit visit) {
        String token = tokens.visit(visit.id(), code.id(), code.keyVersion());
        jdbc.sql("update manage_code set used_at = coalesce(used_at, ?), visit_id = ? where id = ?").params(at(clock.instant()), visit.id(), code.id()).update();
        jdbc.sql("""
                update manage_visit set signed_in_at = coalesce(signed_in_at, now()), token_before = token_hash, token_hash = :hash
                where id = :id and token_hash <> :hash""").param("hash", LinkTokens.hash(token)).param("id", visit.id()).update();
        return new CodeAnswer.Accepted(token);
    }

    public void end(ManageVisit visit) {
        jdbc.sql("update manage_visit set ended_at = now() where id = ? and ended_at is null").param(visit.id()).update();
    }

    /** Codes that were asked for, and of which no mail is planned yet. */
    @Transactional(readOnly = true)
    public List<ToMail> toMail(int atMost) {
        return jdbc.sql("select id, email from manage_code where planned_at is null order by created_at limit ?").param(atMost)
                .query((row, n) -> new ToMail(row.getObject(1, UUID.class), row.getString(2))).list();
    }

    /** The mail is planned, or there is nobody to mail it to. */
    public void settled(UUID codeId) {
        jdbc.sql("update manage_code set planned_at = ? where id = ?").params(at(clock.instant()), codeId).update();
    }

    @Transactional(readOnly = true)
    public SignInCodes.Mailed mailed(UUID codeId) {
        return jdbc.sql("select * from manage_code where id = ?").param(codeId).query(ManageVisits::code)
                .optional().map(code -> new SignInCodes.Mailed(tokens.code(code.id(), code.keyVersion()), code.createdAt(), code.expiresAt()))
                .orElseThrow(() -> new NotFound("code"));
    }

    /** Whether a code can no longer be entered. */
    @Transactional(readOnly = true)
    public boolean over(UUID codeId) {
        return jdbc.sql("select not exists (select from manage_code where id = ? and expires_at > ? and replaced_at is null and used_at is null)")
                .params(codeId, at(clock.instant())).query(Boolean.class).single();
    }

    /** Addresses are kept for a day at most. */
    public void forget() {
        jdbc.sql("delete from manage_visit where created_at < now() - interval '1 day'").update();
    }

    private void issue(UUID visit, String email) {
        Instant now = clock.instant();
        jdbc.sql("update manage_code set replaced_at = ? where email = ? and replaced_at is null and used_at is null").params(at(now), email).update();
        jdbc.sql("insert into manage_code (id, visit_id, email, key_version, created_at, expires_at) values (?, ?, ?, ?, ?, ?)")
                .params(Ids.next(), visit, email, tokens.currentVersion(), at(now), at(now.plus(SignInCodes.LIFE))).update();
    }

    /** Two browsers with one address take turns. */
    private void lock(String email) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 7))").param(email).query((row, n) -> 1).single();
    }

    private boolean matches(Code code, String digits) {
        return MessageDigest.isEqual(tokens.code(code.id(), code.keyVersion()).getBytes(StandardCharsets.US_ASCII), digits.getBytes(StandardCharsets.US_ASCII));
    }

    private List<Code> lately(String email) {
        return jdbc.sql("select * from manage_code where email = ? order by created_at desc, id desc limit 10").param(email).query(ManageVisits::code).list();
    }

    private static ManageVisit visit(ResultSet row, int n) throws SQLException {
        return new ManageVisit(row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3));
    }

    private static Code code(ResultSet row, int n) throws SQLException {
        Timestamp usedAt = row.getTimestamp("used_at");
        return new Code(row.getObject("id", UUID.class), row.getObject("visit_id", UUID.class), row.getInt("key_version"),
                row.getTimestamp("created_at").toInstant(), row.getTimestamp("expires_at").toInstant(), row.getInt("tries"),
                row.getTimestamp("replaced_at") != null, usedAt == null ? null : usedAt.toInstant());
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.from(instant);
    }

    private record Code(UUID id, UUID visitId, int keyVersion, Instant createdAt, Instant expiresAt, int tries, boolean replaced, Instant usedAt) {

        boolean live(Instant now) {
            return !replaced && usedAt == null && tries < SignInCodes.TRIES && now.isBefore(expiresAt);
        }

        boolean usedJustNow(ManageVisit visit, Instant now) {
            return usedAt != null && visit.id().equals(visitId) && usedAt.plus(DOUBLE_CLICK).isAfter(now);
        }
    }
}
