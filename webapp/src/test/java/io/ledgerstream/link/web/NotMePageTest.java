package io.ledgerstream.link.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.request.Contacts;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("C9")
class NotMePageTest extends JourneyTest {

    @Autowired
    private Contacts contacts;

    private Fixtures.Bank northwind;

    private UUID request;

    @BeforeEach
    void aRequest() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Acme Tooling", "Dora Patel", "US", "en"));
    }

    @Test
    @Tag("C3")
    void theConnectScreenAsksNotYouAndLookingChangesNothing() {
        String link = link(northwind, request);
        String before = database();
        assertThat(browser().open(link).text()).contains("href=\"" + link + "/not-me\"", "Not you?");
        assertThat(browser().open(link + "/not-me").text()).contains("c•••@customer.example", "A••• T•••")
            .doesNotContain("Acme", "Dora");
        assertThat(database()).isEqualTo(before);
    }

    @Test
    @Tag("C3")
    void notMeIsConfirmedAndTakenBackAndTheLinkWorksMeanwhile() {
        String link = link(northwind, request);
        Browser browser = browser().open(link + "/not-me").press("/not-me");
        assertThat(browser.text()).contains("Northwind Bank knows that you are not the right person");
        assertThat(facts(northwind, request).contactInDoubt()).isTrue();
        assertThat(count("mail where request_id = ? and kind = 'LENDER_CONTACT_DISPUTED'", request)).isEqualTo(1);
        assertThat(count("audit where request_id = ? and action = 'contact-disputed-by-customer'", request))
            .isEqualTo(1);
        assertThat(browser().open(link).press("/start").at()).isEqualTo("/journey/code");
        browser.press("/me-after-all");
        assertThat(browser.at()).isEqualTo(link);
        assertThat(facts(northwind, request).contactInDoubt()).isFalse();
    }

    @Test
    void ofAMailThatCameBackItSaysJustThatAndLeadsOn() {
        String link = link(northwind, request);
        northwind.as(() -> contacts.bounced(request, northwind.contactEmail(facts(northwind, request).companyId())));
        Browser browser = browser().open(link + "/not-me");
        assertThat(browser.text())
            .contains("A mail to c•••@customer.example could not be delivered",
                    "Northwind Bank has been told and checks the address", "href=\"" + link + "\"")
            .doesNotContain("knows that you are not", "/me-after-all", "/not-me\"");
        browser.open(link).press("/start").press("/journey/code", "code", code(northwind, request));
        assertThat(browser.at()).isEqualTo("/journey/software");
    }

    @Test
    void pressedTwiceItIsToldOnce() {
        Browser browser = browser().open(link(northwind, request) + "/not-me");
        Browser twin = browser.twin();
        browser.press("/not-me");
        assertThat(twin.press("/not-me").text()).contains("knows that you are not");
        assertThat(count("mail where request_id = ? and kind = 'LENDER_CONTACT_DISPUTED'", request)).isEqualTo(1);
    }

    @Test
    void anExpiredLinkCanSayItToo() {
        String link = link(northwind, request);
        clock.advance(Duration.ofDays(15));
        assertThat(browser().open(link).text()).contains("/not-me\"");
        browser().open(link + "/not-me").press("/not-me");
        assertThat(facts(northwind, request).contactInDoubt()).isTrue();
    }

    @Test
    @Tag("C3")
    void onAClosedRequestThereIsNothingToDispute() {
        String link = link(northwind, request);
        Browser stale = browser().open(link + "/not-me");
        northwind.cancel(request, null);
        assertThat(browser().open(link).text()).doesNotContain("/not-me");
        assertThat(browser().open(link + "/not-me").location()).isEqualTo(link);
        assertThat(stale.submit("/not-me").location()).isEqualTo(link);
        assertThat(facts(northwind, request).contactInDoubt()).isFalse();
    }

    @Test
    void withoutTheFormsTokenNothingIsDisputed() {
        assertThat(pages.post().uri(link(northwind, request) + "/not-me")).hasStatus(403);
        assertThat(pages.post().uri(link(northwind, request) + "/me-after-all")).hasStatus(403);
        assertThat(facts(northwind, request).contactInDoubt()).isFalse();
    }

}
