package standin.quickbooks;

import standin.http.Answer;
import standin.http.Exchange;
import standin.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import standin.quickbooks.QuickBooksState.Code;
import standin.quickbooks.QuickBooksState.Grant;
import standin.quickbooks.QuickBooksState.Kind;
import standin.quickbooks.QuickBooksState.Token;

/** Issues, renews and ends codes and tokens, by the lifetimes that Intuit gives them. */
final class Tokens {

    static final Duration CODE_LIFE = Duration.ofMinutes(5);
    static final Duration ACCESS_LIFE = Duration.ofHours(1);
    static final Duration REFRESH_LIFE = Duration.ofDays(100);
    static final Duration GRANT_LIFE = Duration.ofDays(5 * 365);

    private final QuickBooksState state;

    private final Clock clock;

    private final SecureRandom random = new SecureRandom();

    private Duration oldRefreshTokensLive = Duration.ZERO;

    private boolean revokedTogether;

    Tokens(QuickBooksState state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    void oldRefreshTokensLive(Duration duration) {
        oldRefreshTokensLive = duration;
    }

    synchronized void revokedTogether(boolean together) {
        revokedTogether = together;
    }

    synchronized String issueCode(String clientId, String realmId, String redirectUri) {
        var grant = new Grant(UUID.randomUUID().toString(), clientId, realmId, now(), false);
        state.put(grant);
        var code = new Code("AB11" + opaque(33), grant.id(), redirectUri, now().plus(CODE_LIFE), false);
        state.put(code);
        return code.value();
    }

    /**
     * A code that is shown a second time has leaked: what came of it ends (RFC 6749,
     * 4.1.2).
     */
    synchronized Map<String, Object> exchange(Exchange call, String clientId, String value, String redirectUri) {
        Code code = state.code(value).orElseThrow(Tokens::invalidGrant);
        Grant grant = state.grant(code.grantId()).orElseThrow(Tokens::invalidGrant);
        call.concerns(grant.realmId(), grant.id());
        if (code.used()) {
            state.put(grant.ended());
            throw invalidGrant();
        }
        if (!grant.clientId().equals(clientId) || !code.redirectUri().equals(redirectUri)
                || !now().isBefore(code.expires())) {
            throw invalidGrant();
        }
        state.put(code.spent());
        return issue(grant);
    }

    synchronized Map<String, Object> refresh(Exchange call, String clientId, String value) {
        Token old = state.token(value).filter(token -> token.kind() == Kind.REFRESH).orElseThrow(Tokens::invalidGrant);
        Grant grant = state.grant(old.grantId()).orElseThrow(Tokens::invalidGrant);
        call.concerns(grant.realmId(), grant.id());
        if (grant.revoked() || !grant.clientId().equals(clientId) || !now().isBefore(old.expires())) {
            throw invalidGrant();
        }
        Instant end = now().plus(oldRefreshTokensLive);
        state.put(old.until(end.isBefore(old.expires()) ? end : old.expires()));
        return issue(grant);
    }

    /** Whether there was such a token of this client. */
    synchronized boolean revoke(Exchange call, String clientId, String value) {
        Optional<Grant> grant = state.token(value)
            .flatMap(token -> state.grant(token.grantId()))
            .filter(found -> found.clientId().equals(clientId) && !found.revoked());
        grant.ifPresent(found -> {
            call.concerns(found.realmId(), found.id());
            (revokedTogether ? grantsOf(found.realmId()) : List.of(found)).forEach(one -> state.put(one.ended()));
        });
        return grant.isPresent();
    }

    synchronized void endAccess(String realmId) {
        grantsOf(realmId).forEach(grant -> state.put(grant.ended()));
    }

    synchronized List<Grant> grantsOf(String realmId) {
        return state.grants().stream().filter(grant -> grant.realmId().equals(realmId) && !grant.revoked()).toList();
    }

    /** The grant of a live access token. */
    synchronized Optional<Grant> access(String value) {
        return state.token(value)
            .filter(token -> token.kind() == Kind.ACCESS && now().isBefore(token.expires()))
            .flatMap(token -> state.grant(token.grantId()))
            .filter(grant -> !grant.revoked());
    }

    private Map<String, Object> issue(Grant grant) {
        // Real access tokens are encrypted JWTs of about this length, and may grow to
        // 4,096 characters.
        var access = new Token("eyJ" + opaque(700), Kind.ACCESS, grant.id(), now().plus(ACCESS_LIFE));
        Instant hardEnd = grant.since().plus(GRANT_LIFE);
        Instant rolling = now().plus(REFRESH_LIFE);
        var refresh = new Token("RT1-" + opaque(36), Kind.REFRESH, grant.id(),
                rolling.isBefore(hardEnd) ? rolling : hardEnd);
        if (!now().isBefore(hardEnd)) {
            throw invalidGrant();
        }
        state.put(access);
        state.put(refresh);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("token_type", "bearer");
        answer.put("access_token", access.value());
        answer.put("expires_in", ACCESS_LIFE.toSeconds());
        answer.put("refresh_token", refresh.value());
        answer.put("x_refresh_token_expires_in", Duration.between(now(), refresh.expires()).toSeconds());
        return answer;
    }

    static Refusal invalidGrant() {
        return new Refusal(
                Answer.json(400, Map.of("error", "invalid_grant", "error_description", "Incorrect or expired token")));
    }

    private String opaque(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return new String(Base64.getUrlEncoder().withoutPadding().encode(value), StandardCharsets.US_ASCII);
    }

    private Instant now() {
        return clock.instant();
    }

}
