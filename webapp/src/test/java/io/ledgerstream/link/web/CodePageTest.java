package io.ledgerstream.link.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.Requests;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

@Tag("C4")
class CodePageTest extends JourneyTest {

    @Autowired
    private Requests asking;

    private Fixtures.Bank northwind;

    private UUID request;

    private Browser browser;

    @BeforeEach
    void atTheCode() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Acme Tooling"));
        browser = browser().open(link(northwind, request)).press("/start");
    }

    @Test
    void theRightCodeSignsInAndChangesTheCookie() {
        String before = browser.cookie("visit");
        assertThat(browser.text()).contains("c•••@customer.example")
            .doesNotContain("contact", "Acme", "Dora", code(northwind, request));
        browser.press("/journey/code", "code", code(northwind, request));
        assertThat(browser.at()).isEqualTo("/journey/software");
        assertThat(browser.cookie("visit")).isNotEqualTo(before);
        assertThat(facts(northwind, request).status()).isEqualTo(RequestStatus.IN_PROGRESS);
        assertThat(browser().cookie("visit", before).open("/journey/software").follow().at())
            .isEqualTo("/journey/again");
    }

    @ParameterizedTest
    @ValueSource(strings = { " %s ", "%2$s %3$s", "%2$s-%3$s", "Your code: %s.", "\u00a0%2$s\u202f%3$s", "\u200b%s" })
    void pastedWithWhatStoodAroundItItWorks(String how) {
        String code = code(northwind, request);
        browser.press("/journey/code", "code", how.formatted(code, code.substring(0, 4), code.substring(4)));
        assertThat(browser.at()).isEqualTo("/journey/software");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1234567", "123456789", "abcdefgh", "<script>alert(1)</script>", "${123*1000}",
            "\ud800", "\r\nBcc: x@y" })
    void whatIsNoCodeCountsAsNoTry(String typed) {
        browser.submit("/journey/code", "code", typed);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("Enter the 8 digits of the code", "There is a problem")
            .doesNotContain("123000", "alert(1)");
        assertThat(tries()).isZero();
    }

    @Test
    void afterFiveWrongTriesTheCodeIsOver() {
        String right = code(northwind, request);
        for (int left = 4; left >= 1; left--) {
            browser.submit("/journey/code", "code", wrong(right));
            assertThat(browser.text()).contains(left == 1 ? "One try is left" : left + " tries are left");
        }
        browser.submit("/journey/code", "code", wrong(right));
        assertThat(browser.text()).contains("That code no longer works");
        browser.submit("/journey/code", "code", right);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(facts(northwind, request).status()).isEqualTo(RequestStatus.OPENED);
    }

    @Test
    void nothingOnThePageLeadsBackToIt() {
        assertThat(browser.text()).contains("Who is asking", "The code does not arrive")
            .doesNotContain("href=\"/journey");
    }

    @Test
    void aCodeHoldsTenMinutes() {
        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        browser.submit("/journey/code", "code", code(northwind, request));
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("That code no longer works");
        assertThat(browser.open("/journey/code").text()).contains("You need a new code");
    }

    @Test
    void aLateCodeReadsWhichOneReplacedIt() {
        String late = code(northwind, request);
        clock.advance(Duration.ofSeconds(61));
        browser.press("/another");
        assertThat(browser.text()).contains("We sent another code");
        browser.submit("/journey/code", "code", late);
        assertThat(browser.text()).containsPattern("That code was replaced by the one sent at \\d\\d:\\d\\d");
        assertThat(tries()).isZero();
        browser.press("/journey/code", "code", code(northwind, request));
        assertThat(browser.at()).isEqualTo("/journey/software");
    }

    @Test
    void aCodeOfTheDayBeforeIsNoLateOneButWrong() {
        String old = code(northwind, request);
        clock.advance(Duration.ofHours(25));
        browser.open("/journey/code").press("/another").submit("/journey/code", "code", old);
        assertThat(browser.text()).contains("4 tries are left");
        assertThat(tries()).isOne();
    }

    /**
     * Old keys are taken out as the runbook says; the codes that were made with them
     * stay.
     */
    @Test
    void whereTheKeyOfAnOlderCodeIsGoneTriesAreCountedAllTheSame() {
        clock.advance(Duration.ofSeconds(61));
        browser.press("/another");
        String right = code(northwind, request);
        Db.all()
            .sql("update sign_in_code set key_version = 0 where id = ?")
            .param(codeIds(request).getFirst())
            .update();
        browser.submit("/journey/code", "code", wrong(right));
        assertThat(browser.text()).contains("4 tries are left");
        assertThat(tries()).isOne();
        browser.press("/journey/code", "code", right);
        assertThat(browser.at()).isEqualTo("/journey/software");
    }

    @Test
    void codesAreAMinuteApartAndFiveAnHour() {
        browser.press("/another");
        assertThat(browser.text()).contains("The next code can be sent at");
        assertThat(codeIds(request)).hasSize(1);
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofSeconds(61));
            browser.open("/journey/code").press("/another");
        }
        assertThat(codeIds(request)).hasSize(5);
        clock.advance(Duration.ofHours(1));
        browser.open("/journey/code").press("/another");
        assertThat(codeIds(request)).hasSize(6);
    }

    @Test
    @Tag("X5")
    void theNewcomerWithAForwardedLinkGetsNoCodeOfTheirOwn() {
        Browser newcomer = browser().open(link(northwind, request)).press("/start");
        assertThat(newcomer.text()).contains("The code goes only to the person whom Northwind Bank invited");
        assertThat(count("mail where request_id = ? and kind = 'SIGN_IN_CODE'", request)).isEqualTo(1);
        newcomer.open("/journey/software").follow();
        assertThat(newcomer.at()).isEqualTo("/journey/code");
    }

    @Test
    @Tag("C2")
    void everyDeviceAsksForACodeOfItsOwnAndGoesOnWhereTheJourneyStands() {
        browser.press("/journey/code", "code", code(northwind, request));
        northwind.as(() -> assertThat(facts(northwind, request).status()).isEqualTo(RequestStatus.IN_PROGRESS));
        clock.advance(Duration.ofSeconds(61));
        assertThat(signedIn(northwind, request).at()).isEqualTo("/journey/software");
        assertThat(codeIds(request)).hasSize(2);
        assertThat(count("audit where request_id = ? and action = 'customer-signed-in'", request)).isEqualTo(1);
    }

    @Test
    void aHundredPressesAtOnceAreOneSignIn() throws Exception {
        String code = code(northwind, request);
        List<Callable<Browser>> presses = IntStream.range(0, 100)
            .<Callable<Browser>>mapToObj(i -> () -> browser.twin().submit("/journey/code", "code", code))
            .toList();
        try (var threads = Executors.newFixedThreadPool(16)) {
            var browsers = threads.invokeAll(presses).stream().map(java.util.concurrent.Future::resultNow).toList();
            assertThat(browsers).allMatch(each -> each.status() == 303);
            assertThat(browsers.stream().map(each -> each.cookie("visit")).distinct()).hasSize(1);
            assertThat(browsers.getLast().follow().at()).isEqualTo("/journey/software");
        }
        assertThat(count("audit where request_id = ? and action = 'customer-signed-in'", request)).isEqualTo(1);
        assertThat(count("visit where request_id = ? and signed_in_at is not null", request)).isEqualTo(1);
    }

    @Test
    void anotherBrowserCannotUseACodeThatWasUsed() {
        Browser other = browser().open(link(northwind, request)).press("/start");
        String code = code(northwind, request);
        browser.press("/journey/code", "code", code);
        other.submit("/journey/code", "code", code);
        assertThat(other.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = { "seen_at = now() - interval '31 minutes'", "created_at = now() - interval '121 minutes'",
            "ended_at = now()" })
    void aVisitThatHasEndedLeadsBackThroughANewCode(String ended) {
        browser.press("/journey/code", "code", code(northwind, request));
        Db.all().sql("update visit set " + ended + " where request_id = ?").param(request).update();
        browser.open("/journey/software").follow();
        assertThat(browser.at()).isEqualTo("/journey/again");
        clock.advance(Duration.ofSeconds(61));
        browser.press("/journey/again");
        assertThat(browser.at()).isEqualTo("/journey/code");
        browser.press("/journey/code", "code", code(northwind, request));
        assertThat(browser.at()).isEqualTo("/journey/software");
    }

    /**
     * Nothing is behind a code any more: none is mailed, and they read what their link
     * says.
     */
    @ParameterizedTest
    @Tag("X12")
    @ValueSource(strings = { "CANCELLED", "EXPIRED" })
    void whoComesBackToAClosedRequestReadsThatAndIsMailedNoCode(String how) {
        browser.press("/journey/code", "code", code(northwind, request));
        String link = link(northwind, request);
        if (how.equals("CANCELLED")) {
            northwind.cancel(request, "secret reason");
        }
        else {
            clock.advance(Duration.ofDays(90));
            northwind.as(() -> asking.dueDateReached(request));
        }
        Db.all().sql("update visit set ended_at = now() where request_id = ?").param(request).update();
        long codes = count("sign_in_code where request_id = ?", request);
        browser.open("/journey/again").press("/journey/again");
        assertThat(browser.at()).isEqualTo(link);
        assertThat(browser.text()).contains(how.equals("CANCELLED") ? "withdrew this" : "has passed")
            .doesNotContain("secret reason");
        assertThat(count("sign_in_code where request_id = ?", request)).isEqualTo(codes);
    }

    @Test
    @Tag("X12")
    void whereTheKeyOfAClosedRequestsLinkIsGoneTheyAreLedToWhatTheyShare() {
        browser.press("/journey/code", "code", code(northwind, request));
        northwind.cancel(request, null);
        Db.all().sql("update visit set ended_at = now() where request_id = ?").param(request).update();
        Db.all().sql("update link set key_version = 0 where request_id = ?").param(request).update();
        browser.open("/journey/again").press("/journey/again");
        assertThat(browser.at()).isEqualTo("/manage");
    }

    @Test
    @Tag("X12")
    void whoAsksForAnotherCodeOfARequestThatWasClosedMeanwhileReadsThatAndIsMailedNone() {
        String link = link(northwind, request);
        northwind.cancel(request, "secret reason");
        clock.advance(Duration.ofMinutes(2));
        long codes = count("sign_in_code where request_id = ?", request);
        browser.press("/journey/code/another");
        assertThat(browser.at()).isEqualTo(link);
        assertThat(browser.text()).contains("Northwind Bank withdrew this").doesNotContain("secret reason");
        assertThat(count("sign_in_code where request_id = ?", request)).isEqualTo(codes);
    }

    @Test
    @Tag("X12")
    void whoIsSignedInReadsThatTheRequestWasWithdrawn() {
        browser.press("/journey/code", "code", code(northwind, request));
        northwind.cancel(request, "secret reason");
        browser.forge("/journey/software", "software", "quickbooks-online").follow();
        assertThat(browser.at()).isEqualTo("/journey/closed");
        assertThat(browser.text()).contains("Northwind Bank withdrew this on").doesNotContain("secret reason");
    }

    @Test
    void strangersAreSentToTheirMail() {
        for (String path : List.of("/journey", "/journey/code", "/journey/software", "/journey/consent",
                "/journey/done")) {
            Browser stranger = browser().cookie("visit", "made-up").open(path).follow();
            assertThat(stranger.at()).isEqualTo("/journey/again");
            assertThat(stranger.text()).contains("open the link in your e-mail again");
        }
    }

    private int tries() {
        return Db.all()
            .sql("select max(tries) from sign_in_code where request_id = ?")
            .param(request)
            .query(Integer.class)
            .single();
    }

    private static String wrong(String right) {
        return "%08d".formatted((Long.parseLong(right) + 1) % 100_000_000);
    }

}
