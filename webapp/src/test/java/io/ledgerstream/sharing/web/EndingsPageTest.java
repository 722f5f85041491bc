package io.ledgerstream.sharing.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.Statements;
import io.ledgerstream.lender.Role;
import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.RenewalRequests;
import io.ledgerstream.request.web.Connected;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("S6")
class EndingsPageTest extends PageTest {

    @Autowired
    private RenewalRequests renewals;

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    @BeforeEach
    void twoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
    }

    @Test
    void eachEndStandsWithWhatHappensInTheOrderOfTheirDays() {
        UUID soon = ending(northwind, "Acme Soon", 20);
        Instant end = Db.all()
            .sql("select ends_at from consent where company_id = (select company_id from connection where id = ?)")
            .param(soon)
            .query(Timestamp.class)
            .single()
            .toInstant();
        UUID asked = northwind.as(() -> renewals.ask(soon, new Renewal(Renewal.What.CONSENT, end))).orElseThrow();
        ending(northwind, "Acme Later", 80);
        ending(northwind, "Acme Next Year", 200);
        credential(ending(northwind, "Acme Token", 300), "ACCESS", false, 70);
        credential(ending(northwind, "Acme Hard", 300), "ACCESS", true, 60);
        credential(ending(northwind, "Acme Certificate", 300), "CERTIFICATE", true, 85);
        Connected.losesAccess(ending(northwind, "Acme Lost", 75));
        ending(contoso, "Secret Ltd", 10);

        assertThat(page("")).hasStatusOk()
            .bodyText()
            .containsSubsequence("Acme Soon", "Dora Patel is asked", "Acme Hard", "The customer is asked on",
                    "Acme Token", "We renew it", "Acme Lost", "Access is lost", "Acme Later", "Acme Certificate",
                    "We replace it")
            .contains("/portal/requests/" + asked)
            .doesNotContain("Acme Next Year", "Secret Ltd", "??");
        assertThat(page("?days=30")).bodyText().contains("Acme Soon").doesNotContain("Acme Hard");
        assertThat(page("?days=365")).bodyText()
            .contains("Acme Next Year", "<option value=\"365\" selected=\"selected\">");
        assertThat(pages.get().uri("/portal/endings").with(by(contoso))).bodyText()
            .contains("Secret Ltd")
            .doesNotContain("Acme");
    }

    @Test
    void filesEndWithTheirConsentAndLongNamesAreWhole() {
        String name = "Société des Établissements Métallurgiques de Fontenay-sous-Bois et Compagnie ".repeat(2) + "<b>";
        UUID request = northwind.request(northwind.company(name.strip()));
        northwind.consented(request);
        Db.all().sql("update request set status = 'UPLOADED' where id = ?").param(request).update();
        Db.all().sql("update consent set ends_at = ? where request_id = ?").params(in(20), request).update();
        assertThat(page("")).bodyText()
            .contains("Fontenay-sous-Bois et Compagnie &lt;b&gt;", "Nobody is asked: ask for new files");
    }

    @Test
    void whatWasAnsweredOrEndedSaysSoOrIsGone() {
        UUID declined = ending(northwind, "Acme Declined", 20);
        Instant end = Db.all()
            .sql("select ends_at from consent where company_id = (select company_id from connection where id = ?)")
            .param(declined)
            .query(Timestamp.class)
            .single()
            .toInstant();
        UUID asked = northwind.as(() -> renewals.ask(declined, new Renewal(Renewal.What.CONSENT, end))).orElseThrow();
        Db.all().sql("update request set status = 'DECLINED' where id = ?").param(asked).update();
        UUID over = ending(northwind, "Acme Over", 20);
        Db.all().sql("""
                update consent set ended_at = now()
                where company_id = (select company_id from connection where id = ?)""").param(over).update();
        assertThat(page("")).bodyText()
            .contains("Acme Declined", "Dora Patel has declined")
            .doesNotContain("Acme Over");
    }

    @ParameterizedTest
    @EnumSource
    void everybodyOfTheLenderSeesIt(Role role) {
        ending(northwind, "Acme Ltd", 20);
        assertThat(pages.get().uri("/portal/endings").with(by(person(northwind, role)))).hasStatusOk()
            .bodyText()
            .contains("Acme Ltd");
    }

    @Test
    void withoutAnythingItSaysSo() {
        assertThat(page("?days=30")).hasStatusOk()
            .bodyText()
            .contains("Nothing ends in that time", "within the next 30 days");
        assertThat(pages.get().uri("/portal/endings").exchange()).hasStatus(302);
        assertThat(pages.get().uri("/portal/companies").with(by(northwind))).bodyText().contains("/portal/endings");
    }

    @ParameterizedTest
    @ValueSource(strings = { "?page=-1", "?page=1000000000", "?page=999999", "?days=password", "?days=-30",
            "?days=30&days=90", "?page=x" })
    void whatMakesNoSenseIsPassedOver(String query) {
        ending(northwind, "Acme Ltd", 20);
        assertThat(page(query).getResponse().getStatus()).isIn(200, 400);
    }

    @Test
    void pagesHoldFiftyRowsAndTakeFourStatementsAtMost() {
        for (int i = 0; i < 51; i++) {
            ending(northwind, "Company " + i, 20);
        }
        String rita = northwind.ownerEmail();
        var signedIn = by(rita);
        page("?days=30");
        assertThat(Statements.of(() -> pages.get().uri("/portal/endings?days=30").with(signedIn).exchange()))
            .isLessThanOrEqualTo(4);
        assertThat(page("?days=30")).bodyText()
            .contains("Page 1", "/portal/endings?days=30&amp;page=1")
            .doesNotContain("rel=\"prev\"");
        assertThat(page("?days=30&page=1")).bodyText()
            .contains("Page 2", "rel=\"prev\"")
            .doesNotContain("rel=\"next\"");
    }

    private MvcTestResult page(String query) {
        return pages.get().uri("/portal/endings" + query).with(by(northwind)).exchange();
    }

    /** A connected company whose consent ends so many days on. @return the connection */
    private static UUID ending(Fixtures.Bank bank, String name, int days) {
        UUID request = bank.request(bank.company(name));
        UUID connection = Connected.by(bank, request);
        Db.all().sql("update consent set ends_at = ? where request_id = ?").params(in(days), request).update();
        return connection;
    }

    private static void credential(UUID connection, String kind, boolean fixed, int days) {
        Db.all()
            .sql("update connection set credential_kind = ?, credential_fixed = ?, refresh_expires_at = ? where id = ?")
            .params(kind, fixed, in(days), connection)
            .update();
    }

    private static Timestamp in(int days) {
        return Timestamp.from(Instant.now().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS));
    }

}
