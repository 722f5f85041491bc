package io.ledgerstream.connection.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.SeveralCompanies;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.connection.Subsidiaries;
import io.ledgerstream.connection.Verification;
import io.ledgerstream.lender.Role;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import io.ledgerstream.request.RequestStep;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

@Tag("V8")
class SubsidiariesPageTest extends JourneyTest {

    private static final String PAGE = "/journey/subsidiaries";

    private static final String CHECKING = "/journey/checking";

    @Autowired
    private Connections connections;

    @Autowired
    private Verification verification;

    @Autowired
    private Subsidiaries subsidiaries;

    @Autowired
    private SeveralCompanies provider;

    private Fixtures.Bank northwind;

    private UUID request;

    private Browser browser;

    @BeforeEach
    void aCustomerWhoseAccountKeepsThreeCompanies() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Calder Foods Inc"));
        browser = signedIn(northwind, request).press("/journey/software", "software", SeveralCompanies.CODE)
            .press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel", "title",
                    "CFO");
        provider.read();
        connect();
        browser.open("/journey").follow();
    }

    @Test
    void thePageListsEachCompanyAndNoneIsTicked() {
        assertThat(browser.at()).isEqualTo(PAGE);
        assertThat(browser.text())
            .contains("Holding of Many keeps the books of several companies. Northwind Bank asked for Calder Foods Inc",
                    "Delta Fret SARL", "France", "United States", "None of their figures has been read yet.",
                    "Connect another Several Companies account")
            .doesNotContain("checked");
        assertThat(provider.read()).isEmpty();
        assertThat(browser.open(CHECKING).location()).as("not before the choice").isEqualTo(PAGE);
    }

    @Test
    @Tag("C12")
    void inFrenchToo() {
        browser.open(PAGE + "?lang=fr");
        assertThat(browser.text()).contains("lang=\"fr\"", "États-Unis", "Royaume-Uni")
            .doesNotContain("keeps the books", "Share these");
    }

    @Test
    @Tag("V4")
    void whatIsChosenIsCheckedSharedAndNamedEverywhere() {
        choose(browser, "2");
        assertThat(browser.at()).isEqualTo(CHECKING);
        verify();
        assertThat(provider.read()).containsExactly("2");
        assertThat(browser.open("/journey").follow().at()).isEqualTo("/journey/done");
        assertThat(browser.text()).containsSubsequence("Companies shared", "Calder Foods Inc", "What was checked",
                "The account exists in Several Companies", "Company is Holding of Many",
                "there is no bill and no expense of the last 12 months");
        assertThat(browser.open("/journey/receipt").text())
            .containsSubsequence("Companies that are shared", "Calder Foods Inc")
            .doesNotContain("Delta Fret SARL");
        for (String person : new String[] { northwind.ownerEmail(), person(northwind, Role.SUCCESS_MANAGER),
                person(northwind, Role.VIEWER) }) {
            assertThat(pages.get().uri("/portal/requests/" + request).with(by(person))).hasStatusOk()
                .bodyText()
                .containsSubsequence("What was checked, as the customer reads it.",
                        "The account exists in Several Companies", "Company is Holding of Many", "Companies shared",
                        "Calder Foods Inc")
                .doesNotContain("Delta Fret SARL");
        }
    }

    @Test
    void severalMayBeChosen() {
        choose(browser, "1", "3");
        assertThat(shared()).isEqualTo("{1,3}");
    }

    @Test
    void noneIsNotEnough() {
        browser.submit(PAGE);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("There is a problem", "href=\"#shared\"", "id=\"shared\"",
                "Tick at least one company");
        assertThat(facts(northwind, request).step()).isEqualTo(RequestStep.CHOOSE_SUBSIDIARIES);
    }

    @ParameterizedTest
    @ValueSource(strings = { "4", "", "2' or 1=1 --", "<script>alert(1)</script>", "2,3", "-1", "999999999999999999999",
            "\u202E2" })
    void whatWasNotOfferedIsNotShared(String id) {
        browser.submit(PAGE, "shared", id, "shared", "2");
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.answer()).bodyText().doesNotContain("<script>alert");
        assertThat(browser.text()).as("what was ticked stays ticked").contains("checked");
        assertThat(shared()).isNull();
    }

    @Test
    void anAnswerAboutAnotherAttemptIsRefused() {
        for (String attempt : new String[] { "", "x", UUID.randomUUID().toString() }) {
            assertThat(browser.open(PAGE).forge(PAGE, "shared", "2", "attempt", attempt).status()).isEqualTo(409);
            assertThat(browser.open(PAGE).forge(PAGE + "/another", "attempt", attempt).status()).isEqualTo(409);
        }
        assertThat(shared()).isNull();
        assertThat(facts(northwind, request).step()).isEqualTo(RequestStep.CHOOSE_SUBSIDIARIES);
    }

    @Test
    void aSecondPressChangesNothing() {
        Browser twin = browser.twin();
        choose(browser, "2");
        choose(twin, "3");
        assertThat(twin.at()).isEqualTo(CHECKING);
        assertThat(shared()).isEqualTo("{2}");
        assertThat(count("subsidiary_choice where request_id = ?", request)).isEqualTo(1);
    }

    @Test
    @Tag("X11")
    void ofTwoPeopleTheFirstChoosesAndTheSecondSeesIt() {
        clock.advance(Duration.ofSeconds(61));
        Browser other = signedIn(northwind, request).open(PAGE);
        choose(browser, "2");
        other.submit(PAGE, "shared", "3");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text()).contains("The companies to share were chosen at", "on another device")
            .doesNotContain("??");
        assertThat(shared()).isEqualTo("{2}");
    }

    @Test
    void theWrongAccountIsGivenUpAndAnotherConnected() {
        Browser before = browser.twin();
        browser.submit(PAGE + "/another");
        assertThat(browser.status()).isEqualTo(303);
        assertThat(browser.location()).isEqualTo("/journey/connect");
        assertThat(
                count("connection where request_id = ? and state = 'UNLINKED' and revoke_due_at is not null", request))
            .isEqualTo(1);
        connect();
        before.submit(PAGE, "shared", "2");
        assertThat(before.status()).isEqualTo(409);
        assertThat(shared()).isNull();
        choose(browser.open(PAGE), "2");
        assertThat(browser.at()).isEqualTo(CHECKING);
    }

    @Test
    @Tag("X12")
    void aRequestThatWasWithdrawnSaysSoOnTheNextPress() {
        northwind.cancel(request, null);
        choose(browser, "2");
        assertThat(browser.at()).isEqualTo("/journey/closed");
        assertThat(browser.text()).contains("Northwind Bank withdrew this on");
    }

    @Test
    void thePageIsForThisStepAndForWhoIsSignedInOnly() {
        assertThat(browser().open(PAGE).location()).isEqualTo("/journey/again");
        String attempt = facts(northwind, request).attemptId().toString();
        assertThat(pages.post()
            .uri(PAGE)
            .cookie(new Cookie("visit", browser.cookie("visit")))
            .param("shared", "2")
            .param("attempt", attempt)).hasStatus(403);
        Fixtures.Bank harbour = fixtures.lender("Harbour Credit");
        UUID others = harbour.request(harbour.company("Calder Foods Inc"));
        clock.advance(Duration.ofSeconds(61));
        Browser early = signedIn(harbour, others);
        assertThat(early.open(PAGE).location()).isEqualTo("/journey/software");
        early.open("/journey/software").forge(PAGE, "shared", "2", "attempt", attempt);
        assertThat(early.status()).isEqualTo(409);
        assertThat(harbour.as(() -> subsidiaries.offered(request))).isEmpty();
        assertThat(pages.get().uri("/portal/requests/" + request).with(by(harbour))).hasStatus(404);
        assertThat(shared()).isNull();
    }

    private static void choose(Browser browser, String... ids) {
        String[] fields = new String[2 * ids.length];
        for (int i = 0; i < ids.length; i++) {
            fields[2 * i] = "shared";
            fields[2 * i + 1] = ids[i];
        }
        browser.press(PAGE, fields);
    }

    private void connect() {
        northwind.as(() -> connections.connect(request, SeveralCompanies.ACCOUNT, SeveralCompanies.KEY, null,
                Actor.customer(request)));
        verify();
    }

    private void verify() {
        northwind.as(() -> verification.verify(northwind.inTransaction(() -> verification.begin(request)).work()));
    }

    /** Null before the choice. */
    private String shared() {
        return Db.all()
            .sql("select subsidiaries::text from connection where request_id = ? and state <> 'UNLINKED'")
            .param(request)
            .query((row, n) -> java.util.Optional.ofNullable(row.getString(1)))
            .single()
            .orElse(null);
    }

}
