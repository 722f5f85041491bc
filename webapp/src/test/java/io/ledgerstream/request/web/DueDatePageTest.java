package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.lender.Role;
import io.ledgerstream.request.RequestViews;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@Tag("L7")
class DueDatePageTest extends PageTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Autowired
    private RequestViews views;

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID acme;

    private UUID request;

    @BeforeEach
    void aRequestOfOneOfTwoLenders() {
        notAtTheTurnOfTheHour();
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        acme = northwind.company("Acme Ltd");
        request = northwind.request(acme);
    }

    @Test
    void theDateIsOfferedAsItIsWithinItsBounds() {
        assertThat(show("")).hasStatusOk()
            .bodyText()
            .contains("Move the due date", "value=\"" + inDays(21) + "\"", "min=\"" + inDays(1) + "\"",
                    "max=\"" + inDays(90) + "\"");
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 90 })
    void itMovesToTheEndOfTheDayInTheCompanysZone(int days) {
        assertThat(move(inDays(days).toString(), "")).hasStatus(302).hasRedirectedUrl("/portal/requests/" + request);
        assertThat(dueAt()).isEqualTo(inDays(days).atTime(23, 59, 59).atZone(NEW_YORK).toInstant());
        assertThat(pages.get().uri("/portal/requests/{id}", request).with(by(northwind))).bodyText()
            .contains("Due date moved to");
    }

    @ParameterizedTest
    @ValueSource(ints = { -1, 0, 91 })
    void aDateInThePastOrTooFarAheadIsRefused(int days) {
        refused(inDays(days).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "tomorrow", "2026-13-01", "2026-02-30", "+999999999-12-31", "0000-01-01",
            "2026-12-01' or 1=1" })
    void whatIsNoDayIsRefused(String day) {
        refused(day);
    }

    @Test
    void fromTheFollowUpOneComesBackToIt() {
        assertThat(show("?from=follow-up")).bodyText()
            .contains("name=\"from\" value=\"follow-up\"", "/portal/companies/" + acme + "/request");
        assertThat(move(inDays(30).toString(), "follow-up")).hasRedirectedUrl("/portal/companies/" + acme + "/request");
        assertThat(move(inDays(31).toString(), "https://evil.example")).hasRedirectedUrl("/portal/requests/" + request);
    }

    @Test
    void aClosedRequestsDateStands() {
        northwind.cancel(request, null);
        assertThat(show("")).hasStatus(302);
        assertThat(move(inDays(30).toString(), "")).hasStatus(409).bodyText().contains("The request is closed by now.");
    }

    @Test
    void whoMayNotMoveItCannot() {
        for (Role role : new Role[] { Role.VIEWER, Role.SUCCESS_MANAGER }) {
            assertThat(post(inDays(30).toString(), "", person(northwind, role))).hasStatus(403);
        }
        assertThat(post(inDays(30).toString(), "", contoso.ownerEmail())).hasStatus(404);
    }

    private void refused(String day) {
        var before = dueAt();
        assertThat(move(day, "")).hasStatusOk()
            .bodyText()
            .contains("Choose a day from tomorrow on, at most 90 days ahead", "href=\"#dueDate\"");
        assertThat(dueAt()).isEqualTo(before);
    }

    private java.time.Instant dueAt() {
        return northwind.as(() -> views.get(request)).dueAt();
    }

    private MvcTestResult show(String query) {
        return pages.get().uri("/portal/requests/" + request + "/due-date" + query).with(by(northwind)).exchange();
    }

    private MvcTestResult move(String day, String from) {
        return post(day, from, northwind.ownerEmail());
    }

    private MvcTestResult post(String day, String from, String person) {
        return pages.post()
            .uri("/portal/requests/{id}/due-date", request)
            .param("dueDate", day)
            .param("from", from)
            .with(csrf())
            .with(by(person))
            .exchange();
    }

    private static LocalDate inDays(int days) {
        return LocalDate.now(NEW_YORK).plusDays(days);
    }

}
