package io.ledgerstream.link;

import io.ledgerstream.link.SignInCodes.Standing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The rules of codes that are mailed, whatever they let in to: eight digits, ten minutes,
 * five tries, one live, at most one a minute and five an hour, all by the business clock.
 * Nothing here reads or writes; the codes are given newest first.
 */
final class MailedCodes {

    static final Duration LIFE = Duration.ofMinutes(10);
    static final int TRIES = 5;

    /** Of these anything can matter, for the limits or as a late code. */
    static final int LATELY = 10;

    private static final Duration APART = Duration.ofSeconds(60);

    private static final int PER_HOUR = 5;

    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * A code that was accepted is accepted from the same visit for this long, so that a
     * double click does no harm.
     */
    private static final Duration DOUBLE_CLICK = Duration.ofSeconds(30);

    /**
     * So long a mail may be on its way: digits of a code of before are no late ones, but
     * wrong.
     */
    private static final Duration LATE = Duration.ofDays(1);

    private final LinkTokens tokens;

    private final Instant now;

    MailedCodes(LinkTokens tokens, Instant now) {
        this.tokens = tokens;
        this.now = now;
    }

    /**
     * @param usedBy the visit that it has let in; null before
     */
    record Code(UUID id, int keyVersion, Instant createdAt, Instant expiresAt, int tries, boolean replaced,
            Instant usedAt, UUID usedBy) {

        static Code of(ResultSet row) throws SQLException {
            Timestamp usedAt = row.getTimestamp("used_at");
            return new Code(row.getObject("id", UUID.class), row.getInt("key_version"),
                    row.getTimestamp("created_at").toInstant(), row.getTimestamp("expires_at").toInstant(),
                    row.getInt("tries"), row.getTimestamp("replaced_at") != null,
                    usedAt == null ? null : usedAt.toInstant(), row.getObject("used_by", UUID.class));
        }

        private boolean live(Instant now) {
            return !replaced && usedAt == null && tries < TRIES && now.isBefore(expiresAt);
        }

        private boolean usedJustNow(UUID visit, Instant now) {
            return visit.equals(usedBy) && usedAt.plus(DOUBLE_CLICK).isAfter(now);
        }
    }

    /** What comes of digits that were typed. */
    sealed interface Finding {

        record Right(Code code) implements Finding {
        }

        /** A try that counts against the newest code. */
        record Wrong(Code newest, CodeAnswer answer) implements Finding {
        }

        record Other(CodeAnswer answer) implements Finding {
        }

    }

    Standing standing(List<Code> codes) {
        if (codes.isEmpty()) {
            return new Standing(null, false, now);
        }
        Instant next = codes.getFirst().createdAt().plus(APART);
        List<Code> withinAnHour = codes.stream().filter(code -> code.createdAt().isAfter(now.minus(HOUR))).toList();
        if (withinAnHour.size() >= PER_HOUR) {
            Instant freed = withinAnHour.get(PER_HOUR - 1).createdAt().plus(HOUR);
            next = freed.isAfter(next) ? freed : next;
        }
        return new Standing(codes.getFirst().createdAt(), codes.getFirst().live(now), next);
    }

    /** Whether another may be made. */
    boolean another(List<Code> codes) {
        return !standing(codes).nextAt().isAfter(now);
    }

    /**
     * @param visit that they were typed in
     */
    Finding judge(List<Code> codes, String typed, UUID visit) {
        String digits = digits(typed);
        if (digits.length() != 8) {
            return new Finding.Other(new CodeAnswer.Malformed());
        }
        Optional<Code> match = codes.stream().filter(code -> matches(code, digits)).findFirst();
        if (match.filter(code -> code.live(now) || code.usedJustNow(visit, now)).isPresent()) {
            return new Finding.Right(match.get());
        }
        if (codes.isEmpty() || !codes.getFirst().live(now)) {
            return new Finding.Other(new CodeAnswer.Over());
        }
        Code newest = codes.getFirst();
        int left = TRIES - newest.tries() - 1;
        return match.<Finding>map(late -> new Finding.Other(new CodeAnswer.Replaced(newest.createdAt())))
            .orElseGet(() -> new Finding.Wrong(newest, left > 0 ? new CodeAnswer.Wrong(left) : new CodeAnswer.Over()));
    }

    private boolean matches(Code code, String digits) {
        if (code.createdAt().isBefore(now.minus(LATE)) || tokens.retired(code.keyVersion())) {
            return false;
        }
        return MessageDigest.isEqual(tokens.code(code.id(), code.keyVersion()).getBytes(StandardCharsets.US_ASCII),
                digits.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * What was pasted may be wrapped in spaces, dashes or words of the mail around it.
     */
    private static String digits(String typed) {
        StringBuilder digits = new StringBuilder();
        typed.codePoints().limit(100).map(c -> Character.digit(c, 10)).filter(d -> d >= 0).forEach(digits::append);
        return digits.toString();
    }

}
