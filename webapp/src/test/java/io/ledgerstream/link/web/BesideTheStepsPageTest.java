package io.ledgerstream.link.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.request.Contacts;
import io.ledgerstream.request.Help;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

/**
 * What a customer can do beside the steps: ask for help, change their mind; and what the
 * one before them still sees.
 */
class BesideTheStepsPageTest extends JourneyTest {

    @Autowired
    private Help help;

    @Autowired
    private Contacts contacts;

    @Autowired
    private RequestViews views;

    @Autowired
    private Requests requests;

    private Fixtures.Bank northwind;

    private UUID request;

    private UUID others;

    @BeforeEach
    void twoLendersAsk() {
        northwind = fixtures.lender("Northwind Bank");
        Fixtures.Bank contoso = fixtures.lender("Contoso Credit");
        others = contoso.request(contoso.company("Acme Tooling"));
        request = northwind.request(northwind.company("Acme Tooling"));
    }

    @Test
    @Tag("C9")
    void helpIsAskedForFromAStepWhichWaitsMeanwhileAndTheAnswerStandsBesideTheQuestion() {
        Browser browser = signedIn(northwind, request);
        assertThat(browser.text()).contains("href=\"/journey/help\"");
        browser.open("/journey/help").press("/journey/help", "question", "  Where is <b>it</b>?\nThank you  ");
        assertThat(browser.at()).isEqualTo("/journey/help");
        assertThat(browser.answer()).bodyText()
            .contains("Your question is on its way", "Where is &lt;b&gt;it&lt;/b&gt;?", "Not answered yet");
        assertThat(northwind.as(() -> views.get(request)).facts().helpOpen()).isTrue();
        assertThat(northwind.as(() -> views.get(request)).facts().step()).isEqualTo(RequestStep.SELECT_SOFTWARE);

        northwind.as(() -> help.answer(request, "Behind the gear.", northwind.actor()));
        assertThat(browser.open("/journey/help").text()).contains("Rita Moreno answered:", "Behind the gear.");
        assertThat(count("help_request where request_id = ?", others)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "   \n ", "x" })
    @Tag("C9")
    void anEmptyOrEndlessQuestionIsAFieldErrorAndASixthOneTooMany(String typed) {
        Browser browser = signedIn(northwind, request).open("/journey/help");
        if (typed.equals("x")) {
            for (int i = 0; i < 5; i++) {
                browser.press("/journey/help", "question", "Question " + i);
            }
            assertThat(browser.submit("/journey/help", "question", "One more").status()).isEqualTo(422);
            assertThat(browser.text()).contains("Five of your questions wait");
            assertThat(browser.submit("/journey/help", "question", "x".repeat(1001)).status()).isEqualTo(422);
        }
        else {
            assertThat(browser.submit("/journey/help", "question", typed).status()).isEqualTo(422);
            assertThat(browser.text()).contains("Write what you would like to know");
            assertThat(count("help_request where request_id = ?", request)).isZero();
        }
    }

    @Test
    @Tag("X4")
    void whoDeclinedChangesTheirMindByOnePressAndGoesOnAtTheConsent() {
        northwind.atConsent(request);
        Browser browser = signedIn(northwind, request).open("/journey/decline");
        browser.press("/journey/decline", "reason", "Not now.");
        assertThat(browser.text()).contains("I changed my mind", "You can still go on until");
        Browser twin = browser.twin();
        browser.press("/journey/declined");
        assertThat(browser.at()).isEqualTo("/journey/consent");
        assertThat(facts(northwind, request).status()).isEqualTo(RequestStatus.IN_PROGRESS);
        assertThat(count("mail where request_id = ? and kind = 'LENDER_CHANGED_MIND'", request)).isEqualTo(1);
        twin.press("/journey/declined");
        assertThat(twin.at()).as("pressed twice").isEqualTo("/journey/consent");
        assertThat(count("mail where request_id = ? and kind = 'LENDER_CHANGED_MIND'", request)).isEqualTo(1);
    }

    @Test
    @Tag("X4")
    void whereTheCompanyWasAskedAnewThatRequestIsTheOneToAnswer() {
        northwind.atConsent(request);
        String link = link(northwind, request);
        Browser browser = signedIn(northwind, request).open("/journey/decline");
        browser.press("/journey/decline", "reason", "Not now.");
        UUID company = facts(northwind, request).companyId();
        UUID anew = northwind
            .as(() -> requests.request(new NewRequest(company, Set.of(Product.SPEND_ANALYSIS), null, null, "en", true),
                    northwind.actor()));
        browser.press("/journey/declined");
        assertThat(browser.at()).isEqualTo("/journey/declined");
        assertThat(browser.text()).contains("Northwind Bank has asked again since")
            .doesNotContain("I changed my mind", "Nothing is shared", "You can still go on");
        assertThat(browser().open(link).text())
            .contains("You declined this request", "Northwind Bank has asked again since")
            .doesNotContain("I changed my mind");
        northwind.cancel(anew, null);
        assertThat(browser.open("/journey/declined").text()).contains("I changed my mind");
        assertThat(browser().open(link).text()).contains("I changed my mind");
    }

    @Test
    @Tag("X4")
    void whatCanNoLongerBeAddedToIsNotTakenUpAgain() {
        northwind.connected(request);
        UUID company = facts(northwind, request).companyId();
        UUID connection = UUID.randomUUID();
        Db.all().sql("""
                insert into connection (id, lender_id, company_id, request_id, line_id, software, state,
                                        state_changed_at, linked_at)
                select ?, lender_id, company_id, request_id, id, 'quickbooks-online', 'LINKED', now(), now()
                from request_line where request_id = ?""").params(connection, request).update();
        UUID more = northwind.as(() -> requests
            .request(new NewRequest(company, Set.of(Product.FINANCIALS), null, null, "en"), northwind.actor()));
        String link = link(northwind, more);
        Browser browser = signedIn(northwind, more).open("/journey/decline");
        browser.press("/journey/decline", "reason", "");
        assertThat(browser.text()).contains("I changed my mind");
        Db.all().sql("update connection set state = 'UNLINKED' where id = ?").param(connection).update();
        browser.press("/journey/declined");
        assertThat(browser.at()).isEqualTo("/journey/declined");
        assertThat(browser.text()).contains("is no longer shared with Northwind Bank")
            .doesNotContain("I changed my mind");
        assertThat(facts(northwind, more).status()).isEqualTo(RequestStatus.DECLINED);
        assertThat(browser().open(link).text())
            .contains("You declined this request", "is no longer shared with Northwind Bank")
            .doesNotContain("I changed my mind");
    }

    @Test
    @Tag("X11")
    void ofTwoPeopleTheOtherReadsThatTheyDidNotDecline() {
        northwind.atConsent(request);
        Browser colleague = signedIn(northwind, request);
        clock.advance(Duration.ofMinutes(2));
        Browser dora = signedIn(northwind, request).open("/journey/decline");
        clock.reset();
        colleague.open("/journey/decline");
        dora.press("/journey/decline", "reason", "Not now.");
        assertThat(dora.text()).contains("You declined on", "What you wrote: Not now.")
            .doesNotContain("another device");
        colleague.press("/journey/decline", "reason", "Too early.");
        assertThat(colleague.text())
            .contains("The request was declined at", "on another device", "This request was declined on",
                    "What was written: Not now.")
            .doesNotContain("You declined", "Too early");
        clock.advance(Duration.ofMinutes(4));
        assertThat(signedIn(northwind, request).open("/journey/declined").text()).as("on another day")
            .contains("You declined on")
            .doesNotContain("another device");
    }

    @Test
    @Tag("X4")
    void afterTheDueDateADeclineIsForGood() {
        Browser browser = signedIn(northwind, request);
        northwind.declined(request, null);
        String link = link(northwind, request);
        clock.advance(Duration.ofDays(22));
        assertThat(browser.open("/journey/declined").text()).doesNotContain("I changed my mind");
        assertThat(browser().open(link).text()).contains("You declined this request", "The time to answer has passed")
            .doesNotContain("I changed my mind");
        assertThat(facts(northwind, request).status()).isEqualTo(RequestStatus.DECLINED);
    }

    @Test
    @Tag("X6")
    void theContactBeforeIsOutAtOnceAndLearnsNothingOfTheNewOne() {
        Browser before = signedIn(northwind, request);
        String link = link(northwind, request);
        northwind.as(() -> contacts.correct(request, "Nora Quill", "nora@elsewhere.example", northwind.actor()));
        before.open("/journey/software").follow();
        assertThat(before.at()).isEqualTo("/journey/again");
        Browser opened = browser().open(link);
        assertThat(opened.text()).contains("Northwind Bank no longer uses this link")
            .doesNotContain("elsewhere", "Nora", "n•••", "Send a new link", "customer.example");
        assertThat(opened.text()).as("nothing to press").doesNotContain("method=\"post\"");
        assertThat(count("visit where request_id = ?", request)).isZero();
    }

    @Test
    @Tag("X7")
    void aConsentStandsUnderTheNameOfWhoGaveItAndTheNewContactGoesOnFromThere() {
        Browser before = signedIn(northwind, request).press("/journey/software", "software", "quickbooks-online");
        before.press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel", "title",
                "Finance Director");
        northwind.as(() -> contacts.correct(request, "Nora Quill", "nora@elsewhere.example", northwind.actor()));
        Browser after = signedIn(northwind, request);
        assertThat(after.at()).isEqualTo("/journey/connect");
        assertThat(after.text()).contains("Consent given by Dora Patel, Finance Director")
            .doesNotContain("Consent given by Nora");
        assertThat(count("consent where request_id = ? and person_name = 'Dora Patel' and ended_at is null", request))
            .isEqualTo(1);
    }

}
