package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.lender.Role;
import jakarta.servlet.http.Cookie;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("L3")
class PreviewPageTest extends PageTest {

    private static final Pattern DRAFT = Pattern.compile("name=\"draft\" value=\"([^\"]+)\"");

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID acme;

    private Cookie session = new Cookie("session", "none-yet");

    @BeforeEach
    void aCompanyOfOneOfTwoLenders() {
        notAtTheTurnOfTheHour();
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        acme = northwind.company("Acme Ltd");
    }

    @Test
    void thePreviewShowsBothPartsOfTheMailAndSendsNothing() {
        ask("See you on Monday. <b>${7*7}</b>");

        assertThat(preview()).hasStatusOk()
            .bodyText()
            .contains("Northwind Bank via Ledgerstream", "Rita Moreno", northwind.contactEmail(acme),
                    "See you on Monday. &lt;b&gt;${7*7}&lt;/b&gt;",
                    "/portal/companies/" + acme + "/request/preview/mail", "sandbox=\"\"");
        assertThat(get("/preview/mail")).hasStatusOk()
            .bodyText()
            .contains("Northwind Bank", "&lt;b&gt;${7*7}&lt;/b&gt;")
            .doesNotContain("/c/");
        assertThat(rows("request")).isZero();
        assertThat(rows("mail")).isZero();
    }

    @Test
    void theMailsPageIsShutIntoASandboxOfItsOwn() {
        ask(null);
        assertThat(get("/preview/mail")).headers()
            .hasValue("Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'");
    }

    @Test
    void theClickStoresTheRequestAndConfirms() {
        ask(null);
        var answer = request(draft());

        assertThat(answer).hasStatus(302);
        UUID request = Db.all()
            .sql("select id from request where company_id = ? and status = 'REQUESTED'")
            .param(acme)
            .query(UUID.class)
            .single();
        assertThat(answer).hasRedirectedUrl("/portal/requests/" + request + "/requested");
        assertThat(get(request)).bodyText()
            .containsSubsequence("Request sent", "Next reminder", "<time")
            .doesNotContain("None planned");
        assertThat(rows("outbox")).isOne();
        assertThat(rows("audit where action = 'data-requested' and")).isOne();
    }

    @Test
    void aDoubleClickIsOneRequest() {
        ask(null);
        String draft = draft();
        var first = request(draft);
        assertThat(request(draft)).hasRedirectedUrl(first.getResponse().getRedirectedUrl());
        assertThat(rows("request")).isOne();
    }

    @Test
    void tenClicksAtOnceAreOneRequestAndAllLeadToIt() throws InterruptedException {
        ask(null);
        String draft = draft();
        List<Callable<String>> clicks = Collections.nCopies(10, () -> request(draft).getResponse().getRedirectedUrl());
        try (var threads = Executors.newFixedThreadPool(10)) {
            assertThat(threads.invokeAll(clicks)).extracting(Future::get).hasSize(10).containsOnly(confirmation());
        }
        assertThat(rows("request")).isOne();
    }

    @Test
    void whatIsSentIsWhatWasPreviewed() {
        ask("first");
        String seen = draft();
        ask("second");
        assertThat(request(seen)).hasRedirectedUrl("/portal/companies/" + acme + "/request");
        assertThat(request("x'")).hasRedirectedUrl("/portal/companies/" + acme + "/request");
        assertThat(rows("request")).isZero();
        request(draft());
        assertThat(
                Db.all().sql("select note from request where company_id = ?").param(acme).query(String.class).single())
            .isEqualTo("second");
    }

    @Test
    void withoutADraftThereIsNothingToPreview() {
        assertThat(preview()).hasRedirectedUrl("/portal/companies/" + acme + "/request");
        assertThat(get("/preview/mail")).hasStatus(404);
    }

    @Test
    void nobodyElseSeesOrSendsIt() {
        ask(null);
        String draft = draft();
        String viewer = person(northwind, Role.VIEWER);
        assertThat(pages.get().uri("/portal/companies/{id}/request/preview", acme).cookie(session).with(by(viewer)))
            .hasStatus(403);
        assertThat(pages.post()
            .uri("/portal/companies/{id}/request/preview", acme)
            .param("draft", draft)
            .cookie(session)
            .with(csrf())
            .with(by(viewer))).hasStatus(403);
        assertThat(pages.get().uri("/portal/companies/{id}/request/preview", acme).cookie(session).with(by(contoso)))
            .hasStatus(404);
        assertThat(pages.post()
            .uri("/portal/companies/{id}/request/preview", acme)
            .param("draft", draft)
            .cookie(session)
            .with(csrf())
            .with(by(contoso))).hasStatus(404);
        assertThat(pages.post()
            .uri("/portal/companies/{id}/request/preview", acme)
            .param("draft", draft)
            .cookie(session)
            .with(by(northwind))).hasStatus(403);
        assertThat(rows("request")).isZero();
    }

    private String confirmation() {
        return "/portal/requests/"
                + Db.all().sql("select id from request where company_id = ?").param(acme).query(UUID.class).single()
                + "/requested";
    }

    private void ask(String note) {
        String due = LocalDate.now(ZoneId.of("America/New_York")).plusDays(21).toString();
        var answer = pages.post()
            .uri("/portal/companies/{id}/request", acme)
            .cookie(session)
            .with(csrf())
            .with(by(northwind))
            .param("products", "SPEND_ANALYSIS")
            .param("note", note == null ? "" : note)
            .param("dueDate", due)
            .param("language", "en")
            .exchange();
        assertThat(answer).hasStatus(302);
        session = Optional.ofNullable(answer.getResponse().getCookie("session")).orElse(session);
    }

    private MvcTestResult preview() {
        return get("/preview");
    }

    private MvcTestResult get(String page) {
        return pages.get()
            .uri("/portal/companies/" + acme + "/request" + page)
            .cookie(session)
            .with(by(northwind))
            .exchange();
    }

    private MvcTestResult get(UUID request) {
        return pages.get().uri("/portal/requests/{id}/requested", request).with(by(northwind)).exchange();
    }

    private String draft() {
        try {
            var draft = DRAFT.matcher(preview().getResponse().getContentAsString());
            assertThat(draft.find()).isTrue();
            return draft.group(1);
        }
        catch (java.io.UnsupportedEncodingException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private MvcTestResult request(String draft) {
        return pages.post()
            .uri("/portal/companies/{id}/request/preview", acme)
            .param("draft", draft)
            .cookie(session)
            .with(csrf())
            .with(by(northwind))
            .exchange();
    }

    private long rows(String table) {
        return Db.all()
            .sql("select count(*) from " + (table.contains(" where ") ? table : table + " where") + " lender_id = ?")
            .param(northwind.id())
            .query(Long.class)
            .single();
    }

}
