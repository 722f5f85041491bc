package io.ledgerstream.company.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.lender.Role;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("L2")
class AddCompanyPageTest extends PageTest {

    private static final String PATH = "/portal/companies/new";

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    @BeforeEach
    void twoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
    }

    @Test
    void aCompanyIsAddedAndStandsInTheList() {
        var answer = add(Map.of("legalName", "  Acme Ltd  ", "reference", "AC-1", "phone", "+1 415 555 0134"));

        assertThat(answer).hasStatus(302);
        assertThat(answer.getResponse().getRedirectedUrl()).startsWith("/portal/companies#c-");
        assertThat(pages.get().uri("/portal/companies").with(by(northwind))).bodyText()
            .contains("Acme Ltd", "AC-1", "Not requested");
        assertThat(Db.all()
            .sql("select time_zone from company where legal_name = 'Acme Ltd' and lender_id = ?")
            .param(northwind.id())
            .query(String.class)
            .single()).isEqualTo("Europe/Paris");
    }

    @Test
    void whatIsMissingIsSaidFieldByFieldAndNothingIsStored() {
        var answer = add(Map.of("legalName", " ", "country", "", "contactName", "", "contactEmail", "", "ownerId", ""));

        assertThat(answer).hasStatusOk()
            .bodyText()
            .contains("There is a problem", "href=\"#legalName\"", "Enter the company’s legal name",
                    "Choose the company’s country", "Enter the contact’s name", "Enter one e-mail address",
                    "Choose who is in charge")
            .contains("id=\"legalName-error\"", "aria-invalid=\"true\"");
        assertThat(companies()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "nobody", "a@b", "a b@c.example", "\"a\"@c.example", "a@[127.0.0.1]", "a@127.0.0.1",
            "a@c.example,b@c.example", "a@c.example\r\nBcc: b@c.example", "a@@c.example", ".a@c.example",
            "a@-c.example", "a@c.example.", "a@c..example" })
    void anAddressThatCannotBeOneIsRefused(String address) {
        assertThat(add(Map.of("contactEmail", address))).hasStatusOk().bodyText().contains("Enter one e-mail address");
        assertThat(companies()).isZero();
    }

    @Test
    void anAddressThatIsTooLongIsRefused() {
        assertThat(add(Map.of("contactEmail",
                "a".repeat(64) + "@" + "b".repeat(63) + ".".concat("c".repeat(63) + ".").repeat(3) + "example")))
            .bodyText()
            .contains("Enter one e-mail address");
        assertThat(companies()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Acme\r\nBcc: b@c.example", "Ac\u0007me", "\u202Eemca", "Acme\u2028Ltd", "Ac\u200Bme",
            "Ac\uFEFFme", "Ac\u0085me" })
    void aNameWithLineBreaksOrTurnedAroundIsRefused(String name) {
        assertThat(add(Map.of("legalName", name))).hasStatusOk()
            .bodyText()
            .contains("Enter it on one line", "type it rather than paste it", "value=\"Dora Patel\"");
        assertThat(companies()).isZero();
    }

    @Test
    void aNameOfAMegabyteIsRefused() {
        assertThat(add(Map.of("legalName", "x".repeat(1_000_000)))).hasStatusOk()
            .bodyText()
            .contains("Enter a shorter text");
        assertThat(companies()).isZero();
    }

    @Test
    void markupAndExpressionsAreNamesLikeAnyOther() {
        assertThat(add(Map.of("legalName", "<b>${7*7}</b> & #{x}"))).hasStatus(302);
        assertThat(pages.get().uri("/portal/companies").with(by(northwind))).bodyText()
            .contains("&lt;b&gt;${7*7}&lt;/b&gt; &amp; #{x}");
    }

    @Test
    void aReferenceIsTakenOncePerLender() {
        add(Map.of("reference", "AC-1"));
        assertThat(add(Map.of("reference", "AC-1"))).hasStatusOk()
            .bodyText()
            .contains("Another company has this reference");
        assertThat(companies()).isOne();
        contoso.as(() -> {
        });
        var form = form(Map.of("reference", "AC-1", "ownerId", contoso.owner().toString()));
        assertThat(post(form, contoso.ownerEmail())).hasStatus(302);
    }

    @Test
    void theOwnerIsOneOfTheLendersOwnManagers() {
        String viewer = northwind.user("Vera", Role.VIEWER).toString();
        for (String owner : new String[] { contoso.owner().toString(), viewer, "x", "' or 1=1" }) {
            assertThat(add(Map.of("ownerId", owner))).hasStatusOk().bodyText().contains("Choose who is in charge");
        }
        assertThat(companies()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "XX", "fr", "FRA", "../" })
    void theCountryIsOneThatExists(String country) {
        assertThat(add(Map.of("country", country))).hasStatusOk().bodyText().contains("Choose the company’s country");
    }

    @Test
    void whatTheFormDoesNotHaveIsPassedOver() {
        assertThat(add(Map.of("lenderId", contoso.id().toString(), "id", "1", "archivedAt", "2020-01-01")))
            .hasStatus(302);
        assertThat(companies()).isOne();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = { "VIEWER", "SUCCESS_MANAGER" })
    void othersMayNotAdd(Role role) {
        String person = person(northwind, role);
        assertThat(pages.get().uri(PATH).with(by(person))).hasStatus(403);
        assertThat(post(form(Map.of()), person)).hasStatus(403);
        assertThat(companies()).isZero();
    }

    @Test
    void withoutTheFormsTokenNothingIsAdded() {
        var post = pages.post().uri(PATH).with(by(northwind));
        form(Map.of()).forEach(post::param);
        assertThat(post).hasStatus(403);
        assertThat(companies()).isZero();
    }

    private MvcTestResult add(Map<String, String> typed) {
        return post(form(typed), northwind.ownerEmail());
    }

    private MvcTestResult post(Map<String, String> form, String person) {
        var post = pages.post().uri(PATH).with(csrf()).with(by(person));
        form.forEach(post::param);
        return post.exchange();
    }

    private Map<String, String> form(Map<String, String> typed) {
        var form = new HashMap<>(Map.of("legalName", "Acme Ltd", "country", "FR", "contactName", "Dora Patel",
                "contactEmail", "dora@acme.example", "language", "fr", "ownerId", northwind.owner().toString()));
        form.putAll(typed);
        return form;
    }

    private long companies() {
        return Db.all()
            .sql("select count(*) from company where lender_id = ?")
            .param(northwind.id())
            .query(Long.class)
            .single();
    }

}
