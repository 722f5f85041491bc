package standin.netsuite;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import standin.http.Answer;
import standin.http.Exchange;
import standin.http.Params;
import standin.netsuite.State.Certificate;
import standin.netsuite.State.Code;
import standin.netsuite.State.Integration;
import standin.netsuite.State.Role;
import standin.netsuite.State.Token;

/**
 * OAuth 2.0: tokens for a code with its PKCE verifier, for a refresh token, for an
 * assertion that an uploaded certificate proves.
 */
final class TokenEndpoint {

    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.PS256, JWSAlgorithm.PS384,
            JWSAlgorithm.PS512, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);

    private final State state;

    private final Clock clock;

    TokenEndpoint(State state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /**
     * @param address of this endpoint, as the caller sees it: what an assertion has to
     * name
     */
    Answer token(SampleAccount account, Exchange call, String address) {
        if (!call.method().equals("POST") || !call.hasContentType("application/x-www-form-urlencoded")
                || !call.query().values().isEmpty()) {
            throw Refusals.oauth(400, "invalid_request");
        }
        if (state.isOn(account.id(), "OAUTH2_OFF")) {
            throw Refusals.featureOff();
        }
        Params form = call.form();
        return Answer.json(200, switch (form.oneOrEmpty("grant_type")) {
            case "client_credentials" -> byAssertion(account, form, address);
            case "authorization_code" -> byCode(account, call, form);
            case "refresh_token" -> byRefreshToken(account, call, form);
            default -> throw Refusals.oauth(400, "unsupported_grant_type");
        }).with(Map.of("Cache-Control", "no-store"));
    }

    Answer revoke(SampleAccount account, Exchange call) {
        Integration integration = authenticated(account, call);
        Token token = state.token(call.form().oneOrEmpty("token"))
            .filter(one -> one.clientId().equals(integration.clientId()))
            .orElseThrow(() -> Refusals.oauth(400, "invalid_request"));
        state.jdbc.sql("""
                update standin.netsuite_token set revoked = true
                where client_id = ? and role = ? and kind in ('access', 'refresh')""")
            .params(token.clientId(), token.role())
            .update();
        return Answer.json(200, Map.of());
    }

    private Map<String, Object> byAssertion(SampleAccount account, Params form, String address) {
        if (!ASSERTION.equals(form.oneOrEmpty("client_assertion_type"))) {
            throw Refusals.oauth(400, "invalid_request");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(form.oneOrEmpty("client_assertion"));
            Certificate certificate = state
                .certificate(jwt.getHeader().getKeyID() == null ? "" : jwt.getHeader().getKeyID())
                .filter(one -> one.account().equals(account.id()) && !one.revoked())
                .orElseThrow(() -> Refusals.oauth(400, "invalid_grant"));
            X509Certificate x509 = certificate(certificate.pem());
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean proven = ALGORITHMS.contains(jwt.getHeader().getAlgorithm())
                    && "JWT".equals(String.valueOf(jwt.getHeader().getType())) && jwt.verify(verifier(x509))
                    && clock.instant().isBefore(x509.getNotAfter().toInstant())
                    && claims.getAudience().equals(java.util.List.of(address)) && fresh(claims);
            if (!proven) {
                throw Refusals.oauth(400, "invalid_grant");
            }
            Integration integration = allowed(account, claims.getIssuer(), "client_credentials");
            if (!certificate.clientId().equals(integration.clientId())) {
                throw Refusals.oauth(400, "invalid_grant");
            }
            if (!claims.getStringListClaim("scope").contains("rest_webservices")) {
                throw Refusals.oauth(400, "invalid_scope");
            }
            return issue(account, integration.clientId(), role(certificate.role()), false);
        }
        catch (ParseException | JOSEException | GeneralSecurityException e) {
            throw Refusals.oauth(400, "invalid_request");
        }
    }

    /** Less than 60 minutes of life, issued within the last minutes. */
    private static boolean fresh(JWTClaimsSet claims) {
        if (claims.getIssueTime() == null || claims.getExpirationTime() == null) {
            return false;
        }
        Instant issued = claims.getIssueTime().toInstant();
        Instant until = claims.getExpirationTime().toInstant();
        Instant now = Instant.now();
        return Duration.between(issued, until).compareTo(Duration.ofMinutes(60)) < 0 && until.isAfter(now)
                && issued.isBefore(now.plusSeconds(300));
    }

    private Map<String, Object> byCode(SampleAccount account, Exchange call, Params form) {
        Integration integration = authenticated(account, call);
        Code code = state.take(form.oneOrEmpty("code")).orElseThrow(() -> Refusals.oauth(400, "invalid_grant"));
        boolean good = code.clientId().equals(integration.clientId())
                && code.redirect().equals(form.oneOrEmpty("redirect_uri")) && clock.instant().isBefore(code.expires())
                && code.challenge().equals(s256(form.oneOrEmpty("code_verifier")));
        if (!good) {
            throw Refusals.oauth(400, "invalid_grant");
        }
        return issue(account, integration.clientId(), role(code.role()), true);
    }

    private Map<String, Object> byRefreshToken(SampleAccount account, Exchange call, Params form) {
        Integration integration = authenticated(account, call);
        Token token = state.token(form.oneOrEmpty("refresh_token"))
            .filter(one -> one.kind().equals("refresh") && !one.revoked()
                    && one.clientId().equals(integration.clientId()) && clock.instant().isBefore(one.expires()))
            .orElseThrow(() -> Refusals.oauth(400, "invalid_grant"));
        return issue(account, integration.clientId(), role(token.role()), false);
    }

    private Role role(int id) {
        Role role = state.role(id).orElseThrow(() -> Refusals.oauth(400, "invalid_grant"));
        if (!role.permissions().contains(Permission.LOG_IN_USING_OAUTH_2)) {
            throw Refusals.oauth(400, "invalid_grant");
        }
        return role;
    }

    private Integration authenticated(SampleAccount account, Exchange call) {
        String basic = call.header("Authorization")
            .filter(value -> value.startsWith("Basic "))
            .map(value -> value.substring(6))
            .orElse("");
        String[] parts = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2);
        Integration integration = allowed(account, parts[0], "authorization_code");
        if (parts.length < 2 || !integration.clientSecret().equals(parts[1])) {
            throw Refusals.oauth(401, "invalid_client");
        }
        return integration;
    }

    private Integration allowed(SampleAccount account, String clientId, String grant) {
        Integration integration = state.integration(clientId == null ? "" : clientId)
            .filter(one -> one.account().equals(account.id()))
            .orElseThrow(() -> Refusals.oauth(401, "invalid_client"));
        if (integration.blocked() || !integration.grants().contains(grant)) {
            throw Refusals.oauth(400, "unauthorized_client");
        }
        return integration;
    }

    private Map<String, Object> issue(SampleAccount account, String clientId, Role role, boolean refreshable) {
        Map<String, Object> answer = new LinkedHashMap<>();
        Token access = new Token("at-" + UUID.randomUUID(), "access", account.id(), clientId, role.id(), null,
                clock.instant().plus(Duration.ofMinutes(60)), false);
        state.add(access);
        answer.put("access_token", access.value());
        if (refreshable) {
            Token refresh = new Token("rt-" + UUID.randomUUID(), "refresh", account.id(), clientId, role.id(), null,
                    clock.instant().plus(Duration.ofDays(7)), false);
            state.add(refresh);
            answer.put("refresh_token", refresh.value());
        }
        answer.put("expires_in", "3600");
        answer.put("token_type", "bearer");
        return answer;
    }

    static X509Certificate certificate(String pem) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
            .generateCertificate(new java.io.ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static JWSVerifier verifier(X509Certificate certificate) throws JOSEException {
        return switch (certificate.getPublicKey()) {
            case ECPublicKey key -> new ECDSAVerifier(key);
            case RSAPublicKey key -> new RSASSAVerifier(key);
            default -> throw new JOSEException("no such key");
        };
    }

    static String s256(String verifier) {
        try {
            return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        }
        catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

}
