package io.ledgerstream.lender.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.company.Companies;
import io.ledgerstream.lender.Role;
import jakarta.servlet.http.Cookie;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("X9")
@Tag("L4")
class PeoplePageTest extends PageTest {

    @Autowired
    private Companies companies;

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID ada;

    private String adasEmail;

    private UUID sam;

    @BeforeEach
    void peopleOfTwoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        adasEmail = person(northwind, Role.ADMIN);
        ada = id(adasEmail);
        sam = northwind.user("Sam Successor", Role.RELATIONSHIP_MANAGER);
    }

    @Test
    void everybodyIsListedWithRolesAndCompanies() {
        northwind.company("Acme Ltd");
        northwind.company("Birch Ltd");
        contoso.company("Secret Ltd");
        assertThat(list()).hasStatusOk()
            .bodyText()
            .containsSubsequence("Rita Moreno", northwind.ownerEmail(), "Relationship manager", ">2<", "May sign in")
            .contains("aria-label=\"Disable Rita Moreno\"", ">you<")
            .doesNotContain(contoso.ownerEmail());
    }

    @Test
    void whoIsInChargeOfCompaniesIsDisabledOnlyWithANewOwnerForAllOfThem() {
        UUID acme = northwind.company("Acme Ltd");
        UUID birch = northwind.company("Birch Ltd");
        assertThat(form(northwind.owner())).hasStatusOk()
            .bodyText()
            .contains("Disable Rita Moreno?", "in charge of 2 companies", "Sam Successor")
            .doesNotContain("value=\"" + northwind.owner() + "\"");

        assertThat(disable(northwind.owner(), "")).hasStatusOk()
            .bodyText()
            .contains("Choose who takes over their companies", "href=\"#ownerId\"");
        assertThat(maySignIn(northwind.owner())).isTrue();

        assertThat(disable(northwind.owner(), sam.toString())).hasStatus(302)
            .hasRedirectedUrl("/portal/settings/people");
        assertThat(owner(acme)).isEqualTo(sam);
        assertThat(owner(birch)).isEqualTo(sam);
        assertThat(maySignIn(northwind.owner())).isFalse();
        assertThat(list()).bodyText().contains("aria-label=\"Enable Rita Moreno\"", "Disabled");
    }

    @Test
    void whoOwnsNothingIsDisabledWithoutMore() {
        assertThat(form(sam)).bodyText()
            .contains("Sam Successor is in charge of no company.")
            .doesNotContain("<select");
        assertThat(disable(sam, "")).hasStatus(302);
        assertThat(maySignIn(sam)).isFalse();
    }

    @Test
    void aDisabledPersonsSessionEndsWithTheNextPageAndTheSignInIsClosed() {
        Cookie session = signIn(northwind.ownerEmail());
        assertThat(pages.get().uri("/portal/companies").cookie(session)).hasStatusOk();
        northwind.company("Acme Ltd");
        disable(northwind.owner(), sam.toString());

        var next = pages.get().uri("/portal/companies").cookie(session).exchange();
        assertThat(next).hasStatus(302);
        assertThat(next.getResponse().getRedirectedUrl()).startsWith("/sign-in");
        var post = pages.post().uri("/portal/companies/new").cookie(session).with(csrf()).exchange();
        assertThat(post.getResponse().getRedirectedUrl()).startsWith("/sign-in");
        assertThat(signIn(northwind.ownerEmail())).isNull();

        assertThat(enable(northwind.owner())).hasStatus(302);
        assertThat(pages.get().uri("/portal/companies").cookie(session)).as("the old session stays ended")
            .hasStatus(302);
        assertThat(pages.get().uri("/portal/companies").cookie(signIn(northwind.ownerEmail()))).hasStatusOk();
    }

    @Test
    void nobodyDisablesThemselves() {
        assertThat(form(ada)).hasStatusOk()
            .bodyText()
            .contains("You cannot disable yourself.")
            .doesNotContain("<button class=\"danger\"");
        assertThat(disable(ada, "")).hasStatusOk().bodyText().contains("You cannot disable yourself.");
        assertThat(maySignIn(ada)).isTrue();
    }

    @Test
    void theNewOwnerIsSomebodyElseOfThisLenderWhoMayOwnCompanies() {
        UUID acme = northwind.company("Acme Ltd");
        UUID viewer = northwind.user("Vic Viewer", Role.VIEWER);
        UUID gone = northwind.user("Gone Already", Role.RELATIONSHIP_MANAGER);
        disable(gone, "");
        for (String wish : new String[] { northwind.owner().toString(), viewer.toString(), gone.toString(),
                contoso.owner().toString(), UUID.randomUUID().toString(), "x'", "null" }) {
            assertThat(disable(northwind.owner(), wish)).as(wish)
                .hasStatusOk()
                .bodyText()
                .contains("Choose a relationship manager or administrator who can sign in");
        }
        assertThat(owner(acme)).isEqualTo(northwind.owner());
        assertThat(maySignIn(northwind.owner())).isTrue();
    }

    @Test
    void twiceIsOnce() {
        disable(sam, "");
        assertThat(disable(sam, "")).hasStatusOk().bodyText().contains("They are disabled already.");
        assertThat(Db.all()
            .sql("select count(*) from audit where lender_id = ? and action = 'user-disabled'")
            .param(northwind.id())
            .query(Integer.class)
            .single()).isEqualTo(1);
        assertThat(enable(ada)).as("who may sign in already").hasStatus(302);
    }

    @Test
    void anotherLendersPeopleDoNotExist() {
        assertThat(form(contoso.owner())).hasStatus(404);
        assertThat(disable(contoso.owner(), sam.toString())).hasStatus(404);
        assertThat(enable(contoso.owner())).hasStatus(404);
        assertThat(maySignIn(contoso.owner())).isTrue();
    }

    @Test
    void onlyAdministratorsMay() {
        for (Role role : new Role[] { Role.RELATIONSHIP_MANAGER, Role.SUCCESS_MANAGER, Role.VIEWER }) {
            String person = person(northwind, role);
            assertThat(pages.get().uri("/portal/settings/people").with(by(person))).hasStatus(403);
            assertThat(pages.post().uri("/portal/settings/people/{id}/disable", sam).with(csrf()).with(by(person)))
                .hasStatus(403);
            assertThat(pages.post().uri("/portal/settings/people/{id}/enable", sam).with(csrf()).with(by(person)))
                .hasStatus(403);
        }
        assertThat(pages.post().uri("/portal/settings/people/{id}/disable", sam).with(by(adasEmail)))
            .as("without the form's token")
            .hasStatus(403);
    }

    private MvcTestResult list() {
        return pages.get().uri("/portal/settings/people").with(by(adasEmail)).exchange();
    }

    private MvcTestResult form(UUID user) {
        return pages.get().uri("/portal/settings/people/{id}/disable", user).with(by(adasEmail)).exchange();
    }

    private MvcTestResult disable(UUID user, String newOwner) {
        return pages.post()
            .uri("/portal/settings/people/{id}/disable", user)
            .param("ownerId", newOwner)
            .with(csrf())
            .with(by(adasEmail))
            .exchange();
    }

    private MvcTestResult enable(UUID user) {
        return pages.post()
            .uri("/portal/settings/people/{id}/enable", user)
            .with(csrf())
            .with(by(adasEmail))
            .exchange();
    }

    /**
     * @return null where nobody was let in
     */
    private Cookie signIn(String email) {
        var answer = pages.post()
            .uri("/sign-in")
            .param("email", email)
            .param("password", PASSWORD)
            .with(csrf())
            .exchange();
        return answer.getResponse().getRedirectedUrl().startsWith("/portal") ? answer.getResponse().getCookie("session")
                : null;
    }

    private UUID owner(UUID company) {
        return northwind.as(() -> companies.get(company)).ownerId();
    }

    private static UUID id(String email) {
        return Db.all().sql("select id from app_user where email = ?").param(email).query(UUID.class).single();
    }

    private static boolean maySignIn(UUID user) {
        return Db.all()
            .sql("select disabled_at is null from app_user where id = ?")
            .param(user)
            .query(Boolean.class)
            .single();
    }

}
