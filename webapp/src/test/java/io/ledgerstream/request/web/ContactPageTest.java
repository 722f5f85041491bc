package io.ledgerstream.request.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.lender.Role;
import io.ledgerstream.request.Contacts;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("L7")
class ContactPageTest extends PageTest {

    @Autowired
    private Contacts contacts;

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID acme;

    private UUID request;

    private String email;

    @BeforeEach
    void aRequestOfOneOfTwoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        acme = northwind.company("Acme Ltd");
        request = northwind.request(acme);
        email = northwind.contactEmail(acme);
    }

    @Test
    void withoutADoubtThePageSaysWhoItIsAndWhatFollows() {
        assertThat(show()).hasStatusOk()
            .bodyText()
            .contains("Correct contact", "The contact is Dora Patel, " + email, "value=\"" + email + "\"",
                    "links, codes and sessions of the one before end at once")
            .doesNotContain("The contact is right");
    }

    @Test
    @Tag("X6")
    void anotherPersonIsInvitedAndTheCompanyKeepsThem() {
        assertThat(correct("  Daniel Pratt ", "daniel@customer.example")).hasStatus(302)
            .hasRedirectedUrl("/portal/requests/" + request);

        assertThat(northwind.contactEmail(acme)).isEqualTo("daniel@customer.example");
        assertThat(page()).bodyText().contains("Contact corrected", "Daniel Pratt", "daniel@customer.example");
        assertThat(Db.all()
            .sql("select number from mail where request_id = ? and kind = 'INVITATION' order by number")
            .param(request)
            .query(String.class)
            .list()).contains("2");
    }

    @ParameterizedTest
    @ValueSource(strings = { "UNDELIVERABLE", "BOUNCED", "DISPUTED" })
    @Tag("X6")
    void whereThereIsADoubtItIsSaidAndTheSameContactCanBeConfirmed(String doubt) {
        doubt(doubt);
        assertThat(show()).hasStatusOk().bodyText().contains(switch (doubt) {
            case "UNDELIVERABLE" -> "The invitation to " + email + " was refused";
            case "BOUNCED" -> "A mail to " + email + " was refused or came back";
            default -> "Somebody who holds the link says they are not Dora Patel";
        }, "The contact is right, send again");

        assertThat(post("/contact/same", northwind.ownerEmail(), "", "")).hasStatus(302)
            .hasRedirectedUrl("/portal/requests/" + request);

        assertThat(page()).bodyText().contains("Contact corrected").doesNotContain("Needs attention");
        assertThat(northwind.contactEmail(acme)).isEqualTo(email);
        assertThat(post("/contact/same", northwind.ownerEmail(), "", "")).as("a second press")
            .hasStatus(409)
            .bodyText()
            .contains("That is the contact already.");
    }

    @Test
    void withoutADoubtTheSameAgainIsNoCorrection() {
        assertThat(correct("Dora Patel", email)).hasStatusOk()
            .bodyText()
            .contains("That is the contact already.", "href=\"#contactEmail\"");
    }

    @Test
    void onlyTheNameMayBeWrong() {
        assertThat(correct("Dora Pattel", email)).hasStatus(302);
        assertThat(page()).bodyText().contains("Dora Pattel");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "dora", "dora@", "dora@acme", "dora@acme.example, x@evil.example",
            "dora@acme.example\r\nBcc: x@evil.example", "\"dora\"@acme.example", "<dora@acme.example>",
            "dora@[10.0.0.1]" })
    void theAddressIsCheckedAsACompanysIs(String address) {
        assertThat(correct("Dora Patel", address)).hasStatusOk()
            .bodyText()
            .contains("Enter one e-mail address, like name@company.com");
        assertThat(northwind.contactEmail(acme)).isEqualTo(email);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "  ", "a\u202eb", "a\nb" })
    void theNameIsCheckedAsACompanysIs(String name) {
        assertThat(correct(name, "daniel@customer.example")).hasStatusOk().bodyText().contains("href=\"#contactName\"");
    }

    @Test
    void whatIsTypedIsShownAndNeverRun() {
        assertThat(correct("<b>${7*7}</b>", "dora@")).hasStatusOk()
            .bodyText()
            .contains("&lt;b&gt;${7*7}&lt;/b&gt;")
            .doesNotContain("<b>49", "<b>$");
    }

    @Test
    void aClosedRequestHasNoContactToCorrect() {
        northwind.cancel(request, null);
        assertThat(show()).hasStatus(302);
        assertThat(correct("Daniel Pratt", "daniel@customer.example")).hasStatus(409)
            .bodyText()
            .contains("The request is closed by now.");
        assertThat(northwind.contactEmail(acme)).isEqualTo(email);
    }

    @Test
    void whoMayNotCorrectCannot() {
        for (Role role : new Role[] { Role.VIEWER, Role.SUCCESS_MANAGER }) {
            String person = person(northwind, role);
            assertThat(post("/contact", person, "Daniel Pratt", "daniel@customer.example")).hasStatus(403);
            assertThat(post("/contact/same", person, "", "")).hasStatus(403);
            assertThat(pages.get().uri("/portal/requests/{id}", request).with(by(person))).bodyText()
                .doesNotContain("/contact\"");
        }
        assertThat(post("/contact", contoso.ownerEmail(), "Daniel Pratt", "daniel@customer.example")).hasStatus(404);
        assertThat(post("/contact/same", contoso.ownerEmail(), "", "")).hasStatus(404);
        assertThat(northwind.contactEmail(acme)).isEqualTo(email);
    }

    private void doubt(String doubt) {
        northwind.as(() -> {
            switch (doubt) {
                case "UNDELIVERABLE" -> contacts.undeliverable(request, "1");
                case "BOUNCED" -> contacts.bounced(request, email);
                default -> contacts.disputed(request, Actor.customer(null));
            }
        });
    }

    private MvcTestResult show() {
        return pages.get().uri("/portal/requests/{id}/contact", request).with(by(northwind)).exchange();
    }

    private MvcTestResult page() {
        return pages.get().uri("/portal/requests/{id}", request).with(by(northwind)).exchange();
    }

    private MvcTestResult correct(String name, String address) {
        return post("/contact", northwind.ownerEmail(), name, address);
    }

    private MvcTestResult post(String page, String person, String name, String address) {
        return pages.post()
            .uri("/portal/requests/" + request + page)
            .param("contactName", name)
            .param("contactEmail", address)
            .with(csrf())
            .with(by(person))
            .exchange();
    }

}
