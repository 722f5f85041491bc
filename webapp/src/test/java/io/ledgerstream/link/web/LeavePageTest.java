package io.ledgerstream.link.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import standin.postgres.Db;

class LeavePageTest extends JourneyTest {

    private Fixtures.Bank northwind;

    private UUID request;

    private Browser dora;

    @BeforeEach
    void aCustomerAtTheFirstStep() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Birchwood Joinery Ltd"));
        dora = signedIn(northwind, request);
    }

    @Test
    @Tag("C13")
    void leavingAsksOnceSaysWhatIsKeptAndEndsTheSessionHere() {
        dora.press("/journey/software", "software", "quickbooks-online");
        assertThat(dora.text()).contains("Save and leave");
        dora.open("/journey/leave");
        assertThat(dora.text()).contains("Leave for now?", "is kept until", "open the link in your e-mail")
            .doesNotContain("Save and leave");
        dora.press("/journey/leave");
        assertThat(dora.at()).isEqualTo("/journey/left");
        assertThat(dora.text()).contains("nothing is lost");
        assertThat(dora.cookie("visit")).as("on this device").isNull();
        assertThat(dora.open("/journey/consent").follow().at()).isEqualTo("/journey/again");
        clock.advance(Duration.ofMinutes(2));
        assertThat(signedIn(northwind, request).at()).as("where they were").isEqualTo("/journey/consent");
    }

    @Test
    @Tag("C12")
    void aSessionThatHasEndedAndLeavingSpeakTheRequestsLanguageUnlessAnotherWasChosen() {
        request = northwind.request(northwind.company("Menuiserie du Port", "Zoé Martin", "FR", "fr"));
        Browser zoe = signedIn(northwind, request);
        zoe.open("/journey/leave").press("/journey/leave");
        assertThat(zoe.at()).isEqualTo("/journey/left");
        assertThat(zoe.text()).contains("lang=\"fr\"");
        clock.advance(Duration.ofMinutes(2)); // one code a minute
        zoe = signedIn(northwind, request);
        sessionEnds();
        assertThat(zoe.open("/journey/software").follow().at()).isEqualTo("/journey/again");
        assertThat(zoe.text()).contains("lang=\"fr\"");
        assertThat(zoe.cookie("language", "en").open("/journey/again").text()).contains("lang=\"en\"");
        assertThat(browser().open("/journey/again").text()).as("of whom nothing is known").contains("lang=\"en\"");
    }

    @Test
    @Tag("C13")
    void aStepThatNeedsADeskMailsItselfThereOnce() {
        dora.press("/journey/software", "software", "xero")
            .press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora", "title", "CFO");
        assertThat(dora.at()).isEqualTo("/journey/upload");
        assertThat(dora.text()).contains("Mail me the link, to go on at my desk");
        dora.press("/journey/desk");
        assertThat(dora.at()).isEqualTo("/journey/upload");
        assertThat(dora.text()).contains("It is on its way");
        dora.press("/journey/desk");
        assertThat(count("mail where request_id = ? and kind = 'GO_ON_AT_DESK'", request)).isEqualTo(1);
    }

    @Test
    @Tag("C1")
    void aFormThatComesBackSaysSoInTheTitleAndItsSummaryTakesTheFocus() {
        dora.submit("/journey/software", "software", "");
        assertThat(dora.text()).contains("<title>Error: Your accounting software · Northwind Bank</title>",
                "role=\"alert\" tabindex=\"-1\" autofocus");
        assertThat(dora.open("/journey/software").text())
            .contains("<title>Your accounting software · Northwind Bank</title>");
    }

    @Test
    @Tag("C6")
    void whoMayNotAgreeNamesWhoMayAndTheLenderReadsItAtOnce() {
        dora.press("/journey/software", "software", "quickbooks-online").open("/journey/consent/other-person");
        dora.submit("/other-person", "person", "", "email", "noor", "note", "x".repeat(501));
        assertThat(dora.status()).isEqualTo(422);
        assertThat(dora.text()).contains("Enter their name", "Enter an e-mail address like",
                "Use at most 500 characters");
        dora.press("/other-person", "person", "Noor <b>", "email", "noor@customer.example", "note",
                "She is back on Monday.");
        assertThat(dora.text()).contains("Northwind Bank has been told");
        assertThat(count("mail where request_id = ? and kind = 'LENDER_HELP_ASKED'", request)).isEqualTo(1);
        assertThat(count(
                "help_request where request_id = ? and question like '%Noor <b> (noor@customer.example). She is back "
                        + "on Monday.'",
                request))
            .isEqualTo(1);
        assertThat(dora.open("/journey").follow().at()).as("nothing else changes").isEqualTo("/journey/consent");
    }

    /**
     * The lender reads it among its own words: nothing in it may turn or hide what stands
     * beside it.
     */
    @Test
    @Tag("C6")
    void whatIsWrittenToTheLenderIsKeptWithoutWhatTurnsOrHidesOtherText() {
        String typed = "Not\u202e now,\u0007\r\n\u2066please";
        dora.open("/journey/help").press("/journey/help", "question", typed);
        assertThat(Db.all()
            .sql("select question from help_request where request_id = ?")
            .param(request)
            .query(String.class)
            .single()).isEqualTo("Not now,\nplease");
        dora.open("/journey/software")
            .press("/journey/software", "software", "quickbooks-online")
            .open("/journey/consent/other-person");
        dora.submit("/other-person", "person", "Noor\u202e", "email", "noor@customer.example", "note", "");
        assertThat(dora.status()).isEqualTo(422);
        dora.open("/journey/decline").press("/journey/decline", "reason", typed);
        assertThat(Db.all()
            .sql("select closed_reason from request where id = ?")
            .param(request)
            .query(String.class)
            .single()).isEqualTo("Not now,\nplease");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/for-it", "/for-it?lang=fr" })
    @Tag("X10")
    void whoLooksAfterTheMailReadsWhatToLetThrough(String path) {
        Browser anybody = browser().open(path);
        assertThat(anybody.text()).contains("SPF", "DKIM", "<code>", "localhost").doesNotContain("Northwind");
    }

    @Test
    @Tag("C2")
    void whatWasTypedWhenTheSessionEndedIsThereAgainOnceAndOnlyWhatIsSafe() {
        dora.press("/journey/software", "software", "quickbooks-online");
        sessionEnds();
        dora.press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Zoé <b>", "title",
                "CFO");
        assertThat(dora.at()).isEqualTo("/journey/again");
        clock.advance(Duration.ofMinutes(2));
        dora.press("/journey/again").press("/journey/code", "code", code(northwind, request));
        assertThat(dora.at()).isEqualTo("/journey/consent");
        assertThat(dora.text()).contains("value=\"Zoé <b>\"", "value=\"CFO\"").doesNotContain("checked");
        assertThat(dora.open("/journey/consent").text()).as("once").doesNotContain("Zoé");

        dora.open("/journey/help");
        sessionEnds();
        dora.press("/journey/help", "question", "Is “read only” true?");
        clock.advance(Duration.ofMinutes(2));
        dora.press("/journey/again").press("/journey/code", "code", code(northwind, request)).open("/journey/help");
        assertThat(dora.text()).contains("Is “read only” true?");
        for (String hostile : new String[] { "", "x", "%", "e30", "W10", "bnVsbA", "IiI",
                "eyJwYXRoIjoiL2pvdXJuZXkvaGVscCJ9", "eyJwYXRoIjpudWxsfQ",
                kept("{\"path\":\"/journey/help\",\"request\":\"%s\",\"question\":null}"),
                kept("{\"path\":\"/journey/help\",\"request\":\"%s\",\"question\":{}}"), "A".repeat(5000) }) {
            assertThat(dora.cookie("typed", hostile).open("/journey/help").status()).as(hostile).isEqualTo(200);
        }
    }

    private String kept(String json) {
        return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(json.formatted(request).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Tag("C2")
    void aReasonForDecliningIsThereAgainToo() {
        dora.press("/journey/software", "software", "quickbooks-online").open("/journey/decline");
        sessionEnds();
        dora.press("/journey/decline", "reason", "Ask again in spring.");
        assertThat(dora.at()).isEqualTo("/journey/again");
        clock.advance(Duration.ofMinutes(2));
        dora.press("/journey/again").press("/journey/code", "code", code(northwind, request));
        assertThat(dora.open("/journey/decline").text()).contains("Ask again in spring.");
    }

    @Test
    @Tag("C2")
    void whatWasTypedForOneCompanyIsNotShownToTheNextInTheSameBrowser() {
        dora.press("/journey/software", "software", "quickbooks-online").open("/journey/help");
        sessionEnds();
        dora.press("/journey/help", "question", "Is Birchwood in trouble?");
        UUID other = northwind.request(northwind.company("Globex"));
        dora.open(link(northwind, other)).press("/start").press("/journey/code", "code", code(northwind, other));
        assertThat(dora.open("/journey/help").text()).contains("Northwind Bank").doesNotContain("Birchwood in trouble");
    }

    private void sessionEnds() {
        Db.all()
            .sql("update visit set seen_at = now() - interval '31 minutes' where request_id = ?")
            .param(request)
            .update();
    }

}
