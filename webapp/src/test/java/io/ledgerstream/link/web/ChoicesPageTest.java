package io.ledgerstream.link.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fixture.Fixtures;
import io.ledgerstream.link.Links;
import io.ledgerstream.request.Contacts;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("C9")
class ChoicesPageTest extends JourneyTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Autowired
    private Links links;

    @Autowired
    private RequestViews requests;

    @Autowired
    private Reminders reminders;

    @Autowired
    private Contacts contacts;

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID request;

    private UUID othersRequest;

    @BeforeEach
    void twoLendersAskTheSameCompany() {
        notAtTheTurnOfTheHour();
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        request = northwind.request(northwind.company("Acme Tooling", "Dora Patel", "US", "en"));
        othersRequest = contoso.request(contoso.company("Acme Tooling", "Dora Patel", "US", "en"));
    }

    @Test
    @Tag("C3")
    void lookingChangesNothingAndShowsNobodysName() {
        String choices = choices(northwind, request);
        String before = database();
        Browser browser = browser().open(choices).open(choices + "?lang=fr").open(choices);
        assertThat(browser.text()).contains("Northwind Bank", "A••• T•••", "Rita Moreno")
            .doesNotContain("Acme", "Dora", "@customer.example");
        assertThat(pages.head().uri(choices)).hasStatusOk();
        assertThat(database()).isEqualTo(before);
        assertThat(browser.jar()).containsOnlyKeys("csrf", "language");
    }

    @Test
    @Tag("L8")
    void stopStopsRemindersAndOnePressTurnsThemOnAgain() {
        Browser browser = browser().open(choices(northwind, request)).press("/stop");
        assertThat(browser.text()).contains("You will not be reminded again").doesNotContain("/stop\"");
        assertThat(view().remindersStopped()).isTrue();
        assertThat(northwind.as(() -> reminders.plan(request))).isEmpty();
        browser.press("/resume");
        assertThat(browser.text()).contains("/stop\"")
            .doesNotContain("one press turns reminders on again", "/resume\"");
        assertThat(view().remindersStopped()).isFalse();
        assertThat(northwind.as(() -> reminders.plan(request))).isPresent();
        assertThat(
                count("audit where request_id = ? and action in ('reminders-stopped', 'reminders-resumed')", request))
            .isEqualTo(2);
        assertThat(count("audit where request_id = ?", othersRequest)).isEqualTo(1);
    }

    @Test
    @Tag("L8")
    void notNowHoldsRemindersUntilTheDayThatWasWishedFor() {
        LocalDate day = today().plusDays(10);
        Browser browser = browser().open(choices(northwind, request)).press("/not-now", "day", day.toString());
        assertThat(browser.text()).contains("We will remind you on", "/resume\"");
        assertThat(LocalDate.ofInstant(view().remindersHeldUntil(), NEW_YORK)).isEqualTo(day);
        assertThat(northwind.as(() -> reminders.plan(request)).orElseThrow())
            .isAfterOrEqualTo(view().remindersHeldUntil());
        browser.press("/resume");
        assertThat(view().remindersHeldUntil()).isNull();
        browser.press("/not-now", "day", day.toString()).press("/stop");
        assertThat(browser.text()).contains("You will not be reminded again").doesNotContain("We will remind you on");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "tomorrow", "2026-02-30", "01/12/2026", "+999999999-12-31", "-5", "2020-01-01",
            "TODAY", "AFTER", "<script>alert(1)</script>", "${7*7}", "2026-12-01T00:00", "LONG" })
    void aDayThatCannotBeIsSaidAtTheFieldAndHoldsNothing(String typed) {
        String day = switch (typed) {
            case "TODAY" -> today().toString();
            case "AFTER" -> today().plusDays(22).toString();
            case "LONG" -> "9".repeat(100_000);
            default -> typed;
        };
        Browser browser = browser().open(choices(northwind, request)).submit("/not-now", "day", day);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("There is a problem", "href=\"#day\"").doesNotContain("49<");
        assertThat(browser.answer()).bodyText().doesNotContain("<script>alert");
        assertThat(view().remindersHeldUntil()).isNull();
        assertThat(browser.switchTo("fr").at()).as("the form that came back has the page's switch")
            .isEqualTo(choices(northwind, request));
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.text()).contains("lang=\"fr\"");
    }

    @Test
    void theDueDateItselfIsTheLastDayAndOnItNoOtherDayIsLeft() {
        String choices = choices(northwind, request);
        LocalDate due = LocalDate.ofInstant(view().dueAt(), NEW_YORK);
        assertThat(browser().open(choices).submit("/not-now", "day", due.toString()).status()).isEqualTo(303);
        clock.advance(Duration.between(clock.instant(), view().dueAt().minus(Duration.ofHours(3))));
        assertThat(browser().open(choices).text()).doesNotContain("/not-now").contains("/stop\"");
    }

    @Test
    @Tag("C3")
    void notMeHoldsTheMailsTellsTheOwnerAndCanBeTakenBack() {
        Browser browser = browser().open(choices(northwind, request)).press("/not-me");
        assertThat(browser.text()).contains("Northwind Bank knows that you are not the right person")
            .doesNotContain("/not-now", "/stop\"");
        assertThat(facts(northwind, request).contactInDoubt()).isTrue();
        assertThat(facts(contoso, othersRequest).contactInDoubt()).isFalse();
        assertThat(count("mail where request_id = ? and kind = 'LENDER_CONTACT_DISPUTED'", request)).isEqualTo(1);
        assertThat(northwind.as(() -> reminders.plan(request))).isEmpty();
        assertThat(browser().open(link(northwind, request)).press("/start").at())
            .as("the link works until the lender has answered")
            .isEqualTo("/journey/code");
        browser.press("/me-after-all");
        assertThat(facts(northwind, request).contactInDoubt()).isFalse();
        assertThat(browser.text()).contains("/not-now").doesNotContain("knows that you are not");
    }

    @Test
    @Tag("L8")
    void ofAMailThatCameBackItSaysJustThatAndRemindersAreStillTheirs() {
        northwind.as(() -> contacts.bounced(request, view().contactEmail()));
        String choices = choices(northwind, request);
        Browser browser = browser().open(choices);
        assertThat(browser.text())
            .contains("A mail to c•••@customer.example could not be delivered",
                    "Northwind Bank has been told and checks the address")
            .doesNotContain("not the right person", "Nothing else is left", "/me-after-all", "/not-me\"");
        post(choices + "/me-after-all");
        assertThat(facts(northwind, request).contactInDoubt()).as("the lender's to answer").isTrue();
        LocalDate day = today().plusDays(5);
        assertThat(browser.press("/not-now", "day", day.toString()).text()).contains("could not be delivered",
                "We will remind you on");
        northwind.as(() -> contacts.correct(request, "Dora Patel", view().contactEmail(), northwind.actor()));
        assertThat(LocalDate.ofInstant(view().remindersHeldUntil(), NEW_YORK))
            .as("the address was right: so is the wish")
            .isEqualTo(day);
        assertThat(browser.open(choices).text()).contains("We will remind you on")
            .doesNotContain("could not be delivered");
        browser.press("/stop");
        northwind.as(() -> contacts.correct(request, "Dora Patel-Weber", view().contactEmail(), northwind.actor()));
        assertThat(view().remindersStopped()).as("another name, the same person").isTrue();
        northwind.as(() -> contacts.correct(request, "Max Weber", "max-" + request + "@customer.example",
                northwind.actor()));
        assertThat(view().remindersStopped()).as("another person").isFalse();
    }

    @Test
    void changingOnesMindTooOftenIsRefusedForAnHour() {
        notAtTheTurnOfTheHour();
        String choices = choices(northwind, request);
        Browser browser = browser().open(choices);
        for (int i = 0; i < 5; i++) {
            browser.press("/not-me").press("/me-after-all");
        }
        assertThat(browser.submit("/not-me").status()).isEqualTo(429);
        assertThat(count("mail where request_id = ? and kind = 'LENDER_CONTACT_DISPUTED'", request)).isEqualTo(5);
    }

    @Test
    void aMailProgramStopsRemindersByOneClickWithoutCookieTokenOrPage() {
        MvcTestResult answer = oneClick(choices(northwind, request));
        assertThat(answer).hasStatusOk();
        assertThat(answer.getResponse().getContentLength()).isZero();
        assertThat(view().remindersStopped()).isTrue();
        assertThat(northwind.as(() -> requests.get(request)).status().open()).isTrue();
        assertThat(oneClick(choices(northwind, request))).as("a second time").hasStatusOk();
        assertThat(count("audit where request_id = ? and action = 'reminders-stopped'", request)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/not-now", "/stop", "/resume", "/not-me", "/me-after-all", "", "/", "//" })
    @Tag("C3")
    void everythingElseNeedsTheFormsToken(String below) {
        String before = database();
        assertThat(pages.post().uri(choices(northwind, request) + below).param("day", today().plusDays(3).toString()))
            .hasStatus4xxClientError();
        if (!below.isEmpty()) {
            assertThat(oneClick(choices(northwind, request) + below)).as("the one click is good for one address only")
                .hasStatus4xxClientError();
        }
        assertThat(database().replaceAll("link:\\S+", "")).isEqualTo(before.replaceAll("link:\\S+", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = { "one-click", "One-Click, One-Click", "", "1" })
    void onlyTheExactWordsAreAOneClick(String value) {
        assertThat(pages.post().uri(choices(northwind, request)).param("List-Unsubscribe", value))
            .hasStatus4xxClientError();
        assertThat(view().remindersStopped()).isFalse();
    }

    @Test
    @Tag("C3")
    void theOneClickOpensNoOtherDoor() {
        for (String path : new String[] { link(northwind, request) + "/start", link(northwind, request) + "/not-me",
                "/journey/decline", "/portal/companies" }) {
            assertThat(pages.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .param("List-Unsubscribe", "One-Click")
                .exchange()
                .getResponse()
                .getStatus()).as(path).isIn(302, 303, 403, 404);
        }
        assertThat(facts(northwind, request).status().name()).isEqualTo("REQUESTED");
        assertThat(facts(northwind, request).contactInDoubt()).isFalse();
    }

    @Test
    @Tag("C3")
    void aChoicesLinkStartsNothingAndALinkOfTheJourneyChoosesNothing() {
        String choices = choices(northwind, request);
        String link = link(northwind, request);
        assertThat(pages.get().uri("/c" + choices.substring(2))).hasStatus(404);
        for (String below : new String[] { "/start", "/new-link", "/go-on", "/not-me", "/me-after-all" }) {
            assertThat(pages.post().uri("/c" + choices.substring(2) + below).with(csrf())).as(below).hasStatus(404);
        }
        assertThat(pages.get().uri("/r" + link.substring(2))).hasStatus(404);
        assertThat(pages.post().uri("/r" + link.substring(2) + "/stop").with(csrf())).hasStatus(404);
        assertThat(oneClick("/r" + link.substring(2))).hasStatus(404);
        assertThat(facts(northwind, request).status().name()).isEqualTo("REQUESTED");
        assertThat(view().remindersStopped()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/r/x", "/r/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/r/%00", "/r/'%20or%201=1--",
            "/r/$%7B1234*1000%7D" })
    void whatIsNoLinkOfOursGetsOneAndTheSameAnswer(String path) {
        Browser browser = browser().open(path);
        assertThat(browser.status()).isEqualTo(404);
        assertThat(browser.text()).doesNotContain("Exception", "1234000");
    }

    @Test
    void whoeverTriesManyLinksWaitsAnHourHereToo() {
        notAtTheTurnOfTheHour();
        for (int i = 0; i < 60; i++) {
            assertThat(guess(i)).hasStatus(404);
        }
        assertThat(guess(60)).hasStatus(429);
    }

    private MvcTestResult guess(int number) {
        return pages.post()
            .uri("/r/" + "A".repeat(40) + "%03d".formatted(number))
            .param("List-Unsubscribe", "One-Click")
            .with(sent -> {
                sent.setRemoteAddr("203.0.113.8");
                return sent;
            })
            .exchange();
    }

    @Test
    @Tag("C3")
    void aClosedRequestsLinkSaysSoAndChangesNothing() {
        for (String end : new String[] { "cancelled", "declined", "connected", "expired" }) {
            UUID closed = northwind.request(northwind.company("Globex " + end));
            String choices = choices(northwind, closed);
            Browser stale = browser().open(choices);
            switch (end) {
                case "cancelled" -> northwind.cancel(closed, null);
                case "declined" -> northwind.declined(closed, "too early");
                case "connected" -> northwind.connected(closed);
                default -> clock.advance(Duration.ofDays(23));
            }
            Browser browser = browser().open(choices);
            assertThat(browser.text()).as(end)
                .contains("You get no more reminders")
                .doesNotContain("/stop", "/not-me", "too early");
            assertThat(stale.submit("/stop").location()).isEqualTo(choices);
            for (String below : new String[] { "/not-now", "/resume", "/not-me", "/me-after-all" }) {
                post(choices + below);
            }
            assertThat(oneClick(choices)).hasStatusOk();
            assertThat(count("request where id = ? and (reminders_stopped or contact_doubt is not null)", closed))
                .as(end)
                .isZero();
        }
    }

    /**
     * Cancelled after the page has looked at the request and before it holds the
     * reminders: the press waits for the request's lock.
     */
    @Test
    void aRequestThatClosesWhileADayIsSentSaysHowItEndedAndNothingOfTheDay() throws Exception {
        String choices = choices(northwind, request);
        Browser browser = browser().open(choices);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> press = northwind.inTransaction(() -> {
                northwind.cancel(request, null);
                Future<?> pressed = threads
                    .submit(() -> browser.submit("/not-now", "day", today().plusDays(3).toString()));
                await().until(() -> pressed.isDone() || Db.all()
                    .sql("""
                            select count(*) from pg_stat_activity
                            where wait_event_type = 'Lock' and datname = current_database()""")
                    .query(Integer.class)
                    .single() > 0);
                return pressed;
            });
            press.get();
        }
        assertThat(browser.location()).isEqualTo(choices);
        assertThat(browser.follow().text()).contains("You get no more reminders");
        assertThat(view().remindersHeldUntil()).isNull();
    }

    @Test
    @Tag("X6")
    void afterACorrectionTheFirstPersonsLinkCanDoNothingToTheSecond() {
        String first = choices(northwind, request);
        Browser stale = browser().open(first);
        Browser staleToo = stale.twin();
        northwind.as(() -> contacts.correct(request, "Max Weber", "max-" + request + "@customer.example",
                northwind.actor()));
        assertThat(browser().open(first).text()).contains("This link is no longer in use")
            .doesNotContain("Max", "max-", "Dora", "/stop");
        stale.submit("/stop");
        stale.open(first);
        oneClick(first);
        post(first + "/not-me");
        assertThat(staleToo.submit("/not-now", "day", today().plusDays(3).toString()).location()).isEqualTo(first);
        assertThat(view().remindersStopped()).isFalse();
        assertThat(view().remindersHeldUntil()).isNull();
        assertThat(browser().open(choices(northwind, request)).text()).contains("/stop");
    }

    @Test
    @Tag("C12")
    void speaksTheRequestsLanguage() {
        UUID french = northwind.request(northwind.company("Société Outils", "Zoé", "FR", "fr"));
        assertThat(browser().open(choices(northwind, french)).text()).contains("lang=\"fr\"",
                "Ne plus m’envoyer de rappels", "Vous n’êtes pas la bonne personne");
    }

    private MvcTestResult oneClick(String address) {
        return pages.post()
            .uri(address)
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .param("List-Unsubscribe", "One-Click")
            .exchange();
    }

    private void post(String address) {
        assertThat(pages.post()
            .uri(address)
            .param("day", today().plusDays(3).toString())
            .with(csrf())
            .exchange()
            .getResponse()
            .getStatus()).isEqualTo(303);
    }

    /** The path of the link that the mails' feet carry. */
    private String choices(Fixtures.Bank bank, UUID of) {
        return bank.inTransaction(() -> links.choices(requests.get(of))).getPath();
    }

    private RequestView view() {
        return northwind.as(() -> requests.get(request));
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(NEW_YORK));
    }

}
