package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.lender.Role;
import jakarta.servlet.http.Cookie;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("L3")
class AskPageTest extends PageTest {

    private Cookie session = new Cookie("session", "none-yet");

    private Fixtures.Bank northwind;
    private Fixtures.Bank contoso;
    private UUID acme;

    @BeforeEach
    void aCompanyOfOneOfTwoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        acme = northwind.company("Acme Ltd");
    }

    @Test
    void nothingIsChosenBeforehandAndTheDueDateIsThePolicys() {
        assertThat(show(acme)).hasStatusOk().bodyText().contains("Request information", "Acme Ltd", "Spend analysis",
                        "value=\"" + inDays(21) + "\"", "min=\"" + inDays(1) + "\"", "max=\"" + inDays(90) + "\"")
                .doesNotContain("checked", "Financials");
    }

    @Test
    void nothingChosenNothingSent() {
        assertThat(ask(Map.of("products", ""))).hasStatusOk().bodyText().contains("Choose at least one thing to ask for", "href=\"#products\"");
        assertThat(requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FINANCIALS", "PAYROLL", "spend_analysis", "SPEND_ANALYSIS'"})
    void whatIsNotOfferedCannotBeChosen(String product) {
        assertThat(ask(Map.of("products", product))).hasStatusOk().bodyText().contains("Choose at least one thing to ask for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"today", "91 days", "31 April", "year 0", "words", ""})
    void theDueDateIsADayFromTomorrowToNinetyDaysAhead(String wish) {
        String day = switch (wish) {
            case "today" -> inDays(0).toString();
            case "91 days" -> inDays(91).toString();
            case "31 April" -> "2027-04-31";
            case "year 0" -> "0000-01-01";
            default -> wish;
        };
        assertThat(ask(Map.of("dueDate", day))).hasStatusOk().bodyText().contains("Choose a day from tomorrow on, at most 90 days ahead");
    }

    @Test
    void aNoteThatIsTooLongOrHasControlCharactersIsRefused() {
        assertThat(ask(Map.of("note", "x".repeat(1001)))).bodyText().contains("Enter at most 1,000 characters");
        assertThat(ask(Map.of("note", "a\u0007b"))).bodyText().contains("without special control characters");
        assertThat(ask(Map.of("note", "two\r\nlines, <b>and</b> ${7*7}"))).hasStatus(302);
    }

    @Test
    void whatWasTypedLeadsToThePreviewAndBackLosesNothing() {
        assertThat(ask(Map.of("note", "Good to see you.", "language", "fr")))
                .hasStatus(302).hasRedirectedUrl("/portal/companies/" + acme + "/request/preview");
        assertThat(show(acme)).bodyText().contains("Good to see you.", "checked=\"checked\"", "<option value=\"fr\" selected=\"selected\">");
        assertThat(requests()).isZero();
    }

    @Test
    void anOpenRequestLeadsToItsFollowUpWithTheProductsLocked() {
        UUID request = northwind.request(acme);
        assertThat(show(acme)).hasStatusOk().bodyText().contains("This company has an open request", "disabled=\"disabled\"", "checked=\"checked\"",
                "/portal/requests/" + request + "/remind", "Remind now");
        assertThat(ask(Map.of())).hasRedirectedUrl("/portal/companies/" + acme + "/request");
    }

    @Test
    void aConnectedCompanyNeedsNoMail() {
        northwind.connected(northwind.request(acme));
        assertThat(show(acme)).hasStatusOk().bodyText().contains("Connected since", "no mail is needed").doesNotContain("<textarea");
    }

    @Test
    @Tag("X3")
    void afterADeclineTheReasonIsShownAndTheManagerConfirmsThatTheyAgreed() {
        northwind.declined(northwind.request(acme), "We <i>changed</i> banks");

        assertThat(show(acme)).bodyText().contains("The last request was declined", "We &lt;i&gt;changed&lt;/i&gt; banks");
        assertThat(ask(Map.of())).hasStatusOk().bodyText().contains("Confirm that they agreed to be asked again");
        assertThat(ask(Map.of("agreed", "true"))).hasStatus(302);
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
        for (Object id : new Object[] {secret, UUID.randomUUID(), "1", "x'"}) {
            assertThat(show(id)).hasStatus(404);
        }
        assertThat(post(secret, form(Map.of()), northwind.ownerEmail())).hasStatus(404);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = {"VIEWER", "SUCCESS_MANAGER"})
    void othersMayNotAsk(Role role) {
        String person = person(northwind, role);
        assertThat(pages.get().uri("/portal/companies/{id}/request", acme).with(by(person))).hasStatus(403);
        assertThat(post(acme, form(Map.of()), person)).hasStatus(403);
    }

    private MvcTestResult show(Object company) {
        return pages.get().uri("/portal/companies/{id}/request", company).cookie(session).with(by(northwind)).exchange();
    }

    private MvcTestResult ask(Map<String, String> typed) {
        return post(acme, form(typed), northwind.ownerEmail());
    }

    private MvcTestResult post(UUID company, Map<String, String> form, String person) {
        var post = pages.post().uri("/portal/companies/{id}/request", company).cookie(session).with(csrf()).with(by(person));
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
        var form = new HashMap<>(Map.of("products", "SPEND_ANALYSIS", "note", "", "dueDate", inDays(21).toString(), "language", "en"));
        form.putAll(typed);
        return form;
    }

    private static LocalDate inDays(int days) {
        return LocalDate.now(ZoneId.of("America/New_York")).plusDays(days);
    }

    private long requests() {
        return Db.all().sql("select count(*) from request where lender_id = ?").param(northwind.id()).query(Long.class).single();
    }
}
