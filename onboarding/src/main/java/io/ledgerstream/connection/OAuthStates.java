package io.ledgerstream.connection;

import io.ledgerstream.connection.CallbackResult.Why;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Sha256;
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
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The one-time states of OAuth round trips. The cookie's value is 256 random bits, and
 * the state is derived from it, so that our own page can write the link anew when it is
 * loaded again; from a state seen in an address nobody gets back to the cookie. The table
 * keeps hashes of both, and no lender is needed to look one up.
 */
@Component
class OAuthStates {

    static final Duration LIFETIME = Duration.ofMinutes(30);

    /**
     * Kept a while after their end, so that a late return can be told that it is late.
     */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;

    private final Clock clock;

    OAuthStates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @return the cookie's value
     */
    String create(UUID requestId, UUID attemptId, UUID visitId, String software) {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String cookie = base64(random);
        Instant now = clock.instant();
        jdbc.sql("delete from oauth_state where expires_at < ?").param(Timestamp.from(now.minus(KEPT))).update();
        jdbc.sql("""
                insert into oauth_state (state_hash, cookie_hash, lender_id, request_id, attempt_id,
                                         visit_id, provider, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")
            .params(sha256(state(cookie)), sha256(cookie), CurrentLender.required(), requestId, attemptId, visitId,
                    software, Timestamp.from(now.plus(LIFETIME)))
            .update();
        return cookie;
    }

    static String state(String cookie) {
        return base64(sha256("oauth-state:v1:" + cookie));
    }

    /**
     * PKCE's verifier: known to whoever has the cookie, and not from the state or the
     * challenge in an address.
     */
    static String verifier(String cookie) {
        return base64(sha256("oauth-verifier:v1:" + cookie));
    }

    /** A round trip that has begun and can still be finished. */
    Optional<Open> open(String cookie) {
        return jdbc.sql("""
                select lender_id, attempt_id, provider from oauth_state
                where cookie_hash = ? and state_hash = ? and consumed_at is null and expires_at > ?""")
            .params(sha256(cookie), sha256(state(cookie)), now())
            .query((row, n) -> new Open(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3)))
            .optional();
    }

    /**
     * Uses a state up: of two returns at once only one succeeds. Another browser's return
     * leaves it as it is.
     * @param cookie null where the browser sent none
     */
    Optional<Consumed> consume(String state, String cookie, String software) {
        return jdbc.sql("""
                update oauth_state set consumed_at = :now
                where state_hash = :state and cookie_hash = :cookie
                  and provider = :provider and consumed_at is null and expires_at > :now
                returning *""")
            .param("now", now())
            .param("state", sha256(state))
            .param("cookie", sha256(cookie))
            .param("provider", software)
            .query(OAuthStates::consumed)
            .optional();
    }

    /** Nobody comes back any more from what was begun for this request. */
    void forget(UUID requestId) {
        jdbc.sql("delete from oauth_state where request_id = ? and consumed_at is null").param(requestId).update();
    }

    /**
     * What came of this return is kept, in the same transaction. @return false where it
     * was settled before
     */
    boolean settle(UUID attemptId) {
        return jdbc.sql("""
                update oauth_state set settled_at = ?
                where attempt_id = ? and consumed_at is not null and settled_at is null""")
            .params(now(), attemptId)
            .update() == 1;
    }

    /**
     * Returns of all lenders that were begun so long ago that nobody can be at work on
     * them any more.
     */
    List<Consumed> notSettled(Duration since, int atMost) {
        return jdbc
            .sql("select * from oauth_state where settled_at is null and consumed_at <= ? order by consumed_at limit ?")
            .params(Timestamp.from(clock.instant().minus(since)), atMost)
            .query(OAuthStates::consumed)
            .list();
    }

    /** Why a state could not be used. */
    Why whyNot(String state, String cookie, String software) {
        return jdbc
            .sql("select cookie_hash, consumed_at, expires_at from oauth_state where state_hash = ? and provider = ?")
            .params(sha256(state), software)
            .query((row, n) -> !MessageDigest.isEqual(row.getBytes("cookie_hash"), sha256(cookie)) ? Why.OTHER_BROWSER
                    : row.getTimestamp("consumed_at") != null ? Why.REPLAYED : Why.LATE)
            .optional()
            .orElse(Why.UNKNOWN);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Consumed consumed(ResultSet row, int n) throws SQLException {
        return new Consumed(row.getObject("lender_id", UUID.class), row.getObject("request_id", UUID.class),
                row.getObject("attempt_id", UUID.class), row.getObject("visit_id", UUID.class));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        return Sha256.of(text == null ? "" : text);
    }

    record Open(UUID lenderId, UUID attemptId, String software) {
    }

    record Consumed(UUID lenderId, UUID requestId, UUID attemptId, UUID visitId) {
    }

}
