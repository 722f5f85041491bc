package io.ledgerstream.sharing.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.Statements;
import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.Requests;
import io.ledgerstream.request.web.Connected;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

@Tag("C11")
class ManagePageTest extends JourneyTest {

    /** A day from which other software counts: not ahead, and not too long ago. */
    private static final LocalDate FROM = LocalDate.now(ZoneOffset.UTC).minusMonths(2);

    @Autowired
    private ManageVisits visits;

    @Autowired
    private Requests requests;

    private Fixtures.Bank northwind;

    private UUID request;

    private UUID connection;

    private String email;

    @BeforeEach
    void aCompanyThatShares() {
        northwind = fixtures.lender("Northwind Bank");
        UUID company = northwind.company("Birchwood Joinery Ltd");
        request = northwind.request(company);
        connection = Connected.by(northwind, request);
        email = northwind.contactEmail(company);
    }

    @Test
    void aPersonSeesWhatTheyShareAndEndsItInTwoPresses() {
        Browser dora = signedIn();
        assertThat(dora.text()).contains("Northwind Bank · Birchwood Joinery Ltd", "Spend analysis",
                "QuickBooks Online", "23 Nov 2026", "End this sharing");
        dora.open("/manage/sharings/" + connection + "/end");
        assertThat(dora.text()).contains("End the sharing with Northwind Bank?",
                "Reading from QuickBooks Online stops at once");
        dora.press("/end");
        assertThat(dora.at()).isEqualTo("/manage/sharings");
        assertThat(dora.text()).contains("The sharing has ended", "Ended", "Copies erased on")
            .doesNotContain("End this sharing");
        assertThat(dora.open("/manage/sharings/" + connection + "/end").follow().at()).isEqualTo("/manage/sharings");
        assertThat(Db.all()
            .sql("select state from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single()).isEqualTo("UNLINKED");
    }

    @Test
    void whereTheJourneyEndedItIsSaidThatTheSharingIsInterruptedOrHasEnded() {
        Db.all().sql("""
                update consent set receipt = '{"at": "2026-11-23T12:00:00Z", "person": {"name": "Dora Patel", \
                "title": "CFO"}, "purposes": ["SPEND_ANALYSIS"],
                                               "software": {"code": "quickbooks-online", "name": \
                "QuickBooks Online"}}' where request_id = ?""").param(request).update();
        Browser dora = signedIn(northwind, request);
        assertThat(dora.follow().at()).isEqualTo("/journey/done");
        assertThat(dora.text())
            .contains("QuickBooks Online is connected", "now gets the data", "How to end it", "What is read",
                    "<dt>Until</dt>")
            .doesNotContain("<dt>Ended</dt>");
        Connected.losesAccess(connection);
        assertThat(dora.open("/journey/done").text())
            .contains("The sharing with Northwind Bank is interrupted", "QuickBooks Online has not let us in since",
                    "How to end it")
            .doesNotContain("is connected", "now gets the data", "What is read");
        signedIn().open("/manage/sharings/" + connection + "/end").press("/end");
        assertThat(dora.open("/journey/done").text())
            .contains("This sharing with Northwind Bank has ended", "Nothing is read through it any more",
                    "<dt>Ended</dt>", "href=\"/manage\"")
            .doesNotContain("is connected", "is interrupted", "now gets the data", "What is read", "How to end it",
                    "<dt>Until</dt>");
    }

    @Test
    void anAddressThatSharesNothingGetsTheSameAnswers() {
        int known = Statements.of(() -> browser().open("/manage").press("/manage", "email", email.toUpperCase()));
        Browser stranger = browser();
        int unknown = Statements.of(() -> stranger.open("/manage")
            .press("/manage", "email", "nobody" + UUID.randomUUID() + "@elsewhere.example"));
        assertThat(unknown).as("the same number of statements").isEqualTo(known);
        assertThat(stranger.at()).isEqualTo("/manage/code");
        assertThat(stranger.status()).isEqualTo(200);
        assertThat(stranger.text()).contains("If something is shared by", "8-digit code");
        stranger.submit("/manage/code", "code", "12345678");
        assertThat(stranger.status()).isEqualTo(422);
        assertThat(stranger.text()).contains("That is not the code. 4 tries are left.");
        clock.advance(Duration.ofMinutes(2)); // one code a minute
        stranger.press("/manage/code/another");
        assertThat(stranger.text()).contains("If something is shared by", "we have mailed another code there")
            .doesNotContain("We sent");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "dora", "dora@", "@customer.example", "dora patel@customer.example", "a@b@c",
            "<script>@x.example", "dora@x.example\r\nBcc: all@x.example" })
    void whatIsNoAddressIsSaid(String typed) {
        Browser browser = browser().open("/manage").submit("/manage", "email", typed);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text())
            .contains(typed.isEmpty() ? "Enter your e-mail address" : "Enter an e-mail address like");
        assertThat(count("manage_visit where email like '%script%' or email like '%bcc%'")).isZero();
    }

    @Test
    void aWrongLateOrUsedCodeIsSaidAndAfterFiveTriesNoneIsLive() {
        Browser dora = browser().open("/manage").press("/manage", "email", email);
        String first = code();
        for (int left = 4; left > 0; left--) {
            dora.submit("/manage/code", "code", first.equals("00000000") ? "11111111" : "00000000");
            assertThat(dora.text()).contains(left == 1 ? "One try is left" : left + " tries are left");
        }
        dora.submit("/manage/code", "code", first.equals("00000000") ? "11111111" : "00000000");
        assertThat(dora.text()).contains("That code no longer works");
        clock.advance(Duration.ofMinutes(2));
        dora.open("/manage/code").press("/manage/code/another");
        dora.submit("/manage/code", "code", first);
        assertThat(dora.text()).contains("That code was replaced by the one sent at");
        dora.press("/manage/code", "code", " " + code().substring(0, 4) + " " + code().substring(4));
        assertThat(dora.at()).isEqualTo("/manage/sharings");
        assertThat(dora.open("/manage/code").follow().at()).isEqualTo("/manage/sharings");
    }

    @Test
    void whatIsSomebodyElsesIsNotFoundAndNothingWorksWithoutACode() {
        Fixtures.Bank harbour = fixtures.lender("Harbour Credit");
        UUID theirs = Connected.by(harbour, harbour.request(harbour.company("Other Ltd")));
        Browser dora = signedIn();
        assertThat(dora.open("/manage/sharings/" + theirs + "/end").status()).isEqualTo(404);
        assertThat(dora.open("/manage/sharings").forge("/manage/sharings/" + theirs + "/end").status()).isEqualTo(404);
        assertThat(dora.open("/manage/sharings/" + theirs + "/receipt").status()).isEqualTo(404);
        assertThat(dora.open("/manage/sharings/not-an-id/end").status()).isIn(400, 404);
        assertThat(Db.all().sql("select state from connection where id = ?").param(theirs).query(String.class).single())
            .isEqualTo("LINKED");
        Browser nobody = browser().open("/manage").press("/manage", "email", email);
        assertThat(nobody.forge("/manage/sharings/" + connection + "/end").follow().at()).isEqualTo("/manage/code");
        assertThat(browser().open("/manage/sharings").follow().at()).isEqualTo("/manage");
        assertThat(Db.all()
            .sql("select state from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single()).isEqualTo("LINKED");
    }

    @Test
    void aVisitEndsByAPressAndByTime() {
        Browser dora = signedIn();
        dora.press("/manage/leave");
        assertThat(dora.at()).isEqualTo("/manage");
        assertThat(dora.text()).contains("You are signed out");
        assertThat(dora.open("/manage/sharings").follow().at()).isEqualTo("/manage");
        clock.advance(Duration.ofMinutes(2));
        Browser again = signedIn();
        sessionEnds();
        assertThat(again.open("/manage/sharings").follow().at()).isEqualTo("/manage");
    }

    @Test
    void whoSignsOutIsNotSignedInOnTheJourneyEither() {
        Browser dora = signedIn().open("/manage/sharings/" + connection + "/other-software")
            .press("/change", "cutOver", FROM.toString());
        assertThat(dora.open("/journey").follow().at()).isEqualTo("/journey/software");
        String visit = dora.cookie("visit");
        dora.open("/manage/sharings").press("/manage/leave");
        assertThat(dora.open("/journey/software").follow().at()).isEqualTo("/journey/again");
        assertThat(browser().cookie("visit", visit).open("/journey/software").follow().at()).as("on the server too")
            .isEqualTo("/journey/again");
    }

    @Test
    @Tag("X13")
    void whoWorksWithOtherSoftwareGoesStraightOnToConnectIt() {
        Browser dora = signedIn().open("/manage/sharings/" + connection + "/other-software");
        assertThat(dora.text()).contains("QuickBooks Online stays connected until the new software is",
                "nothing counts twice");
        for (String typed : List.of("", "2026-04-31", "0000-01-01", FROM.plusMonths(4).toString(), "1999-01-01", "<b>",
                FROM + "T00:00")) {
            dora.submit("/change", "cutOver", typed);
            assertThat(dora.status()).as(typed).isEqualTo(422);
            assertThat(dora.text()).contains("cutOver-error");
        }
        assertThat(dora.switchTo("fr").at()).as("the form that came back has the page's switch")
            .isEqualTo("/manage/sharings/" + connection + "/other-software");
        assertThat(dora.text()).contains("lang=\"fr\"");
        dora.switchTo("en");
        assertThat(count("software_change where old_connection = ?", connection)).isZero();
        dora.press("/change", "cutOver", FROM.toString());
        assertThat(dora.follow().at()).as("no second code").isEqualTo("/journey/software");
        dora.press("/journey/software", "software", "netsuite");
        assertThat(dora.at()).isEqualTo("/journey/consent");
        assertThat(dora.text()).contains("QuickBooks Online stays connected until NetSuite is");
        dora.open("/journey/decline");
        assertThat(dora.text()).contains("What you share from QuickBooks Online goes on");
        assertThat(dora.open("/manage/sharings/" + connection + "/other-software").text())
            .contains("You have begun to connect the new software");
        assertThat(count("visit where request_id = (select request_id from software_change where old_connection = ?) "
                + "and signed_in_at is not null", connection))
            .isEqualTo(1);
    }

    @Test
    @Tag("X13")
    void whoGivesTheChangeUpReadsThatWhatIsConnectedGoesOn() {
        Browser dora = signedIn().open("/manage/sharings/" + connection + "/other-software")
            .press("/change", "cutOver", "2026-10-01")
            .follow();
        dora.press("/journey/software", "software", "netsuite");
        dora.open("/journey/decline").press("/journey/decline").follow();
        assertThat(dora.at()).isEqualTo("/journey/declined");
        assertThat(dora.text()).contains("What you share from QuickBooks Online goes on")
            .doesNotContain("Nothing is shared");
        assertThat(browser().open(link(northwind, change())).text())
            .contains("What is already shared with Northwind Bank goes on")
            .doesNotContain("Nothing is shared");
    }

    @Test
    @Tag("X13")
    void whereTheLenderWithdrawsTheChangeToo() {
        Browser dora = signedIn().open("/manage/sharings/" + connection + "/other-software")
            .press("/change", "cutOver", "2026-10-01");
        northwind.cancel(change(), null);
        assertThat(dora.open("/journey/closed").text()).contains("What you share from QuickBooks Online goes on")
            .doesNotContain("nothing is shared");
        assertThat(browser().open(link(northwind, change())).text())
            .contains("What is already shared goes on as before")
            .doesNotContain("nothing is shared");
    }

    private UUID change() {
        return Db.all()
            .sql("select request_id from software_change where old_connection = ?")
            .param(connection)
            .query(UUID.class)
            .single();
    }

    @Test
    @Tag("X13")
    void anothersSharingIsNotChangedAndWhatHasEndedIsNot() {
        UUID other = northwind.request(northwind.company("Other Ltd"));
        UUID theirs = Connected.by(northwind, other);
        Browser dora = signedIn();
        assertThat(dora.forge("/manage/sharings/" + theirs + "/other-software/change", "cutOver", FROM.toString())
            .status()).isEqualTo(404);
        dora.open("/manage/sharings/" + connection + "/end").press("/end");
        assertThat(dora.forge("/manage/sharings/" + connection + "/other-software/change", "cutOver", FROM.toString())
            .follow()
            .follow()
            .at()).isEqualTo("/manage/sharings");
        assertThat(count("software_change where old_connection in (?, ?)", connection, theirs)).isZero();
    }

    @Test
    void whereSomethingElseIsAskedForTheLenderIsToldOfOtherSoftware() {
        UUID company = Db.all()
            .sql("select company_id from request where id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        northwind.as(() -> requests.request(new NewRequest(company, Set.of(Product.FINANCIALS), null, null, "en"),
                northwind.actor()));
        Browser dora = signedIn().open("/manage/sharings/" + connection + "/other-software");
        dora.submit("/other-software", "software", " ");
        assertThat(dora.text()).contains("Enter the name of your accounting software");
        dora.submit("/other-software", "software", "Xe\u202ero");
        assertThat(dora.status()).as("marks that turn what follows").isEqualTo(422);
        sessionEnds();
        dora.press("/other-software", "software", "Xero <b>");
        assertThat(dora.at()).isEqualTo("/manage");
        clock.advance(Duration.ofMinutes(2));
        dora = signedInAgain(dora).open("/manage/sharings/" + connection + "/other-software");
        assertThat(dora.text()).as("typed when the session had ended").contains("value=\"Xero <b>\"");
        dora.press("/other-software", "software", "Xero <b>");
        assertThat(dora.text()).contains("The lender knows");
        assertThat(count("mail where request_id = ? and kind = 'LENDER_OTHER_SOFTWARE'", request)).isEqualTo(1);
    }

    @Test
    @Tag("C12")
    void inFrenchToo() {
        Browser dora = signedIn().open("/manage/sharings?lang=fr");
        assertThat(dora.text()).contains("Ce que vous partagez", "Mettre fin à ce partage", "lang=\"fr\"",
                "<dt>Données</dt>");
        assertThat(dora.open("/manage/sharings?lang=en").text()).contains("<dt>Data</dt>");
    }

    private Browser signedIn() {
        return signedInAgain(browser().open("/manage"));
    }

    private Browser signedInAgain(Browser browser) {
        assertThat(browser.press("/manage", "email", email).at()).isEqualTo("/manage/code");
        return browser.press("/manage/code", "code", code());
    }

    private void sessionEnds() {
        Db.all()
            .sql("update manage_visit set seen_at = now() - interval '31 minutes' where email = ?")
            .param(email)
            .update();
    }

    private String code() {
        UUID id = Db.all()
            .sql("select id from manage_code where email = ? order by created_at desc limit 1")
            .param(email.toLowerCase())
            .query(UUID.class)
            .single();
        return visits.mailed(id).digits();
    }

}
