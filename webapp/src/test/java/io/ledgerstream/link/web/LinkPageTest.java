package io.ledgerstream.link.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.Statements;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.Requests;
import io.ledgerstream.request.web.Connected;
import io.ledgerstream.sharing.SharingEnd;
import io.ledgerstream.sharing.SharingEnds;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

class LinkPageTest extends JourneyTest {

    @Autowired
    private Requests requests;

    @Autowired
    private SharingEnds ends;

    private Fixtures.Bank northwind;

    private UUID request;

    private UUID othersRequest;

    @BeforeEach
    void twoLendersAskTheSameCompany() {
        northwind = fixtures.lender("Northwind Bank");
        var contoso = fixtures.lender("Contoso Credit");
        request = northwind.request(northwind.company("Acme Tooling", "Dora Patel", "US", "en"));
        othersRequest = contoso.request(contoso.company("Acme Tooling", "Dora Patel", "US", "en"));
    }

    @Test
    @Tag("C3")
    void lookingChangesNothingAndShowsNobodysName() {
        String link = link(northwind, request);
        String before = database();
        Browser browser = browser().open(link).open(link + "?lang=fr").open(link);
        assertThat(browser.text()).contains("Northwind Bank", "A••• T•••", "Rita Moreno")
            .doesNotContain("Acme", "Dora", "@customer.example");
        assertThat(pages.head().uri(link)).hasStatusOk();
        assertThat(database()).isEqualTo(before);
        assertThat(browser.jar()).containsOnlyKeys("csrf", "language");
    }

    @Test
    @Tag("C3")
    void startMarksOpenedMailsOneCodeAndTakesTheTokenOutOfTheAddress() {
        String link = link(northwind, request);
        Browser browser = browser().open(link).submit("/start");
        assertThat(browser.status()).isEqualTo(303);
        assertThat(browser.location()).isEqualTo("/journey/code");
        assertThat(facts(northwind, request).status()).isEqualTo(RequestStatus.OPENED);

        browser().open(link).press("/start");
        assertThat(count("sign_in_code where request_id = ?", request)).isEqualTo(1);
        assertThat(count("mail where request_id = ? and kind = 'SIGN_IN_CODE' and state = 'PLANNED'", request))
            .isEqualTo(1);
        assertThat(count("audit where request_id = ? and action = 'journey-opened'", request)).isEqualTo(1);
        assertThat(count("mail where request_id = ?", othersRequest)).isZero();
    }

    @Test
    void theDatabaseHoldsHashesOfTokensOnly() {
        String link = link(northwind, request);
        Browser browser = browser().open(link).press("/start");
        String token = browser.cookie("visit");
        assertThat(token).matches("[\\w-]{43}");
        String dump = Db.all()
            .sql("select (select string_agg(v::text, '') from visit v) || (select string_agg(l::text, '') from link l)")
            .query(String.class)
            .single();
        assertThat(dump).doesNotContain(token, link.substring(3));
    }

    @Test
    void withoutTheFormsTokenNothingStarts() {
        assertThat(pages.post().uri(link(northwind, request) + "/start")).hasStatus(403);
        assertThat(facts(northwind, request).status()).isEqualTo(RequestStatus.REQUESTED);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/c/x", "/c/%00", "/c/..%2f..%2fetc", "/c/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "/c/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/c/%F0%9F%98%80", "/c/'%20or%201=1--",
            "/c/$%7B1234*1000%7D", "/c/%E2%80%AEabc", "/c/https:%2F%2Fscanner.example%2Fwrap%3Fu=x", "HUGE",
            "FLIPPED" })
    void whatIsNoLinkOfOursGetsOneAndTheSameAnswer(String path) {
        String link = link(northwind, request);
        String actual = switch (path) {
            case "HUGE" -> "/c/" + "A".repeat(100_000);
            case "FLIPPED" -> link.substring(0, link.length() - 2) + (link.charAt(link.length() - 2) == 'A' ? 'B' : 'A')
                    + link.charAt(link.length() - 1);
            default -> path;
        };
        Browser browser = browser().open(actual);
        assertThat(browser.status()).isEqualTo(404);
        assertThat(browser.text()).doesNotContain("Exception", "Northwind", "1234000", actual);
    }

    /**
     * A link that never was, one with its end cut off, and one of the other kind: nothing
     * to tell them apart by.
     */
    @Test
    void whatIsNoLinkHereIsAnsweredAlikeWhateverItIs() {
        String token = link(northwind, request).substring("/c/".length());
        List<String> paths = List.of("/c/" + "A".repeat(43), "/c/" + token.substring(0, 42), "/r/" + token, "/r/x",
                "/c/x/not-me");
        assertThat(paths.stream()
            .map(path -> browser().open(path))
            .map(browser -> browser.status() + " " + withoutNumbers(browser.text()))
            .distinct()).as("answers, but for the correlation id").hasSize(1);
    }

    private static String withoutNumbers(String page) {
        return page.replaceAll("<code>[^<]*</code>", "<code></code>").replaceAll("nonce=\"[^\"]*\"", "");
    }

    @Test
    void whoeverTriesManyLinksWaitsAnHourWhateverAddressTheyClaim() {
        notAtTheTurnOfTheHour();
        for (int i = 0; i < 60; i++) {
            assertThat(guess(i)).hasStatus(404);
        }
        assertThat(guess(60)).hasStatus(429)
            .headers()
            .hasHeaderSatisfying("Retry-After",
                    seconds -> assertThat(Integer.parseInt(seconds.getFirst())).isBetween(1, 3600));
        assertThat(browser().open(link(northwind, request)).press("/start").at()).isEqualTo("/journey/code");
    }

    private MvcTestResult guess(int number) {
        return pages.post()
            .uri("/c/" + "A".repeat(40) + "%03d".formatted(number) + "/start")
            .with(csrf())
            .with(sent -> {
                sent.setRemoteAddr("203.0.113.7");
                return sent;
            })
            .header("X-Forwarded-For", "198.51.100." + number)
            .exchange();
    }

    @Test
    @Tag("X1")
    void anExpiredLinkOfAnOpenRequestMailsANewOneToTheInvitedAddressAndNowhereElse() {
        String link = link(northwind, request);
        clock.advance(Duration.ofDays(15));
        Browser browser = browser().open(link);
        assertThat(browser.text()).contains("This link has expired", "c•••@customer.example")
            .doesNotContain("/start", "on its way");
        assertThat(browser.open(link + "?mailed").text()).as("before it is")
            .contains("This link has expired")
            .doesNotContain("on its way");
        browser.open(link).press("/new-link");
        assertThat(browser.text()).contains("A new link is on its way")
            .as("one thing is said")
            .doesNotContain("A newer link", "/new-link");
        assertThat(count("mail where request_id = ? and kind = 'NEW_LINK'", request)).isEqualTo(1);
        assertThat(browser.open(link).text()).contains("A newer link has taken this one’s place");
        browser.open(link).press("/new-link");
        assertThat(count("mail where request_id = ? and kind = 'NEW_LINK'", request)).isEqualTo(1);
        assertThat(link(northwind, request)).isNotEqualTo(link);
        assertThat(browser().open(link(northwind, request)).press("/start").at()).isEqualTo("/journey/code");
    }

    @Test
    @Tag("X1")
    void whoIsNotTheRightPersonIsMailedNoNewLinkAndReadsWhy() {
        String link = link(northwind, request);
        clock.advance(Duration.ofDays(15));
        browser().open(link + "/not-me").press("/not-me");
        Browser browser = browser().open(link).press("/new-link");
        assertThat(browser.text())
            .contains("Northwind Bank knows that you are not the right person", "It is me after all")
            .doesNotContain("on its way");
        assertThat(count("mail where request_id = ? and kind = 'NEW_LINK'", request)).isZero();
        browser.press("/me-after-all").press("/new-link");
        assertThat(browser.text()).contains("A new link is on its way");
    }

    @Test
    @Tag("C3")
    void aReplacedLinkSaysSo() {
        String link = link(northwind, request);
        clock.advance(Duration.ofDays(15));
        browser().open(link).press("/new-link");
        Browser browser = browser().open(link);
        assertThat(browser.text()).contains("A newer link has taken this one’s place").doesNotContain("/start");
        assertThat(browser.forge(link + "/start").location()).isEqualTo(link);
    }

    @Test
    @Tag("X2")
    void anExpiredRequestOffersNoNewLinkButTellsTheOwnerOnceADay() {
        String link = link(northwind, request);
        clock.advance(Duration.ofDays(23));
        Browser browser = browser().open(link);
        assertThat(browser.text()).contains("The time to answer Northwind Bank has passed")
            .doesNotContain("/new-link", "/start", "knows that");
        assertThat(browser.forge(link + "/new-link").location()).isEqualTo(link);
        browser.open(link).press("/go-on");
        assertThat(browser.text()).contains("Northwind Bank knows that you would like to go on");
        browser.open(link).press("/go-on");
        assertThat(count("mail where request_id = ? and kind = 'LENDER_WANTS_TO_GO_ON'", request)).isEqualTo(1);
        clock.advance(Duration.ofDays(1));
        browser.open(link).press("/go-on");
        assertThat(count("mail where request_id = ? and kind = 'LENDER_WANTS_TO_GO_ON'", request)).isEqualTo(2);
        assertThat(count("mail where request_id = ? and kind = 'NEW_LINK'", request)).isZero();
    }

    @Test
    @Tag("X2")
    void whoIsSignedInWhenTheTimePassesTellsTheOwnerFromThere() {
        Browser dora = signedIn(northwind, request);
        clock.advance(Duration.ofDays(23));
        northwind.as(() -> requests.dueDateReached(request));
        dora.open("/journey").follow();
        assertThat(dora.at()).isEqualTo("/journey/closed");
        dora.twin().press("/journey/closed");
        dora.press("/journey/closed");
        assertThat(dora.text()).contains("Northwind Bank knows that you would like to go on",
                "decides whether to ask you again");
        assertThat(count("mail where request_id = ? and kind = 'LENDER_WANTS_TO_GO_ON'", request)).isEqualTo(1);
    }

    @Test
    @Tag("X12")
    void aCancelledRequestSaysWhoWithdrewItAndWhen() {
        String link = link(northwind, request);
        northwind.cancel(request, "no longer needed");
        Browser browser = browser().open(link);
        assertThat(browser.text()).contains("Northwind Bank withdrew this on")
            .doesNotContain("no longer needed", "/start", "/new-link");
    }

    @Test
    void declinedAndFinishedLinksSaySo() {
        String link = link(northwind, request);
        northwind.declined(request, "too early");
        assertThat(browser().open(link).text()).contains("You declined this request on", "I changed my mind")
            .doesNotContain("too early");
        UUID connected = northwind.request(northwind.company("Globex"));
        String finished = link(northwind, connected);
        northwind.connected(connected);
        assertThat(browser().open(finished).text()).contains("data is shared with Northwind Bank since");
    }

    @Test
    @Tag("C3")
    @Tag("C11")
    void onceTheSharingHasEndedTheLinkSaysSoAndLeadsToWhereSharingsAreManaged() {
        String link = link(northwind, request);
        UUID connection = Connected.by(northwind, request);
        Browser stoodOpen = browser().open(link);
        assertThat(stoodOpen.text()).contains("data is shared with Northwind Bank since", "Show what is shared");
        northwind.as(() -> ends.connection(connection, request, SharingEnd.ENDED_BY_CUSTOMER, Actor.customer(null)));
        Browser dora = browser().open(link);
        assertThat(dora.text())
            .contains("This sharing with Northwind Bank ended on", "Nothing is read through it any more",
                    "href=\"/manage\"")
            .doesNotContain("data is shared with", "/start");
        assertThat(stoodOpen.press("/start").at()).isEqualTo(link);
        assertThat(dora.open(link + "?lang=fr").text()).contains("Ce partage avec Northwind Bank a pris fin le")
            .doesNotContain("??");
    }

    @Test
    @Tag("C3")
    @Tag("S4")
    void whereAccessWasLostTheLinkSaysThatNothingNewIsRead() {
        String link = link(northwind, request);
        Connected.losesAccess(Connected.by(northwind, request));
        Browser dora = browser().open(link);
        assertThat(dora.text())
            .contains("The sharing with Northwind Bank has been interrupted since", "does not see anything new",
                    "/start")
            .doesNotContain("This is finished", "has ended");
        assertThat(dora.press("/start").at()).isEqualTo("/journey/code");
    }

    @Test
    void theConnectScreenReadsInTwoStatements() {
        String link = link(northwind, request);
        browser().open(link);
        assertThat(Statements.of(() -> browser().open(link))).as("two, and the one that sets the lender")
            .isLessThanOrEqualTo(3);
    }

    @Test
    @Tag("C12")
    void theCustomersLanguageIsTheRequestsUnlessTheyChoose() {
        UUID french = northwind.request(northwind.company("Société Générale des Outils", "Zoé", "FR", "fr"));
        Browser browser = browser().open(link(northwind, french));
        assertThat(browser.text()).contains("lang=\"fr\"", "Commencer").doesNotContain("Start<");
        assertThat(browser.open(link(northwind, french) + "?lang=en").text()).contains("Start");
        assertThat(browser.open(link(northwind, french)).text()).contains("lang=\"en\"");
    }

}
