package io.ledgerstream.provider.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import standin.postgres.Db;

/** Software does not answer anybody: both sides read so, and that it does again. */
@Tag("X23")
class OutagePagesTest extends JourneyTest {

    private Fixtures.Bank northwind;

    private UUID request;

    private Browser browser;

    @BeforeEach
    void aCustomerAboutToConnect() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Acme Tooling"));
        browser = signedIn(northwind, request).press("/journey/software", "software", "quickbooks-online");
    }

    @AfterEach
    void itAnswers() {
        Db.all().sql("delete from provider_outage").update();
    }

    @Test
    void theCustomerReadsItAtTheStepThatItIsInTheWayOf() {
        away("quickbooks-online");
        assertThat(browser.open("/journey/consent").text()).as("nothing of it is needed here")
            .doesNotContain("does not answer");
        browser.press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel", "title",
                "CFO");
        assertThat(browser.at()).isEqualTo("/journey/connect");
        assertThat(browser.text()).contains("QuickBooks Online does not answer at present",
                "Your step is kept, and no reminder is sent meanwhile");
        assertThat(browser.open("/journey/connect?lang=fr").text())
            .contains("QuickBooks Online ne répond pas pour le moment");

        Db.all().sql("update provider_outage set ended_at = now()").update();
        assertThat(browser.open("/journey/connect?lang=en").text()).doesNotContain("does not answer at present");
    }

    @Test
    void otherSoftwaresOutageIsNothingToThem() {
        away("netsuite");
        browser.press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel", "title",
                "CFO");
        assertThat(browser.text()).doesNotContain("does not answer at present");
    }

    @Test
    @Tag("S7")
    void theLenderReadsThatItLastsAndForADayThatItIsOver() {
        assertThat(companies()).doesNotContain("has not answered anybody");
        away("quickbooks-online");
        assertThat(companies()).contains("QuickBooks Online has not answered anybody since", "nobody is reminded");
        Db.all().sql("update provider_outage set ended_at = now()").update();
        assertThat(companies()).contains("QuickBooks Online did not answer anybody from")
            .doesNotContain("has not answered");
        Db.all().sql("""
                update provider_outage set began_at = now() - interval '3 days',
                    ended_at = now() - interval '25 hours'""").update();
        assertThat(companies()).doesNotContain("did not answer anybody");
    }

    private String companies() {
        return new String(pages.get()
            .uri("/portal/companies")
            .with(by(northwind))
            .exchange()
            .getResponse()
            .getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void away(String software) {
        Db.all().sql("""
                insert into provider_outage (id, software, began_at)
                values (gen_random_uuid(), ?, now() - interval '20 minutes')""").param(software).update();
    }

}
