package io.ledgerstream.provider.netsuite;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.Tokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

/** Access tokens, in each of NetSuite's ways. */
@Component
class NetSuiteTokens {

    private static final String TOKEN_PATH = "/services/rest/auth/oauth2/v1/token";

    private static final String REVOKE_PATH = "/services/rest/auth/oauth2/v1/revoke";

    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /**
     * An assertion is used at once, and good for so long before and after now, since
     * clocks may be apart. NetSuite takes less than 60 minutes in all.
     */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(15);

    /**
     * The longest that an integration record can say is 720 hours; seven days is common.
     * NetSuite's answer does not tell.
     */
    private static final Duration REFRESH_LIFE = Duration.ofDays(7);

    private static final long LONGEST_LIFE = Duration.ofDays(1).toSeconds();

    private static final String TOKEN = "[\\x21-\\x7e]{1,8192}";

    /** Signed requests need no token of their own; so long none is asked for. */
    private static final Duration SIGNED = Duration.ofDays(3650);

    private final NetSuiteProperties properties;

    private final NetSuiteHttp http;

    private final Clock clock;

    NetSuiteTokens(NetSuiteProperties properties, NetSuiteHttp http, Clock clock) {
        this.properties = properties;
        this.http = http;
        this.clock = clock;
    }

    ProviderAnswer<Tokens> renew(Credential credential) {
        return switch (credential) {
            case Credential.Certificate certificate -> byCertificate(certificate);
            case Credential.Code code -> byRefreshToken(code);
            case Credential.Tba tba -> new ProviderAnswer.Ok<>(
                    new Tokens(Authorization.signed(tba), tba.sealable(), clock.instant().plus(SIGNED), null));
        };
    }

    ProviderAnswer<Tokens> exchange(Credential.Code code, String authorizationCode, String verifier, URI redirect) {
        MultiValueMap<String, String> form = form("authorization_code");
        form.set("code", authorizationCode);
        form.set("redirect_uri", redirect.toString());
        form.set("code_verifier", verifier);
        return grant("exchange", code, form);
    }

    /**
     * Ends what can be ended from here. A certificate is revoked by its own endpoint; a
     * token of token-based authentication only by its owner.
     */
    ProviderAnswer<Boolean> revoke(Credential.Code code) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.set("token", code.refresh());
        return NetSuiteAnswers
            .grant(http.token("revoke", properties.suitetalk(code.accountId(), REVOKE_PATH), basic(code), form))
            .map(body -> true);
    }

    private ProviderAnswer<Tokens> byCertificate(Credential.Certificate credential) {
        URI address = properties.suitetalk(credential.accountId(), TOKEN_PATH);
        MultiValueMap<String, String> form = form("client_credentials");
        form.set("client_assertion_type", ASSERTION);
        form.set("client_assertion", assertion(credential, address));
        Instant asked = clock.instant();
        return NetSuiteAnswers.assertion(http.token("token", address, null, form))
            .flatMap(body -> read(body, credential.sealable(), asked, credential.endsAt()));
    }

    private ProviderAnswer<Tokens> byRefreshToken(Credential.Code code) {
        MultiValueMap<String, String> form = form("refresh_token");
        form.set("refresh_token", code.refresh());
        return grant("refresh", code, form);
    }

    private ProviderAnswer<Tokens> grant(String call, Credential.Code code, MultiValueMap<String, String> form) {
        Instant asked = clock.instant();
        return NetSuiteAnswers
            .grant(http.token(call, properties.suitetalk(code.accountId(), TOKEN_PATH), basic(code), form))
            .flatMap(body -> {
                String refresh = body.hasNonNull("refresh_token") ? body.path("refresh_token").asString("")
                        : code.refresh();
                if (refresh == null || !refresh.matches(TOKEN)) {
                    return new ProviderAnswer.Trouble<Tokens>("the token answer lacks a usable refresh_token");
                }
                Instant endsAt = endsAt(code, refresh, asked);
                return read(body, code.with(refresh, endsAt).sealable(), asked, endsAt);
            });
    }

    /**
     * However often a refresh token is used, its end stays. Where it is not known, or has
     * passed although the token is still taken, it is reckoned from now.
     */
    private static Instant endsAt(Credential.Code code, String refresh, Instant asked) {
        boolean stays = refresh.equals(code.refresh()) && code.refreshEndsAt() != null
                && code.refreshEndsAt().isAfter(asked);
        return stays ? code.refreshEndsAt() : asked.plus(REFRESH_LIFE);
    }

    /**
     * By system time, which NetSuite compares with: the business clock of a test or of a
     * demonstration may be elsewhere.
     */
    private static String assertion(Credential.Certificate credential, URI tokenAddress) {
        Instant now = Clock.systemUTC().instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(credential.client())
            .audience(tokenAddress.toString())
            .issueTime(Date.from(now.minus(CLOCKS_APART)))
            .expirationTime(Date.from(now.plus(CLOCKS_APART)))
            .claim("scope", List.of("rest_webservices"))
            .jwtID(UUID.randomUUID().toString())
            .build();
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT)
            .keyID(credential.certificate())
            .build(), claims);
        try {
            jwt.sign(new ECDSASigner(Certificates.privateKey(credential.key())));
            return jwt.serialize();
        }
        catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The private key of a NetSuite connection cannot sign: " + e.getClass().getSimpleName());
        }
    }

    private static ProviderAnswer<Tokens> read(JsonNode body, String credential, Instant asked,
            Instant credentialEndsAt) {
        String access = body.path("access_token").asString("");
        String life = body.path("expires_in").asString("");
        boolean sensible = access.matches(TOKEN) && life.matches("[0-9]{1,6}") && Long.parseLong(life) > 0
                && Long.parseLong(life) <= LONGEST_LIFE;
        return sensible
                ? new ProviderAnswer.Ok<>(
                        new Tokens(access, credential, asked.plusSeconds(Long.parseLong(life)), credentialEndsAt))
                : new ProviderAnswer.Trouble<>("the token answer lacks a usable access_token or expires_in");
    }

    private static MultiValueMap<String, String> form(String grantType) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.set("grant_type", grantType);
        return form;
    }

    private static String basic(Credential.Code code) {
        return "Basic " + Base64.getEncoder()
            .encodeToString((code.client() + ":" + code.secret()).getBytes(StandardCharsets.UTF_8));
    }

}
