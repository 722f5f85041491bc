package io.ledgerstream.company.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.company.Companies;
import io.ledgerstream.lender.Role;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import standin.postgres.Db;

@Tag("L4")
@Tag("L7")
class OwnerPageTest extends PageTest {

    @Autowired
    private Companies companies;

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID acme;

    private UUID sam;

    @BeforeEach
    void aCompanyOfOneOfTwoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        acme = northwind.company("Acme Ltd");
        sam = northwind.user("Sam Successor", Role.RELATIONSHIP_MANAGER);
    }

    @Test
    void somebodyElseIsPutInChargeAndTheListSaysSo() {
        assertThat(pages.get().uri("/portal/companies/{id}/owner", acme).with(by(northwind))).hasStatusOk()
            .bodyText()
            .contains("Acme Ltd", "Sam Successor",
                    "<option value=\"" + northwind.owner() + "\" selected=\"selected\">");

        var answer = change(acme, sam.toString(), northwind.ownerEmail());
        assertThat(answer).hasStatus(302).hasRedirectedUrl("/portal/companies#c-" + acme);
        assertThat(answer.getMvcResult().getFlashMap().get("newOwner")).isEqualTo("Sam Successor");
        assertThat(owner()).isEqualTo(sam);
        change(acme, sam.toString(), northwind.ownerEmail());
        assertThat(Db.all()
            .sql("select count(*) from audit where company_id = ? and action = 'owner-changed'")
            .param(acme)
            .query(Integer.class)
            .single()).as("the same again is no change").isEqualTo(1);
    }

    @Test
    void theOwnerIsSomebodyOfThisLenderWhoMayOwnCompanies() {
        UUID viewer = northwind.user("Vic Viewer", Role.VIEWER);
        for (String wish : new String[] { viewer.toString(), contoso.owner().toString(), UUID.randomUUID().toString(),
                "", "x'" }) {
            assertThat(change(acme, wish, northwind.ownerEmail())).as(wish)
                .hasStatusOk()
                .bodyText()
                .contains("Choose who is in charge of this company");
        }
        assertThat(owner()).isEqualTo(northwind.owner());
    }

    @Test
    void whoMayNotChangeItCannot() {
        for (Role role : new Role[] { Role.SUCCESS_MANAGER, Role.VIEWER }) {
            String person = person(northwind, role);
            assertThat(change(acme, sam.toString(), person)).hasStatus(403);
            assertThat(pages.get().uri("/portal/companies").with(by(person))).bodyText().doesNotContain("Change owner");
        }
        assertThat(change(acme, contoso.owner().toString(), contoso.ownerEmail())).hasStatus(404);
        assertThat(owner()).isEqualTo(northwind.owner());
    }

    private UUID owner() {
        return northwind.as(() -> companies.get(acme)).ownerId();
    }

    private MvcTestResult change(UUID company, String owner, String person) {
        return pages.post()
            .uri("/portal/companies/{id}/owner", company)
            .param("ownerId", owner)
            .with(csrf())
            .with(by(person))
            .exchange();
    }

}
