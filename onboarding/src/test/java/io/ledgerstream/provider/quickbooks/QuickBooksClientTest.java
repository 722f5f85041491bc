package io.ledgerstream.provider.quickbooks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import fixture.LoggedText;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.ExternalCompany;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.Gone;
import io.ledgerstream.provider.Grant;
import io.ledgerstream.provider.History;
import io.ledgerstream.provider.ProviderAnswer.AccessEnded;
import io.ledgerstream.provider.ProviderAnswer.Busy;
import io.ledgerstream.provider.ProviderAnswer.NotPermitted;
import io.ledgerstream.provider.ProviderAnswer.Ok;
import io.ledgerstream.provider.ProviderAnswer.Trouble;
import io.ledgerstream.provider.ProviderPage;
import io.ledgerstream.provider.RoundTrip.Leaving;
import io.ledgerstream.provider.Span;
import io.ledgerstream.provider.Tokens;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against answers written from Intuit's documentation. */
@Tag("V1")
class QuickBooksClientTest {

    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

    private static final Access ACCESS = new Access("9130350000000001", "eyJ-access", null);

    private static final History HISTORY = new History(LocalDate.of(2024, 7, 1));

    private static final URI REDIRECT = URI.create("https://ledgerstream.example/connect/quickbooks/callback");

    private static final String ISSUED = """
            {"token_type":"bearer","expires_in":3600,"refresh_token":"RT1-new","x_refresh_token_expires_in":8640000,
             "access_token":"eyJ-new"}""";

    @RegisterExtension
    static final WireMockExtension INTUIT = WireMockExtension.newInstance()
        .options(wireMockConfig().dynamicPort())
        .build();

    private QuickBooks quickBooks;

    @BeforeEach
    void aClient() {
        quickBooks = client("client-1", "secret-1");
    }

    private static QuickBooks client(String id, String secret) {
        URI base = URI.create(INTUIT.baseUrl());
        var properties = new QuickBooksProperties(id, secret, base.resolve("/connect/oauth2"),
                base.resolve("/oauth2/v1/tokens/bearer"), base.resolve("/v2/oauth2/tokens/revoke"), base, 75);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        QuickBooksClient client = new QuickBooksClient(properties, new QuickBooksHttp(), clock);
        return new QuickBooks(client, new QuickBooksBalances(client, clock), new QuickBooksChanges(client, clock), null,
                clock);
    }

    @Test
    void theAuthorizeAddressIsWrittenAsDocumented() {
        assertThat(quickBooks.authorizeUrl(leaving("a+b/c="))).hasToString(INTUIT.baseUrl()
                + "/connect/oauth2?client_id=client-1" + "&response_type=code&scope=com.intuit.quickbooks.accounting"
                + "&redirect_uri=https%3A%2F%2Fledgerstream.example%2Fconnect%2Fquickbooks%2Fcallback&"
                + "state=a%2Bb%2Fc%3D");
    }

    @Test
    void withoutCredentialsNobodyIsSentAnywhere() {
        assertThatThrownBy(() -> client("", "").authorizeUrl(leaving("state")))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("ledgerstream.quickbooks.client-id");
    }

    @Test
    void aCodeIsExchangedWithBasicCredentialsAndTheRedirectAddress() {
        answer(json(200, ISSUED));

        assertThat(quickBooks.exchange(new Grant("AB11code", "9130350000000001"), leaving("state"))).isEqualTo(
                new Ok<>(new Tokens("eyJ-new", "RT1-new", NOW.plusSeconds(3600), NOW.plus(Duration.ofDays(100)))));
        INTUIT.verify(postRequestedFor(urlEqualTo("/oauth2/v1/tokens/bearer"))
            .withBasicAuth(new BasicCredentials("client-1", "secret-1"))
            .withHeader("Accept", equalTo("application/json"))
            .withFormParam("grant_type", equalTo("authorization_code"))
            .withFormParam("code", equalTo("AB11code"))
            .withFormParam("redirect_uri", equalTo(REDIRECT.toString())));
    }

    @Test
    void aRefreshKeepsTheOldRefreshTokenWhereNoNewOneComes() {
        answer(json(200, "{\"token_type\":\"bearer\",\"expires_in\":3600,\"access_token\":\"eyJ-new\"}"));

        assertThat(quickBooks.renew("RT1-old")).isInstanceOfSatisfying(Ok.class,
                ok -> assertThat(((Tokens) ok.value()).credential()).isEqualTo("RT1-old"));
        INTUIT.verify(postRequestedFor(urlEqualTo("/oauth2/v1/tokens/bearer"))
            .withFormParam("grant_type", equalTo("refresh_token"))
            .withFormParam("refresh_token", equalTo("RT1-old")));
    }

    @Test
    void onlyInvalidGrantMeansThatAccessIsOver() {
        answer(json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Incorrect or expired token\"}"));
        assertThat(quickBooks.renew("RT1-old")).isEqualTo(new AccessEnded<>());
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"error\":\"invalid_client\"}", "{\"error\":\"invalid_request\"}", "{}", "<html>", "" })
    void everyOtherRefusalOfTheTokenEndpointIsTrouble(String body) {
        for (int status : new int[] { 400, 401, 403, 500, 503 }) {
            answer(json(status, body));
            assertThat(quickBooks.renew("RT1-old")).isInstanceOf(Trouble.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"access_token\":\"eyJ\",\"refresh_token\":\"RT1\",\"expires_in\":\"abc\"}",
            "{\"access_token\":\"eyJ\",\"refresh_token\":\"RT1\",\"expires_in\":-1}",
            "{\"access_token\":\"eyJ\",\"refresh_token\":\"RT1\",\"expires_in\":1e400}",
            "{\"access_token\":\"eyJ\",\"refresh_token\":\"RT1\"}", "{\"access_token\":\"eyJ\",\"expires_in\":3600}",
            "{\"refresh_token\":\"RT1\",\"expires_in\":3600}",
            "{\"access_token\":\"ey\\r\\nX: y\",\"refresh_token\":\"RT1\",\"expires_in\":3600}",
            "{\"access_token\":{},\"refresh_token\":[],\"expires_in\":3600}", "[]", "\"text\"", "<html>sign in</html>",
            "{\"access_token\":\"eyJ\"", "" })
    void aTokenAnswerThatMakesNoSenseIsTroubleAndNeverHalfATokenPair(String body) {
        answer(json(200, body));
        assertThat(quickBooks.exchange(new Grant("AB11code", "9130350000000001"), leaving("state")))
            .isInstanceOf(Trouble.class);
    }

    @Test
    void revocationSendsTheRefreshTokenAndTakesAnUnknownOneAsRevoked() {
        answer(aResponse().withStatus(200));
        assertThat(quickBooks.revoke("RT1-old")).isEqualTo(new Ok<>(true));
        INTUIT.verify(postRequestedFor(urlEqualTo("/v2/oauth2/tokens/revoke"))
            .withBasicAuth(new BasicCredentials("client-1", "secret-1"))
            .withRequestBody(equalToJson("{\"token\":\"RT1-old\"}")));

        answer(json(400, "{\"error\":\"invalid_request\"}"));
        assertThat(quickBooks.revoke("RT1-old")).isEqualTo(new AccessEnded<>());
        answer(json(401, "{\"error\":\"invalid_client\"}"));
        assertThat(quickBooks.revoke("RT1-old")).isInstanceOf(Trouble.class);
    }

    @Test
    void theCompanyIsReadBackByItsName() {
        answer(json(200, """
                {"CompanyInfo":{"CompanyName":"Acme\\r\\nManufacturing","LegalName":"Acme Ltd","Country":"GB",
                 "Id":"1","domain":"QBO"},"time":"2026"}"""));

        assertThat(quickBooks.company(ACCESS))
            .isEqualTo(new Ok<>(new ExternalCompany("Acme Manufacturing", "Acme Ltd", "GB", null, false)));
        INTUIT.verify(
                getRequestedFor(urlEqualTo("/v3/company/9130350000000001/companyinfo/9130350000000001?minorversion=75"))
                    .withHeader("Authorization", equalTo("Bearer eyJ-access"))
                    .withHeader("Accept", equalTo("application/json")));
    }

    @Test
    @Tag("V4")
    void theHomeCurrencyIsReadFromTheSettings() {
        for (String[] told : new String[][] { { "\"GBP\"", "GBP" }, { "\"gbp\"", null }, { "\"<b>\"", null },
                { "840", null }, { "null", null } }) {
            company(json(200,
                    "{\"Preferences\":{\"CurrencyPrefs\":{\"MultiCurrencyEnabled\":true,\"HomeCurrency\":{\"value\":"
                            + told[0] + "}}}}"));
            assertThat(quickBooks.company(ACCESS))
                .isEqualTo(new Ok<>(new ExternalCompany("Acme", "Acme Ltd", "GB", told[1], false)));
        }
        INTUIT.verify(5,
                getRequestedFor(urlEqualTo("/v3/company/9130350000000001/preferences?minorversion=75"))
                    .withHeader("Authorization", equalTo("Bearer eyJ-access"))
                    .withHeader("Accept", equalTo("application/json")));
    }

    /**
     * Not permitted: the currency is not known. Anything else is as with every other
     * read.
     */
    @Test
    void withoutTheSettingsTheCompanyIsKnownAllTheSame() {
        company(aResponse().withStatus(403));
        assertThat(quickBooks.company(ACCESS))
            .isEqualTo(new Ok<>(new ExternalCompany("Acme", "Acme Ltd", "GB", null, false)));
        company(aResponse().withStatus(401));
        assertThat(quickBooks.company(ACCESS)).isEqualTo(new AccessEnded<>());
        company(aResponse().withStatus(503));
        assertThat(quickBooks.company(ACCESS)).isInstanceOf(Trouble.class);
    }

    private static void company(ResponseDefinitionBuilder preferences) {
        answer(json(200, "{\"CompanyInfo\":{\"CompanyName\":\"Acme\",\"LegalName\":\"Acme Ltd\",\"Country\":\"GB\"}}"));
        INTUIT.stubFor(any(urlPathMatching(".*/preferences")).willReturn(preferences));
    }

    /** Intuit's own name for companies to try things out with, and its host for them. */
    @Test
    @Tag("V4")
    void aSandboxIsKnownByItsName() {
        answer(json(200, "{\"CompanyInfo\":{\"CompanyName\":\"Sandbox Company_US_1\"}}"));
        assertThat(quickBooks.company(ACCESS))
            .isEqualTo(new Ok<>(new ExternalCompany("Sandbox Company_US_1", null, null, null, true)));
        answer(json(200, "{\"CompanyInfo\":{\"CompanyName\":\"Sandbox Toys Ltd\"}}"));
        assertThat(quickBooks.company(ACCESS))
            .isEqualTo(new Ok<>(new ExternalCompany("Sandbox Toys Ltd", null, null, null, false)));
    }

    @Test
    void aCompanyWithoutANameIsStillAnAnswer() {
        answer(json(200, "{\"CompanyInfo\":{\"CompanyName\":\"\",\"LegalName\":42}}"));
        assertThat(quickBooks.company(ACCESS)).isEqualTo(new Ok<>(new ExternalCompany(null, null, null, null, false)));
    }

    @Test
    void aFaultCountsWhateverItsStatus() {
        String fault = "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"Detail\":\"d\",\"code\":\"%s\"}],\"type\":\"%s\"},"
                + "\"time\":\"2026\"}";
        for (int status : new int[] { 200, 400, 500 }) {
            answer(json(status, fault.formatted("3200", "AuthenticationFault")));
            assertThat(quickBooks.company(ACCESS)).isEqualTo(new AccessEnded<>());
            answer(json(status, fault.formatted("3100", "AuthorizationFault")));
            assertThat(quickBooks.company(ACCESS)).isEqualTo(new NotPermitted<>("3100"));
            answer(json(status, fault.formatted("5020", "ValidationFault")));
            assertThat(quickBooks.company(ACCESS)).isEqualTo(new NotPermitted<>("5020"));
            answer(json(status, fault.formatted("10000", "SystemFault")));
            assertThat(quickBooks.company(ACCESS)).isInstanceOf(Trouble.class);
            answer(json(status, fault.formatted("<script>", "ValidationFault")));
            assertThat(quickBooks.company(ACCESS)).isInstanceOfSatisfying(Trouble.class,
                    trouble -> assertThat(trouble.why()).doesNotContain("<"));
        }
    }

    @Test
    void statusesMeanWhatTheyMeanWithoutABodyToo() {
        answer(aResponse().withStatus(401));
        assertThat(quickBooks.company(ACCESS)).isEqualTo(new AccessEnded<>());
        answer(aResponse().withStatus(403));
        assertThat(quickBooks.company(ACCESS)).isEqualTo(new NotPermitted<>("403"));
        answer(aResponse().withStatus(503).withBody("<html>"));
        assertThat(quickBooks.company(ACCESS)).isInstanceOf(Trouble.class);
    }

    @Test
    @Tag("S1")
    void tooManyRequestsSayHowLongToWait() {
        answer(aResponse().withStatus(429));
        assertThat(quickBooks.company(ACCESS)).isEqualTo(new Busy<>(Duration.ofSeconds(60)));
        answer(aResponse().withStatus(429).withHeader("Retry-After", "7"));
        assertThat(quickBooks.company(ACCESS)).isEqualTo(new Busy<>(Duration.ofSeconds(7)));
        answer(aResponse().withStatus(429).withHeader("Retry-After", "99999"));
        assertThat(quickBooks.company(ACCESS)).isEqualTo(new Busy<>(Duration.ofSeconds(600)));
        answer(aResponse().withStatus(429).withHeader("Retry-After", "-1"));
        assertThat(quickBooks.renew("RT1-old")).isEqualTo(new Busy<>(Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "<html>ok</html>", "{\"QueryResponse\":", "{}", "{\"QueryResponse\":[]}",
            "{\"QueryResponse\":{\"Bill\":{}}}", "[]", "", "{\"QueryResponse\":{\"Bill\":[{\"TotalAmt\":1}]}}",
            "{\"QueryResponse\":{\"Bill\":[{\"Id\":\"../1\"}]}}" })
    void aPageThatIsNotUnderstoodWholeIsNotTakenInPart(String body) {
        answer(json(200, body));
        assertThat(quickBooks.page(ACCESS, DataType.BILLS, HISTORY, null, 1000)).isInstanceOf(Trouble.class);
    }

    @Test
    @Tag("S2")
    void aPageThatIsSentAgainIsNoPage() {
        answer(json(200, "{\"QueryResponse\":{\"Bill\":[{\"Id\":\"1\","
                + "\"MetaData\":{\"LastUpdatedTime\":\"2026-01-01T00:00:00-08:00\"}}]}}"));
        assertThat(quickBooks.page(ACCESS, DataType.BILLS, HISTORY, "2026-06-01T08:00:00-07:00|1|2026-06-02T00:00:00Z|",
                1))
            .isInstanceOf(Trouble.class);
    }

    @Test
    @Tag("S2")
    void anAnswerCutOffInItsCompressionIsTrouble() throws java.io.IOException {
        var packed = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
            gzip.write("{\"QueryResponse\":{\"Bill\":[{\"Id\":\"1\"}]}}"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        answer(aResponse().withStatus(200)
            .withHeader("Content-Type", "application/json")
            .withHeader("Content-Encoding", "gzip")
            .withBody(java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 12)));
        assertThat(quickBooks.page(ACCESS, DataType.BILLS, HISTORY, null, 1000)).isInstanceOf(Trouble.class);
    }

    /**
     * An amount or a time no database takes, a day that is none, a kind that nobody
     * knows, null where a value is promised: the record comes, without them.
     */
    @ParameterizedTest
    @Tag("S2")
    @ValueSource(strings = { "\"TotalAmt\":1e400", "\"TotalAmt\":\"much\"", "\"TotalAmt\":null",
            "\"TxnDate\":\"9999999-01-01\"", "\"TxnDate\":\"2026-02-30\"", "\"TxnDate\":null", "\"CurrencyRef\":null",
            "\"VendorRef\":[1]", "\"Line\":\"none\"", "\"MetaData\":null",
            "\"MetaData\":{\"LastUpdatedTime\":\"0000-01-01T00:00:00Z\"}",
            "\"MetaData\":{\"LastUpdatedTime\":\"+12345-01-01T00:00:00Z\"}",
            "\"MetaData\":{\"LastUpdatedTime\":\"0001-01-01T00:00:00+14:00\"}",
            "\"MetaData\":{\"LastUpdatedTime\":\"9999-12-31T23:00:00-08:00\"}",
            "\"MetaData\":{\"LastUpdatedTime\":\"yesterday\"}" })
    void aRecordWithOddValuesIsTakenWithoutThem(String odd) {
        answer(json(200, "{\"QueryResponse\":{\"Bill\":[{\"Id\":\"7\"," + odd + "}]}}"));
        assertThat(quickBooks.page(ACCESS, DataType.BILLS, HISTORY, null, 1000)).isInstanceOfSatisfying(Ok.class,
                ok -> {
                    var record = ((ProviderPage) ok.value()).records().getFirst();
                    assertThat(record.externalId()).isEqualTo("7");
                    assertThat(record.normalised().toString()).doesNotContain("1e400", "1E+400", "much", "9999999",
                            "02-30");
                    assertThat(record.changedAt()).isNull();
                });
    }

    @Test
    @Tag("S2")
    void changesThatAreTooManyToBeToldAreReadByQueryWithAllIdsThatAreLeft() {
        String many = java.util.stream.IntStream.rangeClosed(1, 1000)
            .mapToObj(n -> "{\"Id\":\"" + n + "\"}")
            .collect(java.util.stream.Collectors.joining(","));
        INTUIT.stubFor(
                com.github.tomakehurst.wiremock.client.WireMock.get(urlPathEqualTo("/v3/company/9130350000000001/cdc"))
                    .willReturn(json(200, "{\"CDCResponse\":[{\"QueryResponse\":[{\"Bill\":[" + many + "]}]}]}")));
        INTUIT.stubFor(com.github.tomakehurst.wiremock.client.WireMock
            .get(urlPathEqualTo("/v3/company/9130350000000001/query"))
            .willReturn(json(200, "{\"QueryResponse\":{\"Bill\":[{\"Id\":\"1\"}]}}")));

        assertThat(quickBooks.page(ACCESS, DataType.BILLS, HISTORY, "@" + NOW.minus(Duration.ofDays(1)), 1000))
            .isInstanceOfSatisfying(Ok.class, ok -> {
                ProviderPage page = (ProviderPage) ok.value();
                assertThat(page.records()).hasSize(1);
                assertThat(page.gone())
                    .isEqualTo(new io.ledgerstream.provider.Gone.AllBut(java.util.Set.of("1"), java.util.Set.of("1")));
                assertThat(page.next()).isEqualTo("@" + NOW.minus(Duration.ofHours(1)));
            });
    }

    @Test
    @Tag("S2")
    void whereNothingHasChangedOneCallIsMade() {
        answer(json(200, "{\"CDCResponse\":[{\"QueryResponse\":[{}]}],\"time\":\"2026\"}"));
        assertThat(quickBooks.page(ACCESS, DataType.BILLS, HISTORY, "@" + NOW.minus(Duration.ofDays(1)), 1000))
            .isEqualTo(new Ok<>(new ProviderPage(java.util.List.of(), null,
                    new io.ledgerstream.provider.Gone.These(java.util.Set.of()), "@" + NOW.minus(Duration.ofHours(1)),
                    true)));
        INTUIT.verify(1, anyRequestedFor(com.github.tomakehurst.wiremock.client.WireMock.anyUrl()));
    }

    @ParameterizedTest
    @Tag("S2")
    @ValueSource(strings = { "{}", "[]", "<html>", "{\"CDCResponse\":{}}",
            "{\"CDCResponse\":[{\"QueryResponse\":[{\"Bill\":{}}]}]}",
            "{\"CDCResponse\":[{\"QueryResponse\":[{\"Bill\":[{\"status\":\"Deleted\"}]}]}]}",
            "{\"CDCResponse\":[{\"QueryResponse\":[{\"Bill\":[{\"Id\":\"../1\"}]}]}]}" })
    void changesThatAreNotUnderstoodWholeAreNotTakenInPart(String body) {
        answer(json(200, body));
        assertThat(quickBooks.page(ACCESS, DataType.BILLS, HISTORY, "@" + NOW.minus(Duration.ofDays(1)), 1000))
            .isInstanceOf(Trouble.class);
    }

    @Test
    void aBrokenLineIsTrouble() {
        for (Fault fault : Fault.values()) {
            answer(aResponse().withFault(fault));
            assertThat(quickBooks.company(ACCESS)).isInstanceOf(Trouble.class);
            assertThat(quickBooks.renew("RT1-old")).isInstanceOf(Trouble.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 301, 302, 303, 307, 308 })
    void redirectsAreNotFollowedLeastOfAllWithASecret(int status) {
        answer(aResponse().withStatus(status).withHeader("Location", INTUIT.baseUrl() + "/elsewhere"));
        assertThat(quickBooks.company(ACCESS)).isInstanceOf(Trouble.class);
        assertThat(quickBooks.page(ACCESS, DataType.BILLS, HISTORY, null, 1)).isInstanceOf(Trouble.class);
        assertThat(quickBooks.exchange(new Grant("AB11code", "9130350000000001"), leaving("state")))
            .isInstanceOf(Trouble.class);
        assertThat(quickBooks.renew("RT1-old")).isInstanceOf(Trouble.class);
        assertThat(quickBooks.revoke("RT1-old")).isInstanceOf(Trouble.class);
        INTUIT.verify(0, anyRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void everyAnswersTraceIdIsLoggedAndNoSecret() {
        try (var log = new LoggedText()) {
            answer(told(200, ISSUED, "1-exchange"));
            quickBooks.exchange(new Grant("AB11code", "9130350000000001"), leaving("state"));
            answer(told(400, "{\"error\":\"invalid_grant\"}", "1-renew"));
            quickBooks.renew("RT1-old");
            answer(told(401, "{}", "1-company"));
            quickBooks.company(ACCESS);
            answer(told(200, "{\"QueryResponse\":{}}", "1-page\t<b>" + "x".repeat(100)));
            quickBooks.page(ACCESS, DataType.BILLS, HISTORY, null, 1);
            answer(aResponse().withStatus(200));
            quickBooks.revoke("RT1-old");

            assertThat(log.toString()).containsSubsequence("QuickBooks exchange: 200, intuit_tid 1-exchange.",
                    "QuickBooks refresh: 400, intuit_tid 1-renew.", ": 401, intuit_tid 1-company.",
                    "QuickBooks query Bill: 200, intuit_tid 1-pagebxx", "QuickBooks revoke: 200, intuit_tid none.");
            assertThat(log.toString()).doesNotContain("<b>", "x".repeat(65), "AB11code", "RT1-", "eyJ", "secret-1",
                    "9130350000000001");
        }
    }

    @Test
    @Tag("S1")
    void pagesAreAskedForInTheOrderOfChange() {
        answer(json(200, "{\"QueryResponse\":{},\"time\":\"2026\"}"));

        assertThat(quickBooks.page(ACCESS, DataType.PAYMENTS, HISTORY, "2026-06-01T08:00:00-07:00|1", 1000))
            .isInstanceOfSatisfying(Ok.class,
                    ok -> assertThat(((ProviderPage) ok.value()).next()).as("later changes, from a time of ours on")
                        .startsWith("@2"));
        asked("select * from BillPayment where TxnDate >= '2024-07-01' "
                + "and MetaData.LastUpdatedTime >= '2026-06-01T08:00:00-07:00' orderby MetaData.LastUpdatedTime "
                + "startposition 1 maxresults 1000");
    }

    /** A query has no "or". */
    @Test
    @Tag("C6")
    void billsAreAskedForInTwoPartsAndNoneThatIsOldAndPaid() {
        answer(json(200, "{\"QueryResponse\":{}}"));
        ProviderPage recent = ((Ok<ProviderPage>) quickBooks.page(ACCESS, DataType.BILLS, HISTORY, null, 1000)).value();
        assertThat(recent.last()).isFalse();
        ProviderPage open = ((Ok<ProviderPage>) quickBooks.page(ACCESS, DataType.BILLS, HISTORY, recent.next(), 1000))
            .value();
        assertThat(open.last()).isTrue();
        assertThat(open.next()).as("from when the first part was asked for")
            .isEqualTo("@" + NOW.minus(Duration.ofHours(1)));
        asked("select * from Bill where TxnDate >= '2024-07-01' orderby MetaData.LastUpdatedTime startposition 1 "
                + "maxresults 1000");
        asked("select * from Bill where TxnDate < '2024-07-01' "
                + "and Balance > '0' orderby MetaData.LastUpdatedTime startposition 1 maxresults 1000");
    }

    private static void asked(String query) {
        INTUIT.verify(getRequestedFor(urlPathEqualTo("/v3/company/9130350000000001/query"))
            .withQueryParam("query", equalTo(query))
            .withQueryParam("minorversion", equalTo("75")));
    }

    @Test
    void suppliersThatAreNotActiveAnyMoreAreAskedForToo() {
        answer(json(200, "{\"QueryResponse\":{}}"));
        quickBooks.page(ACCESS, DataType.VENDORS, HISTORY, null, 1);
        quickBooks.page(ACCESS, DataType.VENDORS, HISTORY, "2026-06-01T08:00:00Z|1", 1);

        INTUIT.verify(getRequestedFor(urlPathEqualTo("/v3/company/9130350000000001/query"))
            .withQueryParam("query", equalTo(
                    "select * from Vendor where Active in (true, false) orderby MetaData.LastUpdatedTime startposition "
                            + "1 maxresults 1")));
        INTUIT.verify(getRequestedFor(urlPathEqualTo("/v3/company/9130350000000001/query")).withQueryParam("query",
                equalTo("select * from Vendor where Active in (true, false) "
                        + "and MetaData.LastUpdatedTime >= '2026-06-01T08:00:00Z' orderby MetaData.LastUpdatedTime "
                        + "startposition 1 maxresults 1")));
    }

    @Test
    void nothingButARealmIdBecomesPartOfAnAddress() {
        for (String realm : new String[] { "1/../2", "1?x", "", "abc", null }) {
            assertThatThrownBy(() -> quickBooks.company(new Access(realm, "eyJ", null)))
                .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(INTUIT.getAllServeEvents()).isEmpty();
    }

    private static void answer(ResponseDefinitionBuilder answer) {
        INTUIT.stubFor(any(anyUrl()).willReturn(answer));
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return told(status, body, "1-abc");
    }

    private static ResponseDefinitionBuilder told(int status, String body, String tid) {
        return aResponse().withStatus(status)
            .withHeader("Content-Type", "application/json")
            .withHeader("intuit_tid", tid)
            .withBody(body);
    }

    private static Leaving leaving(String state) {
        return new Leaving(state, "verifier", REDIRECT, null);
    }

    /**
     * As Intuit's documentation shows the reports, cut down: sections in sections, a
     * parent account with an amount of its own, sums.
     */
    @Test
    @Tag("S1")
    void balancesAreReadFromTheReportsOfEachMonth() {
        INTUIT.stubFor(get(urlPathEqualTo("/v3/company/9130350000000001/reports/ProfitAndLoss"))
            .willReturn(okJson(report("ProfitAndLoss", """
                    {"type":"Section","group":"Expenses","Header":{"ColData":[{"value":"Expenses"},
                     {"value":""},{"value":""},{"value":""}]},
                     "Rows":{"Row":[{"type":"Section","Header":{"ColData":[{"value":"Automobile","id":"55"},
                      {"value":"19.99"},{"value":""},{"value":"19.99"}]},
                       "Rows":{"Row":[{"type":"Data","ColData":[{"value":"Fuel","id":"56"},{"value":"179.15"},
                        {"value":"-52.56"},{"value":"126.59"}]}]},
                       "Summary":{"ColData":[{"value":"Total Automobile"},{"value":"199.14"},
                        {"value":"-52.56"},{"value":"146.58"}]}}]},
                     "Summary":{"ColData":[{"value":"Total Expenses"},{"value":"199.14"},{"value":"-52.56"},
                      {"value":"146.58"}]}},
                    {"type":"Section","group":"NetIncome","Summary":{"ColData":[{"value":"Net Income"},
                     {"value":"1"},{"value":"2"},{"value":"3"}]}}"""))));
        INTUIT.stubFor(get(urlPathEqualTo("/v3/company/9130350000000001/reports/BalanceSheet"))
            .willReturn(okJson(report("BalanceSheet", """
                    {"type":"Data","ColData":[{"value":"Checking","id":"35"},{"value":"1350.55"},
                     {"value":".00"},{"value":""}]}"""))));
        ProviderPage page = ((Ok<ProviderPage>) quickBooks.page(ACCESS, DataType.BALANCES, HISTORY, null, 1000))
            .value();
        assertThat(page.records())
            .extracting(record -> record.externalId() + " " + record.normalised().path("kind").asString() + " "
                    + record.normalised().path("amount").decimalValue())
            .containsExactly("55:2026-09 movement 19.99", "56:2026-09 movement 179.15", "56:2026-10 movement -52.56",
                    "35:2026-09 balance 1350.55", "35:2026-10 balance 0.00");
        assertThat(page.last()).isTrue();
        assertThat(page.whole()).isEqualTo(Span.ALL);
        INTUIT.verify(getRequestedFor(urlPathEqualTo("/v3/company/9130350000000001/reports/BalanceSheet"))
            .withQueryParam("summarize_column_by", equalTo("Month"))
            .withQueryParam("start_date", matching("20[0-9]{2}-[0-9]{2}-01"))
            .withQueryParam("accounting_method", equalTo("Accrual")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"Columns\":{\"Column\":[]}}",
            "{\"Columns\":{\"Column\":[{\"MetaData\":[{\"Name\":\"StartDate\",\"Value\":\"soon\"},"
                    + "{\"Name\":\"EndDate\",\"Value\":\"later\"}]}]}}",
            "{\"Columns\":{\"Column\":[{},{\"MetaData\":[{\"Name\":\"StartDate\",\"Value\":\"2026-10-01\"},"
                    + "{\"Name\":\"EndDate\",\"Value\":\"2026-10-31\"}]}]},"
                    + "\"Rows\":{\"Row\":[{\"ColData\":[{\"id\":\"1\"},{\"value\":\"a lot\"}]}]}}" })
    void aReportThatIsNotUnderstoodIsNotTakenInPart(String body) {
        INTUIT.stubFor(get(urlPathMatching("/v3/company/.*/reports/.*")).willReturn(okJson(body)));
        assertThat(quickBooks.page(ACCESS, DataType.BALANCES, HISTORY, null, 1000)).isInstanceOf(Trouble.class);
    }

    /**
     * As Intuit's documentation shows change data capture: what was deleted is told by
     * its status alone.
     */
    @Test
    @Tag("S2")
    void deletionsAreToldByChangeDataCapture() {
        INTUIT.stubFor(get(urlPathEqualTo("/v3/company/9130350000000001/cdc")).willReturn(okJson("""
                {"CDCResponse":[{"QueryResponse":[{"Bill":[{"Id":"17","SyncToken":"3",
                 "MetaData":{"LastUpdatedTime":"2026-11-20T08:00:00-08:00"}},
                {"domain":"QBO","status":"Deleted","Id":"18",
                 "MetaData":{"LastUpdatedTime":"2026-11-20T09:00:00-08:00"}}],"startPosition":1,
                 "maxResults":2,"totalCount":2}]}],
                "time":"2026-11-20T10:00:00.000-08:00"}""")));
        assertThat(quickBooks.gone(ACCESS, DataType.BILLS, HISTORY, NOW.minus(Duration.ofDays(2))))
            .isEqualTo(new Ok<>(new Gone.These(Set.of("18"))));
        INTUIT.verify(getRequestedFor(urlPathEqualTo("/v3/company/9130350000000001/cdc"))
            .withQueryParam("entities", equalTo("Bill"))
            .withQueryParam("changedSince",
                    equalTo(NOW.minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS).toString())));
    }

    @Test
    @Tag("S2")
    void whereChangeDataCaptureDoesNotReachAllIdsAreCompared() {
        INTUIT.stubFor(get(urlPathEqualTo("/v3/company/9130350000000001/query"))
            .willReturn(okJson("{\"QueryResponse\":{\"Bill\":[{\"Id\":\"17\"},{\"Id\":\"19\"}]}}")));
        assertThat(quickBooks.gone(ACCESS, DataType.BILLS, HISTORY, NOW.minus(Duration.ofDays(31))))
            .isEqualTo(new Ok<>(new Gone.AllBut(Set.of("17", "19"), Set.of("17", "19"))));
        String thousand = IntStream.range(0, 1000)
            .mapToObj(n -> "{\"Id\":\"" + n + "\"}")
            .collect(Collectors.joining(","));
        INTUIT.stubFor(get(urlPathEqualTo("/v3/company/9130350000000001/cdc"))
            .willReturn(okJson("{\"CDCResponse\":[{\"QueryResponse\":[{\"Bill\":[" + thousand + "]}]}]}")));
        assertThat(quickBooks.gone(ACCESS, DataType.BILLS, HISTORY, NOW)).as("a thousand may not be all")
            .isEqualTo(new Ok<>(new Gone.AllBut(Set.of("17", "19"), Set.of("17", "19"))));
        assertThat(quickBooks.gone(ACCESS, DataType.BALANCES, HISTORY, NOW))
            .isEqualTo(new Ok<>(new Gone.These(Set.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"CDCResponse\":{}}", "{\"CDCResponse\":[{\"QueryResponse\":[{\"Bill\":{}}]}]}",
            "{\"CDCResponse\":[{\"QueryResponse\":[{\"Bill\":[{\"status\":\"Deleted\"}]}]}]}" })
    void changesThatAreNotUnderstoodDeleteNothing(String body) {
        INTUIT.stubFor(get(urlPathEqualTo("/v3/company/9130350000000001/cdc")).willReturn(okJson(body)));
        assertThat(quickBooks.gone(ACCESS, DataType.BILLS, HISTORY, NOW)).isInstanceOf(Trouble.class);
    }

    private static String report(String name, String rows) {
        return """
                {"Header":{"ReportName":"%s","ReportBasis":"Accrual","Currency":"USD"},"Columns":{"Column":[
                {"ColTitle":"","ColType":"Account","MetaData":[{"Name":"ColKey","Value":"account"}]},
                {"ColTitle":"Sep 2026","ColType":"Money","MetaData":[{"Name":"StartDate","Value":"2026-09-01"},
                 {"Name":"EndDate","Value":"2026-09-30"}]},
                {"ColTitle":"Oct 2026","ColType":"Money","MetaData":[{"Name":"StartDate","Value":"2026-10-01"},
                 {"Name":"EndDate","Value":"2026-10-31"}]},
                {"ColTitle":"Total","ColType":"Money","MetaData":[{"Name":"ColKey","Value":"total"}]}]},
                "Rows":{"Row":[%s]}}""".formatted(name, rows);
    }

}
