package io.ledgerstream.lender.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.MovableClock;
import io.ledgerstream.PageTest;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.Policy;
import io.ledgerstream.lender.Role;
import io.ledgerstream.request.Reminders;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("L8")
class PolicyPageTest extends PageTest {

    @Autowired
    private Lenders lenders;

    @Autowired
    private Reminders reminders;

    @Autowired
    private MovableClock clock;

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private String ada;

    @BeforeEach
    void anAdministratorOfOneOfTwoLenders() {
        clock.moveTo(Instant.parse("2026-11-16T15:00:00Z"));
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        ada = person(northwind, Role.ADMIN);
    }

    @AfterEach
    void theTimeIsTheSystems() {
        clock.reset();
    }

    @Test
    void theRulesAreShownWithTheRemindersThatComeOfThem() {
        northwind.company("Acme Ltd");
        assertThat(show()).hasStatusOk()
            .bodyText()
            .containsSubsequence("Days until the due date", "value=\"21\"", "value=\"14\"", "value=\"3\"",
                    "value=\"4\"", "value=\"3\"", "value=\"2\"", "value=\"12\"", "value=\"90\"")
            .containsSubsequence("A request made now", "worked out for United States", "Thu 19 Nov 2026, 10:00 EST",
                    "Wed 25 Nov 2026, 10:00 EST", "Wed 2 Dec 2026, 10:00 EST", "Thu 3 Dec 2026, 10:00 EST");
    }

    @Test
    void aLenderWithoutCompaniesSeesAnExampleToo() {
        assertThat(show()).hasStatusOk()
            .bodyText()
            .contains("worked out for United States", "Thu 19 Nov 2026, 10:00 EST");
    }

    @Test
    void whatIsSavedIsKeptForThisLenderAloneAndAudited() {
        assertThat(post(Map.of("dueDays", " 30 ", "reminderMax", "0"), ada)).hasStatus(302)
            .hasRedirectedUrl("/portal/settings/policy");

        assertThat(policy(northwind)).isEqualTo(new Policy(30, 14, 3, 4, 0, 2, 12, 90, 30, 3, false));
        assertThat(policy(contoso)).isEqualTo(new Policy(21, 14, 3, 4, 3, 2, 12, 90, 30, 3, false));
        assertThat(audited()).isEqualTo(1);
        post(Map.of("dueDays", "30", "reminderMax", "0"), ada);
        assertThat(audited()).as("the same again is no change").isEqualTo(1);
    }

    @Test
    @Tag("V4")
    void sampleBooksAreTakenOnlyWhereItIsTicked() {
        assertThat(show()).bodyText()
            .contains("Accept sample companies and sandboxes")
            .doesNotContainPattern("name=\"sampleBooks\"[^>]*checked");
        assertThat(post(Map.of("sampleBooks", "yes"), ada)).hasStatus(302);
        assertThat(policy(northwind).sampleBooks()).isTrue();
        assertThat(policy(contoso).sampleBooks()).isFalse();
        assertThat(audited()).isEqualTo(1);
        assertThat(show()).bodyText().containsPattern("name=\"sampleBooks\"[^>]*checked");
        post(Map.of("sampleBooks", "maybe"), ada);
        assertThat(policy(northwind).sampleBooks()).as("anything but the box's own value is no").isFalse();
    }

    @Test
    void whatIsPlannedFromThenOnFollowsTheNewRules() {
        UUID request = northwind.request(northwind.company("Acme Ltd"));
        assertThat(northwind.as(() -> reminders.plan(request)).orElseThrow()).asString().startsWith("2026-11-19T15:0");
        post(Map.of("reminderFirstDays", "1"), ada);
        assertThat(northwind.as(() -> reminders.plan(request)).orElseThrow()).asString().startsWith("2026-11-17T15:0");
    }

    @Test
    void aLookAtTheRemindersKeepsNothing() {
        assertThat(post(
                Map.of("reminderFirstDays", "1", "reminderMax", "1", "reminderBeforeDueDays", "0", "what", "preview"),
                ada))
            .hasStatusOk()
            .bodyText()
            .contains("Not saved yet.", "Tue 17 Nov 2026, 10:00 EST", "value=\"1\"")
            .doesNotContain("Thu 19 Nov 2026");
        assertThat(post(Map.of("reminderMax", "0", "reminderBeforeDueDays", "0", "what", "preview"), ada)).bodyText()
            .contains("A company would get no reminder (worked out for United States).");
        assertThat(policy(northwind).reminderMax()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({ "dueDays,0,1 to 90", "dueDays,91,1 to 90", "linkDays,0,1 to 30", "linkDays,31,1 to 30",
            "reminderFirstDays,0,1 to 30", "reminderFirstDays,31,1 to 30", "reminderEveryDays,0,1 to 30",
            "reminderEveryDays,31,1 to 30", "reminderMax,-1,0 to 10", "reminderMax,11,0 to 10",
            "reminderBeforeDueDays,-1,0 to 30", "reminderBeforeDueDays,31,0 to 30", "consentMonths,0,1 to 12",
            "consentMonths,13,1 to 12", "eraseAfterDays,-1,'0 to 3,650'", "eraseAfterDays,3651,'0 to 3,650'",
            "renewalFirstDays,14,15 to 60", "renewalFirstDays,61,15 to 60", "renewalLastDays,0,1 to 13",
            "renewalLastDays,14,1 to 13" })
    void whatIsOutOfRangeIsSaidAtItsField(String field, String value, String range) {
        assertThat(post(Map.of(field, value), ada)).hasStatusOk()
            .bodyText()
            .contains("Enter a whole number from " + range, "href=\"#" + field + "\"");
        assertThat(policy(northwind)).isEqualTo(new Policy(21, 14, 3, 4, 3, 2, 12, 90, 30, 3, false));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "three", "3.5", "1e1", "99999999999999999999", "٣", "3 days", "<b>" })
    void whatIsNoNumberIsRefused(String value) {
        assertThat(post(Map.of("dueDays", value), ada)).hasStatusOk()
            .bodyText()
            .contains("Enter a whole number from 1 to 90");
    }

    @ParameterizedTest
    @CsvSource({ "1,1,1,1,0,0,1,0", "90,30,30,30,10,30,12,3650" })
    void theBoundsThemselvesAreIn(String due, String link, String first, String every, String max, String before,
            String months, String erase) {
        assertThat(post(Map.of("dueDays", due, "linkDays", link, "reminderFirstDays", first, "reminderEveryDays", every,
                "reminderMax", max, "reminderBeforeDueDays", before, "consentMonths", months, "eraseAfterDays", erase),
                ada))
            .hasStatus(302);
        assertThat(show()).hasStatusOk();
    }

    @Test
    void onlyAdministratorsMayLookAndChange() {
        for (Role role : new Role[] { Role.RELATIONSHIP_MANAGER, Role.SUCCESS_MANAGER, Role.VIEWER }) {
            String person = person(northwind, role);
            assertThat(pages.get().uri("/portal/settings/policy").with(by(person))).hasStatus(403);
            assertThat(post(Map.of("dueDays", "30"), person)).hasStatus(403);
            assertThat(pages.get().uri("/portal/companies").with(by(person))).bodyText()
                .doesNotContain("/portal/settings");
        }
        assertThat(pages.get().uri("/portal/companies").with(by(ada))).bodyText().contains("/portal/settings");
        assertThat(pages.post().uri("/portal/settings/policy").param("dueDays", "30").with(by(ada)))
            .as("without the form's token")
            .hasStatus(403);
        assertThat(policy(northwind).dueDays()).isEqualTo(21);
    }

    private Policy policy(Fixtures.Bank bank) {
        return bank.as(() -> lenders.current()).policy();
    }

    private long audited() {
        return Db.all()
            .sql("select count(*) from audit where lender_id = ? and action = 'policy-changed'")
            .param(northwind.id())
            .query(Long.class)
            .single();
    }

    private MvcTestResult show() {
        return pages.get().uri("/portal/settings/policy").with(by(ada)).exchange();
    }

    private MvcTestResult post(Map<String, String> typed, String person) {
        var form = new LinkedHashMap<>(Map.of("dueDays", "21", "linkDays", "14", "reminderFirstDays", "3",
                "reminderEveryDays", "4", "reminderMax", "3", "reminderBeforeDueDays", "2", "consentMonths", "12",
                "eraseAfterDays", "90"));
        form.putAll(Map.of("renewalFirstDays", "30", "renewalLastDays", "3"));
        form.putAll(typed);
        var post = pages.post().uri("/portal/settings/policy").with(csrf()).with(by(person));
        form.forEach(post::param);
        return post.exchange();
    }

}
