package io.ledgerstream.consent.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.Statements;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.Requests;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

class ConsentPageTest extends JourneyTest {

    private static final String[] GOOD = { "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel", "title",
            "Finance Director" };

    @Autowired
    private Requests requests;

    private Fixtures.Bank northwind;

    private UUID request;

    private UUID others;

    private Browser browser;

    @BeforeEach
    void atTheConsent() {
        northwind = fixtures.lender("Northwind Bank");
        var contoso = fixtures.lender("Contoso Credit");
        others = contoso.request(contoso.company("Acme Tooling"));
        request = northwind.request(northwind.company("Acme Tooling"));
        browser = signedIn(northwind, request).press("/journey/software", "software", "quickbooks-online");
    }

    @Test
    @Tag("C6")
    void itNamesEveryRowAndTicksNothing() {
        assertThat(browser.at()).isEqualTo("/journey/consent");
        assertThat(browser.text()).contains("Share your data with Northwind Bank?", ">What<",
                "Spend analysis: suppliers, bills, payments, expenses, credits and the chart of accounts", ">Not<",
                "Sales, customers, payroll, tax and bank account numbers, passwords", ">Why<", ">Who reads it<",
                ">How often<", "Daily, and in between when something has changed or Northwind Bank asks. Reading only",
                ">How far back<", "24 months, and bills still open", ">Until<", ">Afterwards<", "erased after 90 days",
                ">How to stop<", northwind.ownerEmail(),
                "QuickBooks will ask for all accounting data, because it offers nothing smaller",
                "I may decide this for Acme Tooling")
            .doesNotContain("checked", "{lender}", "{", "Financials");
    }

    @Test
    @Tag("C6")
    void whatIsGivenIsKeptWithTextHashAndReceipt() {
        browser.press("/journey/consent", GOOD);
        assertThat(facts(northwind, request).step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
        var row = Db.all()
            .sql("""
                    select c.person_name, c.person_title, c.software, array_to_string(c.products, ','), c.text_sha256,
                           encode(sha256(convert_to(t.body, 'UTF8')), 'hex'), c.receipt::text,
                           c.ends_at > now() + interval '364 days'
                    from consent c join consent_text t on t.version = c.text_version and t.language = c.text_language
                    where c.request_id = ?""")
            .param(request)
            .query()
            .listOfRows()
            .getFirst()
            .values()
            .stream()
            .map(String::valueOf)
            .toList();
        assertThat(row.subList(0, 4)).containsExactly("Dora Patel", "Finance Director", "quickbooks-online",
                "SPEND_ANALYSIS");
        assertThat(row.get(4)).isEqualTo(row.get(5));
        assertThat(row.get(6)).contains(row.get(4), "How to stop", "Dora Patel", "I may decide this for Acme Tooling",
                "\"historyMonths\": 24", "form submitted by the person");
        assertThat(row.get(7)).isEqualTo("true");
        assertThat(count("mail where request_id = ? and kind = 'CONSENT_RECEIPT' and number = (select id::text "
                + "from consent where request_id = ?)", request, request))
            .isEqualTo(1);
        assertThat(count("outbox where request_id = ? and kind = 'CHANGED'", request)).isEqualTo(2);
        assertThat(count("consent where request_id = ?", others)).isZero();
    }

    @Test
    void whatNoFieldOfThePageSaysIsIgnored() {
        String[] more = { "email", "mallory@elsewhere.example", "person", "Mallory", "endsAt", "2099-01-01T00:00:00Z",
                "lender", "Mallory Ltd", "software", "netsuite", "method", "by telephone" };
        browser.press("/journey/consent", Stream.of(GOOD, more).flatMap(Stream::of).toArray(String[]::new));
        assertThat(facts(northwind, request).step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
        assertThat(Db.all()
            .sql("select receipt::text || software || ends_at from consent where request_id = ?")
            .param(request)
            .query(String.class)
            .single()).contains("quickbooks-online", "Dora Patel")
            .doesNotContainIgnoringCase("mallory")
            .doesNotContain("2099-01-01", "netsuite", "telephone");
    }

    @Test
    void givingItTakesNoMoreStatementsThanItDid() {
        int statements = Statements.of(() -> browser.submit("/journey/consent", GOOD));
        assertThat(browser.status()).isEqualTo(303);
        assertThat(statements).as("ten in the one transaction that writes, five that read, and two that set the lender")
            .isLessThanOrEqualTo(17);
    }

    @Test
    @Tag("C6")
    void eachReceiptNamesTheOneThatWasSignedBeforeItForTheSameLender() {
        browser.press("/journey/consent", GOOD);
        UUID next = northwind.request(northwind.company("Globex"));
        signedIn(northwind, next).press("/journey/software", "software", "quickbooks-online")
            .press("/journey/consent", GOOD);

        assertThat(previous(request)).isEqualTo("none");
        assertThat(previous(next)).matches("[0-9a-f]{64}").isEqualTo(signedSha256(request));
        assertThat(Db.all()
            .sql("select sha256 from receipt_chain where lender_id = ?")
            .param(northwind.id())
            .query(String.class)
            .single()).isEqualTo(signedSha256(next));
    }

    /** As the signed receipt itself says. */
    private static String previous(UUID request) {
        String signed = Db.all()
            .sql("select receipt_signed from consent where request_id = ?")
            .param(request)
            .query(String.class)
            .single();
        String receipt = new String(Base64.getUrlDecoder().decode(signed.split("\\.")[1]), StandardCharsets.UTF_8);
        return Db.all()
            .sql("select coalesce(?::jsonb ->> 'previous', 'none')")
            .param(receipt)
            .query(String.class)
            .single();
    }

    private static String signedSha256(UUID request) {
        return Db.all()
            .sql("select encode(sha256(convert_to(receipt_signed, 'UTF8')), 'hex') from consent where request_id = ?")
            .param(request)
            .query(String.class)
            .single();
    }

    @Test
    @Tag("C6")
    void oneOfTwoProductsIsEnoughAndTheReceiptSaysWhatWasLeftOut() {
        UUID both = northwind.as(() -> requests.request(new NewRequest(northwind.company("Globex"),
                Set.of(Product.SPEND_ANALYSIS, Product.FINANCIALS), null, null, "en"), Actor.user(northwind.owner())));
        Browser other = signedIn(northwind, both).press("/journey/software", "software", "quickbooks-online");
        assertThat(other.text()).contains("One is enough. Northwind Bank sees what you left out.");
        other.press("/journey/consent", "products", "FINANCIALS", "decide", "yes", "name", "Zoé", "title", "CFO");
        assertThat(Db.all()
            .sql("select receipt ->> 'leftOut' from consent where request_id = ?")
            .param(both)
            .query(String.class)
            .single()).isEqualTo("[\"SPEND_ANALYSIS\"]");
    }

    @Test
    void whatIsMissingIsSaidAtItsFieldAndNothingIsGiven() {
        browser.submit("/journey/consent");
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text())
            .contains("There is a problem", "Tick what you agree to share", "Tick that you may decide this",
                    "Enter your name", "Enter your job title", "href=\"#products\"", "href=\"#decide\"")
            .doesNotContain("checked");
        browser.submit("/journey/consent", "products", "FINANCIALS", "decide", "yes", "name", "D", "title", "T");
        assertThat(browser.text()).contains("Tick what you agree to share");
        assertThat(count("consent where request_id = ?", request)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a\r\nBcc: x@evil.example", "\ud800x", "\u202Egnp.exe", "Do\u200Bra", "Dora\uFEFF",
            "Do\u0085ra", "\u3164", "1234", "   ", "HUGE" })
    void oddNamesAreRefused(String name) {
        browser.submit("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "title", "CFO", "name",
                name.equals("HUGE") ? "x".repeat(1_000_000) : name);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(count("consent where request_id = ?", request)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "<script>alert(1)</script>", "${T(java.lang.Math).abs(-1234000)}", "=HYPERLINK(\"x\")",
            "Renée O’Brien-Łódź", "{until}", "王小明" })
    void namesAreShownAsTheyAreWritten(String name) {
        browser.press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "title", "CFO", "name", name);
        assertThat(Db.all()
            .sql("select person_name from consent where request_id = ?")
            .param(request)
            .query(String.class)
            .single()).isEqualTo(name);
        browser.open("/journey/receipt");
        assertThat(browser.text()).contains(name);
        assertThat(new String(browser.answer().getResponse().getContentAsByteArray(),
                java.nio.charset.StandardCharsets.UTF_8))
            .doesNotContain("<script>alert");
    }

    @Test
    @Tag("C6")
    void nobodyAgreesToOtherWordsThanThoseTheyRead() {
        browser.open("/journey/consent?lang=fr").cookie("language", "en").submit("/journey/consent", GOOD);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("Something here has changed since you opened the page");
        assertThat(count("consent where request_id = ?", request)).isZero();
        browser.press("/journey/consent", GOOD);
        assertThat(count("consent where request_id = ? and text_language = 'en'", request)).isEqualTo(1);
    }

    @ParameterizedTest
    @Tag("C6")
    @CsvSource({ "update lender set erase_after_days = 120, erased after 120 days",
            "update lender set name = 'Southwind Bank', with Southwind Bank?",
            "update lender set consent_months = 6, >Until<" })
    void nobodyAgreesToAnythingElseThanTheyWereShown(String changed, String now) {
        Db.all().sql(changed + " where id = ?").param(northwind.id()).update();
        browser.submit("/journey/consent", GOOD);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text())
            .contains("Something here has changed since you opened the page", now, "value=\"Dora Patel\"")
            .doesNotContain("checked");
        assertThat(count("consent where request_id = ?", request)).isZero();
        browser.open("/journey/consent?lang=fr");
        Db.all().sql("update lender set consent_months = 3 where id = ?").param(northwind.id()).update();
        browser.submit("/journey/consent", GOOD);
        assertThat(browser.text()).contains("Quelque chose a changé ici depuis l’ouverture de la page");

        browser.press("/journey/consent", GOOD);
        assertThat(Db.all()
            .sql("""
                    select k.erase_after_days = l.erase_after_days from consent k
                    join lender l on l.id = k.lender_id where k.request_id = ?""")
            .param(request)
            .query(Boolean.class)
            .single()).as("with what was promised").isTrue();
    }

    @Test
    void aHundredPressesAtOnceAreOneConsent() throws Exception {
        List<Callable<Browser>> presses = IntStream.range(0, 100)
            .<Callable<Browser>>mapToObj(i -> () -> browser.twin().submit("/journey/consent", GOOD))
            .toList();
        try (var threads = Executors.newFixedThreadPool(16)) {
            assertThat(threads.invokeAll(presses).stream().map(Future::resultNow))
                .allMatch(each -> each.status() == 303);
        }
        assertThat(count("consent where request_id = ?", request)).isEqualTo(1);
        assertThat(count("mail where request_id = ? and kind = 'CONSENT_RECEIPT'", request)).isEqualTo(1);
        assertThat(count("audit where request_id = ? and action = 'consent-given'", request)).isEqualTo(1);
    }

    @Test
    @Tag("C6")
    void withoutACodeThereIsNoConsent() {
        UUID fresh = northwind.request(northwind.company("Initech"));
        Browser newcomer = browser().open(link(northwind, fresh)).press("/start");
        newcomer.forge("/journey/consent", GOOD).follow();
        assertThat(newcomer.at()).isEqualTo("/journey/code");
        assertThat(count("consent where request_id = ?", fresh)).isZero();
        assertThat(pages.post()
            .uri("/journey/consent")
            .cookie(new jakarta.servlet.http.Cookie("visit", browser.cookie("visit")))).hasStatus(403);
    }

    @Test
    @Tag("C2")
    void stepsAreNeitherSkippedNorReordered() {
        UUID fresh = northwind.request(northwind.company("Initech"));
        Browser customer = signedIn(northwind, fresh);
        assertThat(customer.open("/journey/consent").location()).isEqualTo("/journey/software");
        assertThat(customer.open("/journey/done").location()).isEqualTo("/journey/software");
        customer.open("/journey/software").forge("/journey/consent", GOOD);
        assertThat(customer.status()).isEqualTo(409);
        assertThat(customer.text()).contains("That step has passed", "href=\"/journey\"");
        assertThat(count("consent where request_id = ?", fresh)).isZero();
    }

    @Test
    void anotherSoftwareAsksForConsentAgain() {
        browser.press("/journey/consent", GOOD).open("/journey/consent");
        assertThat(browser.text()).contains("The consent is given", "Given by Dora Patel, Finance Director")
            .doesNotContain("type=\"checkbox\"");
        Db.all().sql("update request_line set software = 'other' where request_id = ?").param(request).update();
        browser.open("/journey/software").press("/journey/software", "software", "quickbooks-online");
        assertThat(browser.at()).isEqualTo("/journey/consent");
        assertThat(browser.text()).contains("Share your data with Northwind Bank?");
    }

    @Test
    void decliningTakesTwoPressesAndAnOptionalReason() {
        browser.open("/journey/decline").submit("/journey/decline", "reason", "x".repeat(1001));
        assertThat(browser.status()).isEqualTo(422);
        browser.press("/journey/decline", "reason", "  We <b>changed</b> banks ");
        assertThat(browser.at()).isEqualTo("/journey/declined");
        assertThat(browser.text()).contains("You declined on", "We <b>changed</b> banks");
        assertThat(facts(northwind, request).status()).isEqualTo(RequestStatus.DECLINED);
        assertThat(Db.all()
            .sql("select closed_reason from request where id = ?")
            .param(request)
            .query(String.class)
            .single()).isEqualTo("We <b>changed</b> banks");
        assertThat(browser.open("/journey/consent").location()).isEqualTo("/journey/declined");
    }

    @Test
    @Tag("X12")
    void aConsentForAWithdrawnRequestIsNotTaken() {
        northwind.cancel(request, null);
        browser.press("/journey/consent", GOOD);
        assertThat(browser.at()).isEqualTo("/journey/closed");
        assertThat(browser.text()).contains("Northwind Bank withdrew this on");
        assertThat(count("consent where request_id = ?", request)).isZero();
    }

    @Test
    @Tag("C12")
    void inFrenchEverythingIsFrench() {
        browser.open("/journey/consent?lang=fr");
        assertThat(browser.text())
            .contains("Partager vos données avec Northwind Bank ?", "Ce qui ne l’est pas", "Je donne mon accord",
                    "24 mois")
            .doesNotContain("Share", "Next", "Decline");
        browser.press("/journey/consent", GOOD);
        assertThat(count("consent where request_id = ? and text_language = 'fr'", request)).isEqualTo(1);
    }

    @Test
    @Tag("C3")
    void lookingAtEveryPageChangesNothing() {
        browser.press("/journey/consent", GOOD);
        String before = database();
        for (String page : List.of("/journey", "/journey/code", "/journey/software", "/journey/consent",
                "/journey/connect", "/journey/checking", "/journey/done", "/journey/receipt", "/journey/decline",
                "/journey/declined", "/journey/closed", "/journey/again", "/journey/alive")) {
            browser.open(page);
            assertThat(browser.status()).as(page).isIn(200, 303, 204, 404);
        }
        assertThat(database()).isEqualTo(before);
    }

}
