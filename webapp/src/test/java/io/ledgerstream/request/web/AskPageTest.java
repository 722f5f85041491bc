package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.MovableClock;
import io.ledgerstream.PageTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.Role;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.request.Contacts;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import io.ledgerstream.request.Selection;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("L3")
class AskPageTest extends PageTest {

    @Autowired
    private Contacts contacts;

    @Autowired
    private Requests requests;

    @Autowired
    private RequestProgress progress;

    @Autowired
    private RequestViews views;

    @Autowired
    private MovableClock clock;

    private Cookie session = new Cookie("session", "none-yet");

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID acme;

    @BeforeEach
    void aCompanyOfOneOfTwoLenders() {
        notAtTheTurnOfTheHour();
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        acme = northwind.company("Acme Ltd");
    }

    @Test
    void nothingIsChosenBeforehandAndTheDueDateIsThePolicys() {
        assertThat(show(acme)).hasStatusOk()
            .bodyText()
            .contains("Request information", "Acme Ltd", "Spend analysis", "value=\"" + inDays(21) + "\"",
                    "min=\"" + inDays(1) + "\"", "max=\"" + inDays(90) + "\"")
            .doesNotContain("checked", "Financials");
    }

    @Test
    void nothingChosenNothingSent() {
        assertThat(ask(Map.of("products", ""))).hasStatusOk()
            .bodyText()
            .contains("Choose at least one thing to ask for", "href=\"#products\"");
        assertThat(requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "FINANCIALS", "PAYROLL", "spend_analysis", "SPEND_ANALYSIS'" })
    void whatIsNotOfferedCannotBeChosen(String product) {
        assertThat(ask(Map.of("products", product))).hasStatusOk()
            .bodyText()
            .contains("Choose at least one thing to ask for");
    }

    @ParameterizedTest
    @ValueSource(strings = { "today", "91 days", "31 April", "year 0", "words", "" })
    void theDueDateIsADayFromTomorrowToNinetyDaysAhead(String wish) {
        String day = switch (wish) {
            case "today" -> inDays(0).toString();
            case "91 days" -> inDays(91).toString();
            case "31 April" -> "2027-04-31";
            case "year 0" -> "0000-01-01";
            default -> wish;
        };
        assertThat(ask(Map.of("dueDate", day))).hasStatusOk()
            .bodyText()
            .contains("Choose a day from tomorrow on, at most 90 days ahead");
    }

    @Test
    void aNoteThatIsTooLongOrHasControlCharactersIsRefused() {
        assertThat(ask(Map.of("note", "x".repeat(1001)))).bodyText().contains("Enter at most 1,000 characters");
        assertThat(ask(Map.of("note", "a\u0007b"))).bodyText().contains("without characters that cannot be seen");
        assertThat(ask(Map.of("note", "two\r\nlines, <b>and</b> ${7*7}"))).hasStatus(302);
    }

    @Test
    void whatWasTypedLeadsToThePreviewAndBackLosesNothing() {
        assertThat(ask(Map.of("note", "Good to see you.", "language", "fr"))).hasStatus(302)
            .hasRedirectedUrl("/portal/companies/" + acme + "/request/preview");
        assertThat(show(acme)).bodyText()
            .contains("Good to see you.", "checked=\"checked\"", "<option value=\"fr\" selected=\"selected\">");
        assertThat(requests()).isZero();
    }

    @Test
    void anOpenRequestLeadsToItsFollowUpWithTheProductsLockedAndTheReminderAsItWouldGoOut() {
        UUID request = northwind.request(acme);
        assertThat(show(acme)).hasStatusOk()
            .bodyText()
            .contains("This company has an open request", "disabled=\"disabled\"", "checked=\"checked\"",
                    "/portal/requests/" + request + "/remind", "Remind now",
                    "/portal/requests/" + request + "/reminder/mail", "Move the due date",
                    "/portal/requests/" + request + "/due-date?from=follow-up")
            .doesNotContain("Ask for more");
        assertThat(ask(Map.of())).hasRedirectedUrl("/portal/companies/" + acme + "/request");
    }

    @Test
    @Tag("X13")
    void whoWorksWithOtherSoftwareIsAskedToConnectIt() {
        UUID request = northwind.request(acme);
        UUID connection = Connected.by(northwind, request);
        assertThat(show(acme)).bodyText().contains("/portal/companies/" + acme + "/request/other-software");
        String page = "/portal/companies/" + acme + "/request/other-software";
        assertThat(pages.get().uri(page).with(by(northwind))).hasStatusOk()
            .bodyText()
            .contains("QuickBooks Online stays connected until the new software is", "Dora Patel is asked");
        for (String odd : List.of("", "2026-02-30", inDays(1).toString(), "2019-01-01", "<b>")) {
            assertThat(pages.post().uri(page).param("cutOver", odd).with(by(northwind)).with(csrf())).hasStatusOk()
                .bodyText()
                .contains("Choose a day of the last 24 months");
        }
        assertThat(pages.post().uri(page).param("cutOver", inDays(-30).toString()).with(by(northwind)).with(csrf()))
            .hasStatus(302);
        UUID change = Db.all()
            .sql("select request_id from software_change where old_connection = ?")
            .param(connection)
            .query(UUID.class)
            .single();
        assertThat(Db.all()
            .sql("select count(*) from mail where request_id = ? and kind = 'LENDER_OTHER_SOFTWARE'")
            .param(change)
            .query(Integer.class)
            .single()).as("they know").isZero();
        assertThat(pages.get().uri("/portal/requests/{id}", change).with(by(northwind))).bodyText()
            .contains("other software in place of QuickBooks Online, which stays connected");
        assertThat(pages.get().uri(page).with(by(northwind))).as("it is asked for").hasStatus(302);
    }

    @Test
    void oneProductMoreCanBeAskedForUntilTheCustomerConsents() {
        offerFinancials();
        UUID request = northwind.request(acme);
        assertThat(show(acme)).bodyText().contains("Ask for more", "value=\"FINANCIALS\"");
        assertThat(add("SPEND_ANALYSIS").getMvcResult().getFlashMap().get("refused")).isEqualTo("no-product");
        assertThat(add("PAYROLL").getMvcResult().getFlashMap().get("refused")).isEqualTo("no-product");

        assertThat(add("FINANCIALS")).hasStatus(302).hasRedirectedUrl("/portal/companies/" + acme + "/request");

        assertThat(show(acme)).bodyText().contains("asked-FINANCIALS").doesNotContain("Ask for more");
        assertThat(products(request)).contains("FINANCIALS");
    }

    @Test
    void onceTheCustomerHasConsentedNothingCanBeAdded() {
        offerFinancials();
        UUID request = northwind.request(acme);
        northwind.consented(request);
        assertThat(show(acme)).bodyText().doesNotContain("Ask for more");
        assertThat(add("FINANCIALS").getMvcResult().getFlashMap().get("refused")).isEqualTo("no-product");
        assertThat(products(request)).doesNotContain("FINANCIALS");
    }

    @Test
    void withTheContactInDoubtThereIsNoReminderButTheWayToCorrectIt() {
        UUID request = northwind.request(acme);
        northwind.as(() -> contacts.disputed(request, Actor.customer(null)));
        assertThat(show(acme)).hasStatusOk()
            .bodyText()
            .contains("No reminder can be sent now", "Held while the contact is in doubt",
                    "/portal/requests/" + request + "/contact")
            .doesNotContain(">Remind now<");
    }

    @Test
    void aConnectedCompanyNeedsNoMail() {
        Connected.by(northwind, northwind.request(acme));
        assertThat(show(acme)).hasStatusOk()
            .bodyText()
            .contains("Connected since", "data as of Mon 23 Nov 2026, 07:00 EST", "no mail is needed")
            .doesNotContain("<textarea", "Ask to reconnect");
        assertThat(ask(Map.of())).hasRedirectedUrl("/portal/companies/" + acme + "/request");
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aConnectedCompanyCanBeAskedForAnotherProductByConsentAlone() {
        offerFinancials();
        UUID connection = Connected.by(northwind, northwind.request(acme));
        assertThat(show(acme)).hasStatusOk()
            .bodyText()
            .contains("Connected since", "Nobody has to connect again", "Shared already", "value=\"FINANCIALS\"");
        assertThat(ask(Map.of())).as("what is shared already")
            .hasStatusOk()
            .bodyText()
            .contains("Choose at least one thing to ask for");

        assertThat(ask(Map.of("products", "FINANCIALS")))
            .hasRedirectedUrl("/portal/companies/" + acme + "/request/preview");
        assertThat(pages.get().uri("/portal/companies/{id}/request/preview", acme).cookie(session).with(by(northwind)))
            .hasStatusOk();
        northwind.as(() -> requests.request(new NewRequest(acme, Set.of(Product.FINANCIALS), null, null, "en"),
                northwind.actor()));

        var asked = northwind.as(() -> views.newest(acme)).orElseThrow();
        assertThat(asked.facts().step()).isEqualTo(RequestStep.GIVE_CONSENT);
        assertThat(asked.facts().connectionId()).isEqualTo(connection);
    }

    @Test
    void whereAccessIsLostTheCustomerIsAskedToReconnectAndNothingElse() {
        UUID connection = Connected.by(northwind, northwind.request(acme));
        Connected.losesAccess(connection);
        assertThat(show(acme)).hasStatusOk()
            .bodyText()
            .contains("Access lost since", "Nobody is asked to reconnect at the moment.", "Ask to reconnect",
                    "Connected since", "QuickBooks Online")
            .doesNotContain("<textarea");
        assertThat(ask(Map.of())).hasRedirectedUrl("/portal/companies/" + acme + "/request");

        var answer = reconnect();
        UUID reconnection = northwind.as(() -> views.reconnection(acme)).orElseThrow().id();
        assertThat(answer).hasStatus(302).hasRedirectedUrl("/portal/requests/" + reconnection + "/requested");
        assertThat(show(acme)).bodyText()
            .contains("Dora Patel was asked on", "/portal/requests/" + reconnection)
            .doesNotContain("Nobody is asked");
        assertThat(reconnect().getMvcResult().getFlashMap().get("refused")).as("a second press")
            .isEqualTo("nothing-to-reconnect");
        assertThat(mails(reconnection)).as("who asked needs no mail about it").doesNotContain("LENDER_ACCESS_LOST");
    }

    @Test
    @Tag("X3")
    void whoDeclinedToReconnectIsAskedAgainOnlyWithTheirAgreementAndOnceInThirtyDays() {
        UUID connection = Connected.by(northwind, northwind.request(acme));
        Connected.losesAccess(connection);
        Db.all().sql("update consent set ended_at = now() where company_id = ?").param(acme).update();
        reconnect();
        declineToReconnect("We changed banks");
        assertThat(show(acme)).hasStatusOk()
            .bodyText()
            .contains("The last request was declined", "We changed banks", "They agreed to be asked again");
        assertThat(reconnect().getMvcResult().getFlashMap().get("refused")).isEqualTo("agreement-missing");

        assertThat(reconnect("true")).hasStatus(302);
        declineToReconnect("No");
        assertThat(show(acme)).bodyText().contains("Not before", "once in 30 days").doesNotContain("Ask to reconnect");
        assertThat(reconnect("true").getMvcResult().getFlashMap().get("refused")).isEqualTo("asked-again-lately");
        clock.advance(Duration.ofDays(31));
        assertThat(show(acme)).bodyText().contains("Ask to reconnect").doesNotContain("Not before");
    }

    private void declineToReconnect(String reason) {
        UUID request = northwind.as(() -> views.reconnection(acme)).orElseThrow().id();
        northwind.signedIn(request);
        northwind.as(() -> progress.declined(request, reason, Actor.customer(null)));
    }

    @Test
    @Tag("X3")
    void afterADeclineTheReasonIsShownAndTheManagerConfirmsThatTheyAgreed() {
        northwind.declined(northwind.request(acme), "We <i>changed</i> banks");

        assertThat(show(acme)).bodyText()
            .contains("The last request was declined", "We &lt;i&gt;changed&lt;/i&gt; banks");
        assertThat(ask(Map.of())).hasStatusOk().bodyText().contains("Confirm that they agreed to be asked again");
        assertThat(ask(Map.of("agreed", "true"))).hasStatus(302);
        assertThat(pages.get().uri("/portal/companies/{id}/request/preview", acme).cookie(session).with(by(northwind)))
            .hasStatusOk();
    }

    @Test
    @Tag("X3")
    void whoDeclinedAgainIsAskedOnceInThirtyDays() {
        northwind.declined(northwind.request(acme), "No");
        UUID again = northwind.as(() -> requests
            .request(new NewRequest(acme, Set.of(Product.SPEND_ANALYSIS), null, null, "en", true), northwind.actor()));
        northwind.declined(again, "Still no");
        String from = LocalDate.now(ZoneId.of("America/New_York"))
            .plusDays(30)
            .format(java.time.format.DateTimeFormatter.ofPattern("EEE d MMM uuuu"));

        assertThat(show(acme)).hasStatusOk()
            .bodyText()
            .contains("Still no", "Not before " + from, "once in 30 days")
            .doesNotContain("<textarea");
        assertThat(ask(Map.of("agreed", "true"))).hasRedirectedUrl("/portal/companies/" + acme + "/request");
        assertThat(requests()).isEqualTo(2);

        clock.advance(Duration.ofDays(31));
        assertThat(show(acme)).bodyText().contains("<textarea").doesNotContain("Not before");
    }

    @Test
    void afterAnUploadANewRequestMayBeMade() {
        UUID request = northwind.request(acme);
        northwind.signedIn(request);
        northwind.as(() -> progress.selectSoftware(request, Selection.byFile("xero"), Actor.customer(null)));
        northwind.as(() -> progress.consentGiven(request, Ids.next(), "xero", Actor.customer(null)));
        northwind.as(() -> progress.uploaded(request, Actor.customer(null)));
        assertThat(show(acme)).hasStatusOk()
            .bodyText()
            .contains("Files were uploaded for the last request", "<textarea");
        assertThat(ask(Map.of())).hasStatus(302);
    }

    @Test
    void afterACancellationAnythingCanBeAskedAgain() {
        northwind.cancel(northwind.request(acme), "wrong contact");
        assertThat(show(acme)).bodyText().contains("The last request was cancelled", "wrong contact");
        assertThat(ask(Map.of())).hasStatus(302);
    }

    @Test
    void anotherLendersCompanyDoesNotExist() {
        UUID secret = contoso.company("Secret Ltd");
        for (Object id : new Object[] { secret, UUID.randomUUID(), "1", "x'" }) {
            assertThat(show(id)).hasStatus(404);
        }
        assertThat(post(secret, form(Map.of()), northwind.ownerEmail())).hasStatus(404);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = { "VIEWER", "SUCCESS_MANAGER" })
    void othersMayNotAsk(Role role) {
        String person = person(northwind, role);
        assertThat(pages.get().uri("/portal/companies/{id}/request", acme).with(by(person))).hasStatus(403);
        assertThat(post(acme, form(Map.of()), person)).hasStatus(403);
    }

    @AfterEach
    void theTimeIsTheSystems() {
        clock.reset();
    }

    private void offerFinancials() {
        Db.all().sql("update lender set financials_offered = true where id = ?").param(northwind.id()).update();
    }

    private List<String> products(UUID request) {
        return Db.all()
            .sql("select unnest(products) from request where id = ?")
            .param(request)
            .query(String.class)
            .list();
    }

    private List<String> mails(UUID request) {
        return Db.all().sql("select kind from mail where request_id = ?").param(request).query(String.class).list();
    }

    private MvcTestResult add(String product) {
        return pages.post()
            .uri("/portal/companies/{id}/request/products", acme)
            .param("products", product)
            .with(csrf())
            .with(by(northwind))
            .exchange();
    }

    private MvcTestResult reconnect() {
        return reconnect("");
    }

    private MvcTestResult reconnect(String agreed) {
        return pages.post()
            .uri("/portal/companies/{id}/request/reconnect", acme)
            .param("agreed", agreed)
            .with(csrf())
            .with(by(northwind))
            .exchange();
    }

    private MvcTestResult show(Object company) {
        return pages.get()
            .uri("/portal/companies/{id}/request", company)
            .cookie(session)
            .with(by(northwind))
            .exchange();
    }

    private MvcTestResult ask(Map<String, String> typed) {
        return post(acme, form(typed), northwind.ownerEmail());
    }

    private MvcTestResult post(UUID company, Map<String, String> form, String person) {
        var post = pages.post()
            .uri("/portal/companies/{id}/request", company)
            .cookie(session)
            .with(csrf())
            .with(by(person));
        form.forEach((name, value) -> {
            if (!(name.equals("products") && value.isEmpty())) {
                post.param(name, value);
            }
        });
        var answer = post.exchange();
        session = Optional.ofNullable(answer.getResponse().getCookie("session")).orElse(session);
        return answer;
    }

    private static Map<String, String> form(Map<String, String> typed) {
        var form = new HashMap<>(
                Map.of("products", "SPEND_ANALYSIS", "note", "", "dueDate", inDays(21).toString(), "language", "en"));
        form.putAll(typed);
        return form;
    }

    private static LocalDate inDays(int days) {
        return LocalDate.now(ZoneId.of("America/New_York")).plusDays(days);
    }

    private long requests() {
        return Db.all()
            .sql("select count(*) from request where lender_id = ?")
            .param(northwind.id())
            .query(Long.class)
            .single();
    }

}
