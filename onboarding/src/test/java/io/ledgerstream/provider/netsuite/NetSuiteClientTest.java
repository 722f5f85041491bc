package io.ledgerstream.provider.netsuite;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import fixture.LoggedText;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.History;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderAnswer.AccessEnded;
import io.ledgerstream.provider.ProviderAnswer.Busy;
import io.ledgerstream.provider.ProviderAnswer.Misconfigured;
import io.ledgerstream.provider.ProviderAnswer.NotPermitted;
import io.ledgerstream.provider.ProviderAnswer.Ok;
import io.ledgerstream.provider.ProviderAnswer.Trouble;
import io.ledgerstream.provider.ProviderPage;
import io.ledgerstream.provider.RoundTrip.Leaving;
import io.ledgerstream.provider.Tokens;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The client against answers written from Oracle's documentation, without the stand-in,
 * so that both cannot agree on something wrong.
 */
@Tag("V2")
@Tag("V3")
class NetSuiteClientTest {

    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

    private static final History HISTORY = new History(LocalDate.of(2024, 7, 1));

    private static final String TOKEN = "/123456-sb1/suitetalk/services/rest/auth/oauth2/v1/token";

    private static final String QUERY = "/123456-sb1/suitetalk/services/rest/query/v1/suiteql";

    private static final Certificates.Made MADE = Certificates.make("Ledgerstream 123456_SB1", NOW);

    private static final Credential CERTIFICATE = new Credential.Certificate("123456_SB1", "client0123456789",
            "cert-0123456789", MADE.privateKey(), MADE.endsAt());

    private static final Credential TBA = new Credential.Tba("123456_SB1", "consumer01", "consumer-secret", "token0123",
            "token-secret");

    private static final Access BEARER = new Access("123456_SB1", "access-token-1", null);

    @RegisterExtension
    static final WireMockExtension ORACLE = WireMockExtension.newInstance()
        .options(wireMockConfig().dynamicPort())
        .build();

    private final NetSuiteProperties properties = new NetSuiteProperties(ORACLE.baseUrl() + "/{account}/suitetalk",
            ORACLE.baseUrl() + "/{account}/restlets", ORACLE.baseUrl() + "/{account}/app",
            URI.create(ORACLE.baseUrl() + "/rest/datacenterurls"));

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    private final NetSuiteTokens tokens = new NetSuiteTokens(properties, new NetSuiteHttp(), clock);

    private final NetSuiteRoundTrip roundTrip = new NetSuiteRoundTrip(properties, tokens);

    private final NetSuiteClient client = new NetSuiteClient(properties, new NetSuiteHttp());

    private final NetSuite netSuite = new NetSuite(client, tokens, roundTrip, new NetSuiteCompanies(client),
            new NetSuiteBalances(client, clock), new NetSuiteDeletions(client), clock);

    @Test
    void aTokenIsAskedForByAnAssertionThatTheCertificateProves() throws Exception {
        ORACLE.stubFor(post(urlEqualTo(TOKEN))
            .willReturn(okJson("{\"access_token\":\"eyJ-access\",\"expires_in\":\"3600\",\"token_type\":\"bearer\"}")));
        assertThat(netSuite.renew(CERTIFICATE.sealable())).isEqualTo(
                new Ok<>(new Tokens("eyJ-access", CERTIFICATE.sealable(), NOW.plusSeconds(3600), MADE.endsAt())));
        LoggedRequest sent = ORACLE.findAll(postRequestedFor(urlEqualTo(TOKEN))).getFirst();
        Map<String, String> form = form(sent);
        assertThat(sent.header("Authorization").isPresent()).isFalse();
        assertThat(form).containsEntry("grant_type", "client_credentials")
            .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            .hasSize(3);
        SignedJWT jwt = SignedJWT.parse(form.get("client_assertion"));
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(jwt.getHeader().getKeyID()).isEqualTo("cert-0123456789");
        assertThat(jwt.getHeader().getType()).hasToString("JWT");
        assertThat(jwt.verify(new ECDSAVerifier((ECPublicKey) Certificates.read(MADE.certificate()).getPublicKey())))
            .isTrue();
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("client0123456789");
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(ORACLE.baseUrl() + TOKEN);
        assertThat(jwt.getJWTClaimsSet().getStringListClaim("scope")).containsExactly("rest_webservices");
        Instant issued = jwt.getJWTClaimsSet().getIssueTime().toInstant();
        Instant expires = jwt.getJWTClaimsSet().getExpirationTime().toInstant();
        assertThat(Duration.between(issued, expires)).isLessThan(Duration.ofMinutes(60));
        assertThat(Instant.now()).as("good also where clocks are apart")
            .isBetween(issued.plus(Duration.ofMinutes(10)), expires.minus(Duration.ofMinutes(10)));
    }

    @Test
    void theCertificateIsOfAKindAndALifeThatNetSuiteTakes() throws Exception {
        var certificate = Certificates.read(MADE.certificate());
        assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(Duration.between(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
            .isLessThanOrEqualTo(Duration.ofDays(730));
        assertThat(certificate.getNotBefore().toInstant()).isBefore(NOW);
        certificate.verify(certificate.getPublicKey());
        assertThat(MADE.toString() + CERTIFICATE + TBA + netSuite).doesNotContain(MADE.privateKey(), "consumer-secret",
                "token-secret");
    }

    @Test
    void theConsentPageIsAskedWithPkceAndTheCodeIsExchangedWithTheSecretAndTheVerifier() {
        Leaving leaving = new Leaving("state-1", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                URI.create("https://ledgerstream.example/connect/netsuite/callback"),
                new Credential.Code("123456_SB1", "client01", "s&e+c%r t".replace(" ", "")).sealable());
        assertThat(roundTrip.authorizeUrl(leaving)).hasToString(ORACLE.baseUrl()
                + "/123456-sb1/app/app/login/oauth2/authorize.nl?response_type=code&client_id=client01&"
                + "redirect_uri=https%3A%2F%2Fledgerstream.example%2Fconnect%2Fnetsuite%2Fcallback&"
                + "scope=rest_webservices&state=state-1"
                // The challenge is the one of RFC 7636, appendix B.
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");
        ORACLE.stubFor(post(urlEqualTo(TOKEN))
            .willReturn(okJson("{\"access_token\":\"a1\",\"refresh_token\":\"r1\",\"expires_in\":\"3600\","
                    + "\"token_type\":\"bearer\"}")));
        var grant = roundTrip
            .grant(Map.of("code", "c0de", "state", "state-1", "company", "123456_SB1", "role", "3", "entity", "7"))
            .orElseThrow();
        assertThat(roundTrip.exchange(grant, leaving)).isInstanceOf(Ok.class);
        LoggedRequest sent = ORACLE.findAll(postRequestedFor(urlEqualTo(TOKEN))).getFirst();
        assertThat(form(sent)).isEqualTo(Map.of("grant_type", "authorization_code", "code", "c0de", "redirect_uri",
                leaving.redirect().toString(), "code_verifier", leaving.verifier()));
        assertThat(sent.header("Authorization").firstValue()).startsWith("Basic ");
    }

    @Test
    @Tag("S6")
    void aRefreshTokenEndsWhenItEndsHoweverOftenItIsUsed() {
        Instant end = NOW.plus(Duration.ofDays(3));
        var code = new Credential.Code("123456_SB1", "client01", "secret", "r1", end);
        ORACLE.stubFor(post(urlEqualTo(TOKEN))
            .willReturn(okJson("{\"access_token\":\"a2\",\"expires_in\":\"3600\",\"token_type\":\"bearer\"}")));
        assertThat(netSuite.renew(code.sealable())).as("no new one, as to clients with a secret")
            .isEqualTo(new Ok<>(new Tokens("a2", code.sealable(), NOW.plusSeconds(3600), end)));

        var before = new Credential.Code("123456_SB1", "client01", "secret", "r1", NOW.plus(Duration.ofDays(7)));
        String kept = "{\"way\":\"code\",\"account\":\"123456_SB1\",\"client\":\"client01\",\"secret\":\"secret\","
                + "\"refresh\":\"r1\"}";
        assertThat(netSuite.renew(kept)).as("kept without its end")
            .isEqualTo(new Ok<>(new Tokens("a2", before.sealable(), NOW.plusSeconds(3600), before.refreshEndsAt())));
        assertThat(netSuite.renew(code.with("r1", NOW.minusSeconds(1)).sealable())).as("lives longer than was reckoned")
            .isEqualTo(new Ok<>(new Tokens("a2", before.sealable(), NOW.plusSeconds(3600), before.refreshEndsAt())));

        ORACLE.stubFor(post(urlEqualTo(TOKEN))
            .willReturn(okJson("{\"access_token\":\"a2\",\"refresh_token\":\"r2\",\"expires_in\":\"3600\","
                    + "\"token_type\":\"bearer\"}")));
        assertThat(netSuite.renew(code.sealable())).as("a new one")
            .isEqualTo(new Ok<>(new Tokens("a2", code.with("r2", NOW.plus(Duration.ofDays(7))).sealable(),
                    NOW.plusSeconds(3600), NOW.plus(Duration.ofDays(7)))));
    }

    @ParameterizedTest
    @CsvSource({ "400, invalid_grant, certificate-refused", "400, invalid_request, certificate-refused",
            "401, invalid_client, unknown-key", "400, unauthorized_client, grant-off", "400, invalid_scope, scope-off",
            "400, unsupported_grant_type, grant-off" })
    void whyAnAssertionIsNotTakenIsSaid(int status, String error, String reason) {
        ORACLE.stubFor(post(urlEqualTo(TOKEN))
            .willReturn(aResponse().withStatus(status).withBody("{\"error\":\"" + error + "\"}")));
        assertThat(netSuite.renew(CERTIFICATE.sealable())).isEqualTo(new Misconfigured<>(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "<html>Sign in</html>", "{}", "{\"access_token\":\"\",\"expires_in\":\"3600\"}",
            "{\"access_token\":\"a\",\"expires_in\":\"abc\"}", "{\"access_token\":\"a\",\"expires_in\":-1}",
            "{\"access_token\":\"a b\",\"expires_in\":\"3600\"}", "[1]" })
    void aTokenAnswerThatMakesNoSenseIsTrouble(String body) {
        ORACLE.stubFor(post(urlEqualTo(TOKEN)).willReturn(aResponse().withStatus(200).withBody(body)));
        assertThat(netSuite.renew(CERTIFICATE.sealable())).isInstanceOf(Trouble.class);
    }

    @Test
    void transportErrorsNeverMeanThatAccessIsOver() {
        for (Fault fault : Fault.values()) {
            ORACLE.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
            assertThat(netSuite.renew(CERTIFICATE.sealable())).as("%s", fault).isInstanceOf(Trouble.class);
            assertThat(netSuite.company(BEARER)).as("%s", fault).isInstanceOf(Trouble.class);
        }
        for (int status : List.of(500, 502, 503, 504)) {
            ORACLE.stubFor(
                    any(anyUrl()).willReturn(aResponse().withStatus(status).withBody("{\"error\":\"invalid_grant\"}")));
            assertThat(netSuite.renew(CERTIFICATE.sealable())).as("%s", status).isInstanceOf(Trouble.class);
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        ORACLE.stubFor(any(anyUrl())
            .willReturn(aResponse().withStatus(302).withHeader("Location", ORACLE.baseUrl() + "/elsewhere")));
        assertThat(netSuite.renew(CERTIFICATE.sealable())).isInstanceOf(Trouble.class);
        assertThat(netSuite.company(BEARER)).isInstanceOf(Trouble.class);
        ORACLE.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @ParameterizedTest
    @CsvSource({ "consumer_key_unknown, unknown-key", "consumer_key_refused, integration-blocked",
            "signature_invalid, wrong-secret", "token_rejected, token-unknown", "token_revoked, token-revoked",
            "timestamp_refused, clock-apart", "permission_denied, role-without-login", "something_new, login-refused" })
    void whyASignedRequestIsRefusedStandsInItsHeader(String error, String reason) {
        ORACLE.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(401)
            .withHeader("WWW-Authenticate",
                    "OAuth realm=\"123456_SB1\", error=\"" + error + "\", error_description=\"Invalid login attempt.\"")
            .withBody(error("INVALID_LOGIN", "Invalid login attempt."))));
        assertThat(netSuite.signedIn(signed())).isEqualTo(new Misconfigured<>(reason));
    }

    /**
     * A page of something on the way, such as a firewall, is no word of NetSuite's about
     * what the customer has set up.
     */
    @ParameterizedTest
    @ValueSource(strings = { "<html><h1>Access denied</h1></html>", "", "{\"message\":\"Forbidden\"}",
            "{\"o:errorDetails\":[]}" })
    void whatNetSuiteHasNotSaidMeansNothing(String body) {
        var code = new Credential.Code("123456_SB1", "client01", "secret", "refresh-1", null);
        for (int status : List.of(400, 401, 403, 404, 407)) {
            ORACLE.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)
                .withHeader("WWW-Authenticate", "Basic realm=\"proxy\"")
                .withBody(body)));
            for (ProviderAnswer<?> answer : List.of(netSuite.renew(CERTIFICATE.sealable()),
                    netSuite.renew(code.sealable()), netSuite.company(signed()), netSuite.company(BEARER))) {
                assertThat(answer).as("%s", status).isInstanceOf(Trouble.class);
            }
        }
        ORACLE.stubFor(any(anyUrl())
            .willReturn(aResponse().withStatus(401).withBody(error("INVALID_LOGIN", "Invalid login attempt."))));
        assertThat(netSuite.company(signed())).as("but what it says in the body alone")
            .isEqualTo(new Misconfigured<>("login-refused"));
        assertThat(netSuite.company(BEARER)).isEqualTo(new AccessEnded<>());
    }

    @Test
    void aSignedRequestNamesTheRealmAsNetSuiteWritesItAndANewNonceEachTime() {
        ORACLE.stubFor(get(anyUrl()).willReturn(okJson("{\"serverTime\":\"2026-07-01T10:00:00Z\"}")));
        netSuite.signedIn(signed());
        netSuite.signedIn(signed());
        List<String> headers = ORACLE
            .findAll(getRequestedFor(urlPathEqualTo("/123456-sb1/suitetalk/services/rest/system/v1/serverTime")))
            .stream()
            .map(sent -> sent.header("Authorization").firstValue())
            .toList();
        assertThat(headers).hasSize(2)
            .doesNotHaveDuplicates()
            .allMatch(header -> header.startsWith("OAuth realm=\"123456_SB1\",") && header.contains("HMAC-SHA256"));
    }

    @Test
    void anEndedAccessTokenIsToBeRenewed() {
        ORACLE.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(401)
            .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
            .withBody(error("INVALID_LOGIN", "Invalid login attempt."))));
        assertThat(netSuite.signedIn(BEARER)).isEqualTo(new AccessEnded<>());
    }

    @Test
    void whatAQueryIsRefusedForIsTold() {
        assertThat(refused(400, "INVALID_PARAMETER",
                "Invalid search query. Detailed unprocessed description follows. Search error occurred: Record "
                        + "'transaction' was not found."))
            .isEqualTo(new NotPermitted<>("transaction"));
        assertThat(refused(400, "USER_ERROR", "Your current role does not have permission to perform this action."))
            .isEqualTo(new Misconfigured<>("role-without-rest"));
        assertThat(refused(403, "INSUFFICIENT_PERMISSION",
                "Permission Violation: You need the 'SuiteAnalytics Workbook' permission to access this page."))
            .isEqualTo(new Misconfigured<>("role-without-workbook"));
        assertThat(refused(403, "FeatureDisabled", "The feature is not enabled."))
            .isEqualTo(new Misconfigured<>("feature-off"));
        assertThat(refused(400, "INVALID_PARAMETER",
                "Search error occurred: Field 'foreigntotal' for record 'transaction' was not found."))
            .as("a column of ours is wrong: nothing of the customer's")
            .isInstanceOf(Trouble.class);
        ORACLE.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "7")));
        assertThat(bills(1)).isEqualTo(new Busy<>(Duration.ofSeconds(7)));
        ORACLE.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "soon")));
        assertThat(bills(1)).isEqualTo(new Busy<>(Duration.ofSeconds(10)));
    }

    @Test
    void aPageIsAskedForAsDocumentedAndReadAsItCame() {
        try (var log = new LoggedText()) {
            ORACLE.stubFor(post(urlPathEqualTo(QUERY)).willReturn(okJson("""
                    {"links":[],"count":1,"hasMore":true,"offset":0,"totalResults":2,"items":[{"links":[],
                     "id":"17","type":"VendBill","tranid":"B-1","trandate":"2026-05-03","duedate":"2026-06-02",
                     "entity":"9","currency":"GBP","exchangerate":"1","amount":"120.50","unpaid":"20.5",
                      "changed":"2026-05-03 11:12:13","taxregnumber":"GB123","memo":"private"}]}""")));
            ProviderPage page = ((Ok<ProviderPage>) bills(50)).value();
            LoggedRequest sent = ORACLE.findAll(postRequestedFor(urlPathEqualTo(QUERY))).getFirst();
            assertThat(sent.getUrl()).endsWith("?limit=50&offset=0");
            assertThat(sent.header("Prefer").firstValue()).isEqualTo("transient");
            assertThat(sent.header("Authorization").firstValue()).isEqualTo("Bearer access-token-1");
            assertThat(sent.getBodyAsString()).contains("\"q\":\"SELECT ").doesNotContain("taxregnumber", "memo");
            assertThat(page.last()).isFalse();
            assertThat(page.next()).isEqualTo("2026-05-03 11:12:13|17|first");
            assertThat(page.records().getFirst().received().propertyNames()).doesNotContain("taxregnumber", "memo");
            assertThat(page.records().getFirst().normalised().toString()).isEqualTo(
                    "{\"id\":\"17\",\"currency\":\"GBP\",\"number\":\"B-1\",\"date\":\"2026-05-03\",\"amount\":120.50,"
                            + "\"rate\":1,\"vendorId\":\"9\",\"dueDate\":\"2026-06-02\",\"balance\":20.5}");
            netSuite.page(BEARER, DataType.BILLS, HISTORY, page.next(), 50);
            assertThat(ORACLE.findAll(postRequestedFor(urlPathEqualTo(QUERY))).getLast().getBodyAsString())
                .contains("t.id > 17")
                .contains("2026-05-03 11:12:13")
                .contains("(t.trandate >= TO_DATE('2024-07-01', 'YYYY-MM-DD') OR t.foreignamountunpaid > 0)");
            netSuite.page(BEARER, DataType.BILLS, HISTORY, "2026-05-03 11:12:13|0", 50);
            assertThat(ORACLE.findAll(postRequestedFor(urlPathEqualTo(QUERY))).getLast().getBodyAsString())
                .as("later changes: what was open may have been paid")
                .doesNotContain("2024-07-01");
            assertThat(log.toString()).doesNotContain("access-token-1", "120.50");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "|17'", "2026-05-03 11:12:13|17 or 1=1", "2026-13-03 11:12:13|1", "x|1", "'|1" })
    void aPositionThatWeHaveNotWrittenIsRefused(String position) {
        org.assertj.core.api.Assertions
            .assertThatThrownBy(() -> netSuite.page(BEARER, DataType.BILLS, HISTORY, position, 10))
            .isInstanceOf(IllegalArgumentException.class);
        org.assertj.core.api.Assertions
            .assertThatThrownBy(() -> netSuite.page(new Access("123456_SB1", "t", List.of("1) or (1=1")),
                    DataType.BILLS, HISTORY, null, 10))
            .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAccountIsWhereItsHostsSayItIs() {
        ORACLE.stubFor(get(urlEqualTo("/rest/datacenterurls?account=123456_SB1")).willReturn(okJson("""
                {"restDomain":"https://123456-sb1.restlets.api.netsuite.com",
                 "systemDomain":"https://123456-sb1.app.netsuite.com",
                 "webservicesDomain":"https://123456-sb1.suitetalk.api.netsuite.com"}""")));
        assertThat(netSuite.account("123456_SB1")).isEqualTo(new Ok<>(true));
        ORACLE.stubFor(get(urlEqualTo("/rest/datacenterurls?account=123457"))
            .willReturn(okJson("{\"webservicesDomain\":\"https://webservices.netsuite.com\"}")));
        assertThat(netSuite.account("123457")).isEqualTo(new Misconfigured<>("wrong-account"));
    }

    private ProviderAnswer<ProviderPage> refused(int status, String code, String detail) {
        ORACLE.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(status).withBody(error(code, detail))));
        return bills(1);
    }

    private ProviderAnswer<ProviderPage> bills(int atMost) {
        return netSuite.page(BEARER, DataType.BILLS, HISTORY, null, atMost);
    }

    private Access signed() {
        return new Access("123456_SB1", ((Ok<Tokens>) netSuite.renew(TBA.sealable())).value().accessToken(), null);
    }

    private static String error(String code, String detail) {
        return "{\"type\":\"https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1\",\"title\":\"Refused\","
                + "\"status\":400,\"o:errorDetails\":[{\"detail\":\"" + detail + "\",\"o:errorCode\":\"" + code
                + "\"}]}";
    }

    private static Map<String, String> form(LoggedRequest request) {
        return Arrays.stream(request.getBodyAsString().split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

}
