package io.ledgerstream.sharing.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.RenewalRequests;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.web.Connected;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

@Tag("S6")
class RenewalPagesTest extends JourneyTest {

    private static final String[] GOOD = { "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel", "title",
            "Finance Director" };

    @Autowired
    private RenewalRequests renewals;

    private Fixtures.Bank northwind;

    private UUID request;

    private UUID connection;

    @BeforeEach
    void aCompanyThatShares() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Birchwood Joinery Ltd"));
        connection = Connected.by(northwind, request);
    }

    @Test
    void theConsentIsGivenAnewOnOnePageAndThatIsAll() {
        Db.all()
            .sql("update connection set linked_at = '2026-03-02T15:00:00Z' where id = ?")
            .param(connection)
            .update();
        Db.all()
            .sql("update consent set given_at = '2026-03-02T14:00:00Z' where request_id = ?")
            .param(request)
            .update();
        UUID renewal = asked(Renewal.What.CONSENT);
        Browser dora = browser().open(link(northwind, renewal));
        assertThat(dora.text())
            .contains("Northwind Bank asks B", "to go on sharing after", "The consent ends on",
                    "nothing has to be connected")
            .doesNotContain("Birchwood", "asks B••• to share", "20 and an administrator");
        dora = signedIn(northwind, renewal);
        assertThat(dora.at()).isEqualTo("/journey/consent");
        assertThat(dora.text())
            .contains("Share your data with Northwind Bank?", "The consent that was given ends on", "Step 1 of 1")
            .doesNotContain("checked", "/journey/software", "QuickBooks will ask for all");
        dora.press("/journey/consent", GOOD).follow();
        assertThat(dora.at()).isEqualTo("/journey/done");
        assertThat(dora.text()).contains("QuickBooks Online stays connected", "goes on getting the data as before",
                "Dora Patel, Finance Director", "We have mailed the receipt to you", "Mon 2 Mar 2026");
        for (UUID either : new UUID[] { request, renewal }) {
            assertThat(browser().open(link(northwind, either)).text()).as("whichever link it is")
                .contains("data is shared with Northwind Bank since Mon 2 Mar 2026");
        }
        assertThat(facts(northwind, renewal).status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(count("consent where request_id = ? and ended_reason = 'renewed'", request)).isEqualTo(1);
        assertThat(pages.get().uri("/portal/requests/{id}", renewal).with(by(northwind))).hasStatusOk()
            .bodyText()
            .contains("Request to renew", "Asked to renew what ends", "Consent renewed, reading goes on")
            .doesNotContain("??");
        assertThat(pages.get().uri("/portal/requests/{id}/process.svg", renewal).with(by(northwind))).hasStatusOk();
    }

    @Test
    @Tag("C12")
    void inFrenchToo() {
        UUID renewal = asked(Renewal.What.CONSENT);
        Browser dora = browser().open(link(northwind, renewal) + "?lang=fr");
        assertThat(dora.text()).contains("continuer à partager après le", "L’accord prend fin le");
        for (Renewal.What what : new Renewal.What[] { Renewal.What.ACCESS, Renewal.What.CERTIFICATE }) {
            Db.all().sql("update renewal set what = ? where request_id = ?").params(what.name(), renewal).update();
            assertThat(dora.open(link(northwind, renewal) + "?lang=fr").text()).contains("prend fin le")
                .doesNotContain("??");
        }
    }

    @Test
    void whoDeclinesReadsThatItGoesOnUntilItsDay() {
        UUID renewal = asked(Renewal.What.CONSENT);
        Browser dora = signedIn(northwind, renewal).open("/journey/decline");
        assertThat(dora.text()).contains("goes on reading until", "as you had agreed")
            .doesNotContain("Nothing is shared");
        dora.press("/journey/decline", "reason", "We change banks.").follow();
        assertThat(dora.text()).contains("goes on reading until").doesNotContain("Nothing is shared");
        assertThat(browser().open(link(northwind, renewal)).text()).contains("goes on until its end")
            .doesNotContain("Nothing is shared");
        assertThat(Db.all()
            .sql("select state from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single()).isEqualTo("LINKED");
    }

    @Test
    void accessIsRenewedByConnectingAndNobodyIsAskedForTheConsent() {
        UUID renewal = asked(Renewal.What.ACCESS);
        assertThat(browser().open(link(northwind, renewal)).text()).contains("to renew its access before",
                "about 5 minutes");
        assertThat(facts(northwind, renewal).step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
        Db.all().sql("""
                update consent set receipt = '{"at": "2026-11-23T12:00:00Z", "person": {"name": "Dora Patel", \
                "title": "CFO"}, "software": {"code": "quickbooks-online", "name": "QuickBooks Online"}}'
                where request_id = ?""").param(request).update();
        Browser dora = signedIn(northwind, renewal);
        assertThat(dora.at()).isEqualTo("/journey/connect");
        assertThat(dora.text())
            .contains("Connect QuickBooks Online anew", "Our access to QuickBooks Online ends on", "Step 1 of 2")
            .doesNotContain("no longer lets us");
    }

    private UUID asked(Renewal.What what) {
        Instant end = clock.instant().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
        Db.all()
            .sql("update consent set ends_at = ? where request_id = ?")
            .params(Timestamp.from(end), request)
            .update();
        return northwind.as(() -> renewals.ask(connection, new Renewal(what, end))).orElseThrow();
    }

}
