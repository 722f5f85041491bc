package standin.quickbooks;

import standin.http.Params;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import standin.postgres.StandInPostgres;

class StandInQuickBooksOAuthTest {

    private static final SampleCompany ACME = SampleCompany.ACME;

    private final TestClock clock = new TestClock();

    private final StandInQuickBooks quickBooks = StandInQuickBooks.start(clock);

    private final Caller caller = new Caller(quickBooks);

    @AfterEach
    void stop() {
        quickBooks.close();
    }

    @Test
    void aPersonSignsInChoosesACompanyAndAllows() {
        String first = location(get(caller.authorizeUri(Map.of()).toString()), 302);
        assertThat(first).startsWith(quickBooks.signInBase() + "/sign-in?asked=");
        String asked = Params.parse(URI.create(first).getQuery()).oneOrEmpty("asked");
        assertThat(get(first).body()).contains("Dora Lane").doesNotContain("<script");

        String second = location(submit("/sign-in", Map.of("asked", asked, "person", "admin")), 303);
        assertThat(get(quickBooks.signInBase() + second).body()).contains("Acme Manufacturing Ltd");
        String third = location(submit("/company", Map.of("asked", asked, "realm", ACME.realmId())), 303);
        assertThat(get(quickBooks.signInBase() + third).body())
            .contains("Ledgerstream asks for access to Acme Manufacturing Ltd");
        String callback = location(submit("/permission", Map.of("asked", asked, "answer", "allow")), 302);

        Params params = Params.parse(URI.create(callback).getRawQuery());
        assertThat(callback).startsWith(Caller.CALLBACK + "?");
        assertThat(params.oneOrEmpty("state")).isEqualTo("a state&more");
        assertThat(params.oneOrEmpty("realmId")).isEqualTo(ACME.realmId()).containsOnlyDigits();
        assertThat(caller.exchange(params.oneOrEmpty("code"), Caller.CALLBACK).statusCode()).isEqualTo(200);
        assertThat(submit("/permission", Map.of("asked", asked, "answer", "allow")).statusCode()).isEqualTo(410);
    }

    @Test
    void aPersonRefuses() {
        assertThat(quickBooks.refuse(caller.authorizeUri(Map.of())).toString())
            .isEqualTo(Caller.CALLBACK + "?error=access_denied&state=a+state%26more");
    }

    @Test
    void aStandardUserMayNotConnect() {
        String asked = Params.parse(URI.create(location(get(caller.authorizeUri(Map.of()).toString()), 302)).getQuery())
            .oneOrEmpty("asked");
        submit("/sign-in", Map.of("asked", asked, "person", "standard"));
        assertThat(get(quickBooks.signInBase() + "/company?asked=" + asked).body()).contains("administrator");
        assertThat(submit("/company", Map.of("asked", asked, "realm", ACME.realmId())).statusCode()).isEqualTo(400);
        assertThat(location(submit("/permission", Map.of("asked", asked, "answer", "allow")), 303))
            .startsWith("/company");
    }

    @Test
    void aWrongQuestionIsNeverSentOn() {
        for (Map<String, String> wrong : List.of(Map.of("client_id", "other"),
                Map.of("redirect_uri", Caller.CALLBACK + "/"), Map.of("redirect_uri", "http://evil.example/"),
                Map.of("response_type", "token"), Map.of("scope", "everything"), Map.of("state", ""))) {
            assertThat(get(caller.authorizeUri(wrong).toString()).statusCode()).as(wrong.toString()).isEqualTo(400);
        }
        assertThat(get(caller.authorizeUri(Map.of()) + "&state=another").statusCode()).as("two states").isEqualTo(400);
        assertThatThrownBy(() -> quickBooks.allow(caller.authorizeUri(Map.of("state", "")), ACME))
            .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tokensComeAsIntuitSendsThem() {
        HttpResponse<String> response = caller.exchange(caller.code(ACME), Caller.CALLBACK);
        Caller.Tokens tokens = Caller.tokens(response);
        assertThat(response.headers().firstValue("intuit_tid")).isPresent();
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(tokens.answer().path("token_type").asString()).isEqualTo("bearer");
        assertThat(tokens.answer().path("expires_in").asInt()).isEqualTo(3600);
        assertThat(tokens.answer().path("x_refresh_token_expires_in").asInt()).isEqualTo(100 * 24 * 3600);
        assertThat(tokens.answer().has("realmId")).isFalse();
        assertThat(tokens.access()).hasSizeGreaterThan(900);
    }

    @Test
    void aCodeIsGoodOnceForItsAddressAndForFiveMinutes() {
        assertInvalidGrant(caller.exchange("unknown", Caller.CALLBACK));
        assertInvalidGrant(caller.exchange(caller.code(ACME), "http://localhost:8080/other"));
        String late = caller.code(ACME);
        clock.forward(Duration.ofMinutes(5));
        assertInvalidGrant(caller.exchange(late, Caller.CALLBACK));

        String code = caller.code(ACME);
        Caller.Tokens tokens = Caller.tokens(caller.exchange(code, Caller.CALLBACK));
        assertThat(companyInfo(tokens.access())).isEqualTo(200);
        assertInvalidGrant(caller.exchange(code, Caller.CALLBACK));
        assertThat(companyInfo(tokens.access())).as("tokens of a code that was shown twice").isEqualTo(401);
    }

    @Test
    void theClientHasToShowWhoItIs() {
        String form = "grant_type=refresh_token&refresh_token=x";
        String type = "application/x-www-form-urlencoded";
        assertThat(caller.post("/oauth2/v1/tokens/bearer", type, caller.basic("wrong"), form).statusCode())
            .isEqualTo(401);
        assertThat(caller
            .post("/oauth2/v1/tokens/bearer", "application/json", caller.basic(quickBooks.clientSecret()), "{}")
            .statusCode()).isEqualTo(400);
        assertThat(caller
            .post("/oauth2/v1/tokens/bearer?grant_type=refresh_token", type, caller.basic(quickBooks.clientSecret()),
                    form)
            .statusCode()).isEqualTo(400);
        assertThat(caller.token(Map.of("grant_type", "password")).body()).contains("unsupported_grant_type");
        assertThat(get(quickBooks.base() + "/oauth2/v1/tokens/bearer").statusCode()).isEqualTo(405);
    }

    @Test
    void accessEndsAfterAnHourAndIsRenewed() {
        Caller.Tokens first = caller.connect(ACME);
        clock.forward(Duration.ofHours(1));
        assertThat(companyInfo(first.access())).isEqualTo(401);

        Caller.Tokens second = Caller.tokens(caller.refresh(first.refresh()));
        assertThat(companyInfo(second.access())).isEqualTo(200);
        assertThat(second.refresh()).isNotEqualTo(first.refresh());
        assertInvalidGrant(caller.refresh(first.refresh()));
        assertThat(caller.refresh(second.refresh()).statusCode()).isEqualTo(200);
    }

    @Test
    void anOldRefreshTokenMayLiveOnForAWhile() {
        quickBooks.oldRefreshTokensLive(Duration.ofDays(1));
        Caller.Tokens first = caller.connect(ACME);
        caller.refresh(first.refresh());
        assertThat(caller.refresh(first.refresh()).statusCode()).isEqualTo(200);
        clock.forward(Duration.ofDays(1));
        assertInvalidGrant(caller.refresh(first.refresh()));
    }

    @Test
    void refreshTokensRollForAHundredDaysAndEndAfterFiveYears() {
        Caller.Tokens unused = caller.connect(ACME);
        clock.forward(Duration.ofDays(100));
        assertInvalidGrant(caller.refresh(unused.refresh()));

        Caller.Tokens tokens = caller.connect(ACME);
        for (int days = 0; days < 5 * 365 - 90; days += 90) {
            clock.forward(Duration.ofDays(90));
            tokens = Caller.tokens(caller.refresh(tokens.refresh()));
        }
        clock.forward(Duration.ofDays(90));
        assertInvalidGrant(caller.refresh(tokens.refresh()));
    }

    @Test
    void revokedAndDisconnectedTokensDieAtOnce() {
        Caller.Tokens tokens = caller.connect(ACME);
        assertThat(caller.revoke(tokens.refresh()).statusCode()).isEqualTo(200);
        assertThat(companyInfo(tokens.access())).isEqualTo(401);
        assertInvalidGrant(caller.refresh(tokens.refresh()));
        assertThat(caller.revoke(tokens.refresh()).statusCode()).isEqualTo(400);

        Caller.Tokens again = caller.connect(ACME);
        quickBooks.endAccess(ACME);
        assertThat(companyInfo(again.access())).isEqualTo(401);
        assertInvalidGrant(caller.refresh(again.refresh()));
    }

    @Test
    void anAnswerCanBeLostAfterTokensWereIssued() {
        String code = caller.code(ACME);
        quickBooks.fail(Endpoint.TOKEN, Failure.lostAnswer().times(1));
        assertThatThrownBy(() -> caller.exchange(code, Caller.CALLBACK))
            .isInstanceOf(java.io.UncheckedIOException.class);
        assertThat(quickBooks.ledger(Endpoint.TOKEN)).singleElement().satisfies(call -> {
            assertThat(call.status()).isZero();
            assertThat(call.realmId()).isEqualTo(ACME.realmId());
        });
        assertInvalidGrant(caller.exchange(code, Caller.CALLBACK));
    }

    @Test
    void theLedgerHoldsNoTokenOrCode() {
        String code = caller.code(ACME);
        Caller.Tokens tokens = Caller.tokens(caller.exchange(code, Caller.CALLBACK));
        companyInfo(tokens.access());
        assertThat(quickBooks.ledger().toString()).doesNotContain(code, tokens.access(), tokens.refresh());
        assertThat(quickBooks.ledger()).extracting(Call::endpoint)
            .containsExactly(Endpoint.TOKEN, Endpoint.COMPANY_INFO);
        assertThat(quickBooks.ledger()).extracting(Call::grantId)
            .doesNotContainNull()
            .hasSize(2)
            .containsOnly(quickBooks.ledger().getFirst().grantId());
    }

    @Test
    void keptTokensAreGoodAfterAKill() {
        var database = StandInPostgres.shared().superuser();
        Caller.Tokens tokens;
        try (StandInQuickBooks first = StandInQuickBooks.keptIn(database, clock, 0, 0)) {
            tokens = new Caller(first).connect(ACME);
        }
        try (StandInQuickBooks second = StandInQuickBooks.keptIn(database, clock, 0, 0)) {
            Caller again = new Caller(second);
            assertThat(again.get(ACME, tokens.access(), "/companyinfo/" + ACME.realmId()).statusCode()).isEqualTo(200);
            assertThat(again.refresh(tokens.refresh()).statusCode()).isEqualTo(200);
            assertInvalidGrant(again.refresh(tokens.refresh()));
            assertThat(second.ledger()).hasSize(4);
            second.reset();
        }
    }

    private int companyInfo(String access) {
        return caller.get(ACME, access, "/companyinfo/" + ACME.realmId() + "?minorversion=75").statusCode();
    }

    private static void assertInvalidGrant(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"invalid_grant\"");
    }

    private HttpResponse<String> get(String address) {
        return caller.send(HttpRequest.newBuilder(URI.create(address)));
    }

    private HttpResponse<String> submit(String path, Map<String, String> form) {
        return caller.send(HttpRequest.newBuilder(URI.create(quickBooks.signInBase() + path))
            .POST(HttpRequest.BodyPublishers.ofString(Caller.encoded(form))));
    }

    private static String location(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.headers().firstValue("Location").orElseThrow();
    }

}
