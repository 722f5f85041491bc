package io.ledgerstream.connection.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.Contacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

class ConnectPageTest extends JourneyTest {

    private static final Pattern TO_PROVIDER = Pattern
        .compile("<a class=\"button\" href=\"([^\"]+/connect/oauth2[^\"]+)\"");

    @Autowired
    private RequestProgress progress;

    @Autowired
    private Contacts contacts;

    private Fixtures.Bank northwind;

    private UUID request;

    private Browser browser;

    @BeforeEach
    void atTheInstructions() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Acme Tooling"));
        browser = signedIn(northwind, request).press("/journey/software", "software", "quickbooks-online")
            .press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel", "title",
                    "CFO");
    }

    @Test
    @Tag("C7")
    @Tag("X17")
    void theInstructionsAskForAnAdministratorBeforeLeaving() {
        assertThat(browser.at()).isEqualTo("/journey/connect");
        assertThat(browser.text())
            .contains("choose Acme Tooling", "Are you an administrator in QuickBooks Online?",
                    "Consent given by Dora Patel, CFO")
            .doesNotContain("The last try did not work");
        browser.submit("/journey/connect");
        assertThat(browser.status()).isEqualTo(422);
        browser.submit("/journey/connect", "administrator", "no");
        assertThat(browser.text()).contains("Only an administrator can connect. Ask yours");
        assertThat(facts(northwind, request).attempt()).isNull();
    }

    @Test
    @Tag("C7")
    void oneGoesByALinkAndComesBackToTheChecks() {
        leave();
        assertThat(browser.at()).isEqualTo("/journey/to-provider");
        assertThat(browser.text()).contains("Continue to QuickBooks Online").doesNotContain("<form");
        String link = toProvider();
        assertThat(browser.open("/journey/to-provider").status()).isEqualTo(200);
        assertThat(toProvider()).as("the page can be loaded again").isEqualTo(link);
        returned(StandInQuickBooks.shared().allow(URI.create(link), SampleCompany.ACME));
        assertThat(browser.location()).isEqualTo("/journey");
        assertThat(browser.follow().at()).isEqualTo("/journey/checking");
        assertThat(browser.text())
            .contains("Signed in to QuickBooks Online", "Can read suppliers", "First page read", "Check again",
                    "aria-live=\"polite\"")
            .containsPattern("<script [^>]*nonce=\"[\\w-]{22}\"")
            .doesNotContain("Still checking");
        assertThat(browser.cookie("oauth")).isNull();
    }

    @Test
    @Tag("C1")
    void withoutScriptsCheckAgainWaitsForAChange() {
        connected();
        long before = System.nanoTime();
        browser.open("/journey/checking?wait=yes");
        Duration whole = Duration.ofNanos(System.nanoTime() - before);
        assertThat(whole).isGreaterThan(Duration.ofMillis(4500));
        assertThat(browser.status()).isEqualTo(200);
        var later = Executors.newSingleThreadScheduledExecutor();
        try (later) {
            later.schedule(this::verified, 700, java.util.concurrent.TimeUnit.MILLISECONDS);
            before = System.nanoTime();
            browser.open("/journey/checking?wait=yes").follow();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).as("not to its end").isLessThan(whole);
        }
        assertThat(browser.at()).isEqualTo("/journey/done");
    }

    @Test
    @Tag("S1")
    void theDonePageSaysHowFarItIsRead() {
        connected();
        verified();
        assertThat(browser.open("/journey/done").text()).as("it begins in a moment")
            .contains("What is read", "for the first time");
        UUID connection = Db.all()
            .sql("select id from connection where request_id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        Db.all()
            .sql("""
                    insert into sync_position (connection_id, data_type, lender_id, request_id,
                                               state, records, last_synced_at)
                    values (:connection, 'VENDORS', :lender, :request, 'DONE', 40, now()),
                    (:connection, 'BILLS', :lender, :request, 'RUNNING', 1250, null)""")
            .param("connection", connection)
            .param("lender", northwind.id())
            .param("request", request)
            .update();
        assertThat(browser.open("/journey/done").text()).contains("What is read", "for the first time", "Suppliers: 40",
                "Bills: 1,250", "– being read", "See how far it is");
        assertThat(browser.open("/journey/done?lang=fr").text()).contains("Ce qui est lu", "Fournisseurs : 40");
        Db.all()
            .sql("update sync_position set last_synced_at = now(), state = 'DONE' where connection_id = ?")
            .param(connection)
            .update();
        assertThat(browser.open("/journey/done?lang=en").text()).contains("Everything has been read once")
            .doesNotContain("being read", "See how far it is");
    }

    @Test
    void afterAMinuteThePageMayBeClosed() {
        connected();
        clock.advance(Duration.ofSeconds(61));
        assertThat(browser.open("/journey/checking").text()).contains("Still checking",
                "You may close this; we’ll mail you.");
    }

    @Test
    void doneSaysWhatIsSharedAndHowToEndIt() {
        connected();
        verified();
        browser.open("/journey").follow();
        assertThat(browser.at()).isEqualTo("/journey/done");
        assertThat(browser.text()).contains("QuickBooks Online is connected", "Spend analysis: suppliers",
                "Dora Patel, CFO", "How to end it", northwind.ownerEmail(), "We have mailed the receipt to you");
        assertThat(browser.open("/journey/receipt").text()).contains("I may decide this for Acme Tooling");
        clock.advance(Duration.ofSeconds(61));
        Browser other = browser().open(link(northwind, request)).press("/start");
        assertThat(other.at()).isEqualTo("/journey/code");
        other.press("/journey/code", "code", code(northwind, request));
        assertThat(other.at()).isEqualTo("/journey/done");
    }

    @Test
    @Tag("X7")
    void aContactPutInAfterTheConsentIsNotToldOfAReceiptThatWentToTheOneBefore() {
        northwind.as(() -> contacts.correct(request, "Nora Quill", "nora@elsewhere.example", northwind.actor()));
        browser = signedIn(northwind, request);
        connected();
        verified();
        assertThat(browser.open("/journey").follow().text())
            .contains("QuickBooks Online is connected", "Dora Patel, CFO", "You may close this page")
            .doesNotContain("We have mailed");
    }

    @Test
    void whoSaysNoAtTheProviderReadsWhatToDoAndTheRequestStaysOpen() {
        leave();
        returned(StandInQuickBooks.shared().refuse(URI.create(toProvider()))).follow();
        assertThat(browser.at()).isEqualTo("/journey/connect");
        assertThat(browser.text()).contains("The last try did not work", "At QuickBooks the access was not allowed");
        connected();
    }

    @Test
    void whatVerificationRejectsIsSaidOnTheInstructions() {
        connected();
        northwind.as(() -> progress.connectionRejected(request, facts(northwind, request).attemptId(),
                "no-permission-bills"));
        browser.open("/journey/checking").follow();
        assertThat(browser.at()).isEqualTo("/journey/connect");
        assertThat(browser.text()).contains("Your role in QuickBooks Online may not read bills");
    }

    @Test
    @Tag("C2")
    void withoutASessionTheExchangeIsDoneAndANewCodeIsAskedFor() {
        leave();
        URI back = StandInQuickBooks.shared().allow(URI.create(toProvider()), SampleCompany.ACME);
        Db.all().sql("update visit set ended_at = now() where request_id = ?").param(request).update();
        clock.advance(Duration.ofSeconds(61));
        returned(back);
        assertThat(browser.location()).isEqualTo("/journey/code");
        assertThat(facts(northwind, request).step()).isEqualTo(RequestStep.CHECKING);
        browser.follow().press("/journey/code", "code", code(northwind, request));
        assertThat(browser.at()).isEqualTo("/journey/checking");
    }

    @Test
    @Tag("C7")
    void aLateReturnSaysThatNothingIsLost() {
        leave();
        URI back = StandInQuickBooks.shared().allow(URI.create(toProvider()), SampleCompany.ACME);
        clock.advance(Duration.ofMinutes(31));
        returned(back).follow();
        assertThat(browser.status()).isEqualTo(409);
        assertThat(browser.text()).contains("That took longer than 30 minutes",
                "Nothing is lost: press Connect again.");
        assertThat(browser.open("/journey/to-provider").location()).isEqualTo("/journey/connect");
    }

    @Test
    @Tag("C12")
    void aReturnThatIsNotTakenSpeaksTheRequestsLanguage() {
        Browser french = signedIn(northwind,
                northwind.request(northwind.company("Menuiserie du Port", "Zoé Martin", "FR", "fr")));
        assertThat(french.open("/connect/quickbooks/callback?state=x").follow().text()).contains("lang=\"fr\"",
                "Ce retour ne correspond pas");
    }

    @Test
    void aReturnCountsOnceHoweverOftenItIsLoaded() throws Exception {
        leave();
        URI back = StandInQuickBooks.shared().allow(URI.create(toProvider()), SampleCompany.ACME);
        List<Callable<Browser>> loads = IntStream.range(0, 100)
            .<Callable<Browser>>mapToObj(i -> () -> browser.twin().open(path(back)))
            .toList();
        try (var threads = Executors.newFixedThreadPool(16)) {
            var locations = threads.invokeAll(loads).stream().map(Future::resultNow).map(Browser::location).toList();
            assertThat(locations).containsOnly("/journey", "/connect/not-taken?why=replayed")
                .containsOnlyOnce("/journey");
        }
        assertThat(count("audit where request_id = ? and action = 'connection-authorised'", request)).isEqualTo(1);
        assertThat(count("connection where request_id = ?", request)).isEqualTo(1);
    }

    @Test
    void anotherBrowsersReturnIsNotTaken() {
        leave();
        URI back = StandInQuickBooks.shared().allow(URI.create(toProvider()), SampleCompany.ACME);
        Browser other = browser().open(path(back)).follow();
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text()).contains("This way back does not fit").doesNotContain("Northwind", "Acme");
        assertThat(facts(northwind, request).attempt()).isEqualTo(AttemptState.STARTED);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "?code=x", "?state=x&code=y&realmId=1", "?state=x&error=access_denied",
            "?error=%3Cscript%3Ealert(1)%3C/script%3E" })
    void aReturnThatIsNoneChangesNothing(String query) {
        leave();
        String before = database();
        browser.open("/connect/quickbooks/callback" + query).follow();
        assertThat(browser.status()).isEqualTo(409);
        assertThat(browser.text()).doesNotContain("alert(1)");
        assertThat(database()).isEqualTo(before);
    }

    @Test
    void aReturnWithTwoCodesIsNotUnderstood() {
        leave();
        URI back = StandInQuickBooks.shared().allow(URI.create(toProvider()), SampleCompany.ACME);
        assertThat(browser.open(path(back) + "&code=second").status()).isEqualTo(400);
        assertThat(facts(northwind, request).attempt()).isEqualTo(AttemptState.STARTED);
    }

    @Test
    @Tag("X12")
    void aReturnToAWithdrawnRequestSaysSo() {
        leave();
        URI back = StandInQuickBooks.shared().allow(URI.create(toProvider()), SampleCompany.ACME);
        northwind.cancel(request, null);
        returned(back).follow();
        assertThat(browser.at()).isEqualTo("/journey/closed");
        assertThat(browser.text()).contains("Northwind Bank withdrew this on");
    }

    @Test
    @Tag("X12")
    void aReturnToAWithdrawnRequestAfterTheSessionSaysSoTooAndMailsNoCode() {
        leave();
        URI back = StandInQuickBooks.shared().allow(URI.create(toProvider()), SampleCompany.ACME);
        northwind.cancel(request, null);
        Db.all().sql("update visit set ended_at = now() where request_id = ?").param(request).update();
        long codes = count("sign_in_code where request_id = ?", request);
        returned(back).follow();
        assertThat(browser.at()).startsWith("/c/");
        assertThat(browser.text()).contains("Northwind Bank withdrew this on");
        assertThat(count("sign_in_code where request_id = ?", request)).isEqualTo(codes);
    }

    @Test
    @Tag("C2")
    void whatIsConnectedCannotBeChangedAnyMore() {
        connected();
        assertThat(browser.open("/journey/software").location()).isEqualTo("/journey/checking");
        browser.open("/journey/checking");
        Browser stale = browser.open("/journey/receipt");
        assertThat(stale.status()).isEqualTo(200);
        assertThat(pages.post()
            .uri("/journey/software")
            .cookie(new jakarta.servlet.http.Cookie("visit", browser.cookie("visit")))
            .with(csrf())
            .param("software", "quickbooks-online")).hasStatus(409).bodyText().contains("That step has passed");
    }

    private void leave() {
        browser.open("/journey/connect").press("/journey/connect", "administrator", "yes");
    }

    private String toProvider() {
        Matcher link = TO_PROVIDER.matcher(browser.text());
        assertThat(link.find()).as(browser.text()).isTrue();
        return link.group(1);
    }

    private void connected() {
        leave();
        returned(StandInQuickBooks.shared().allow(URI.create(toProvider()), SampleCompany.ACME)).follow();
        assertThat(browser.at()).isEqualTo("/journey/checking");
    }

    private void verified() {
        northwind.as(() -> progress.connectionVerified(request, facts(northwind, request).attemptId()));
    }

    private Browser returned(URI back) {
        return browser.open(path(back));
    }

    private static String path(URI back) {
        return back.getRawPath() + "?" + back.getRawQuery();
    }

}
