package io.ledgerstream.company.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.Statements;
import io.ledgerstream.lender.Role;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@Tag("L2")
class CompaniesPageTest extends PageTest {

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    @BeforeEach
    void twoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
    }

    @Test
    void aCompanyNeverAskedHasTheButtonAndOneAskedHasTheMenu() {
        UUID never = northwind.company("Never Asked Ltd");
        UUID asked = northwind.company("Asked Ltd");
        UUID request = northwind.request(asked);

        assertThat(list("")).bodyText()
            .contains("aria-label=\"Request information from Never Asked Ltd\"", "Not requested")
            .contains("/portal/companies/" + never + "/request")
            .contains("aria-label=\"Actions for Asked Ltd\"", "/portal/requests/" + request, ">Requested<",
                    "Spend analysis")
            .doesNotContain("Request information from Asked Ltd");
    }

    @Test
    void eachLenderSeesItsOwnCompaniesOnly() {
        northwind.company("Acme Ltd");
        contoso.company("Secret Ltd");

        assertThat(list("")).bodyText().contains("Acme Ltd").doesNotContain("Secret Ltd");
        assertThat(list("?q=secret")).bodyText().doesNotContain("Secret Ltd");
        assertThat(pages.get().uri("/portal/companies").with(by(contoso))).bodyText()
            .contains("Secret Ltd")
            .doesNotContain("Acme Ltd");
    }

    @Test
    void searchFindsPartsOfNamesAndTakesSignsLiterally() {
        northwind.company("Acme_100% \\ Tooling");
        northwind.company("Acme Tooling");

        assertThat(list("?q=tool")).bodyText().contains("Acme_100%", "Acme Tooling\n");
        assertThat(pages.get().uri("/portal/companies").queryParam("q", "_100% \\").with(by(northwind))).bodyText()
            .contains("Acme_100%")
            .doesNotContain("Acme Tooling\n");
        assertThat(pages.get().uri("/portal/companies").queryParam("q", "%_'\\").with(by(northwind))).hasStatusOk()
            .bodyText()
            .contains("No company found", "%_&#39;\\");
    }

    @Test
    void filtersAndSearchGoTogetherAndStayInTheAddress() {
        northwind.company("Acme Ltd");
        northwind.request(northwind.company("Acme Asked"));

        assertThat(list("?q=acme&status=REQUESTED&owner=mine")).bodyText()
            .contains("Acme Asked")
            .doesNotContain("Acme Ltd")
            .contains("<option value=\"REQUESTED\" selected=\"selected\">",
                    "<option value=\"mine\" selected=\"selected\">");
        String sam = person(northwind, Role.RELATIONSHIP_MANAGER);
        assertThat(pages.get().uri("/portal/companies?owner=mine").with(by(sam))).bodyText().doesNotContain("Acme Ltd");
    }

    @ParameterizedTest
    @ValueSource(strings = { "?page=-1", "?page=1000000000", "?page=x", "?page=999999", "?status=password",
            "?sort=password", "?owner=*", "?q=", "?q=%F0%9F%92%A9", "?status=%00x1" })
    void whatMakesNoSenseIsPassedOver(String query) {
        northwind.company("Acme Ltd");
        assertThat(list(query.replace("%00x1", "1"))).hasStatusOk();
    }

    @Test
    void pagesHoldFiftyRowsAndKnowTheirNeighbours() {
        for (int i = 0; i < 51; i++) {
            northwind.company("Company " + i);
        }
        assertThat(list("?q=company")).bodyText()
            .contains("Page 1", "/portal/companies?q=company&amp;page=1")
            .doesNotContain("rel=\"prev\"");
        assertThat(list("?q=company&page=1")).bodyText()
            .contains("Page 2", "rel=\"prev\"", "Company 0\n")
            .doesNotContain("rel=\"next\"");
    }

    @Test
    void whatPeopleTypedIsShownAndNeverRun() {
        northwind.company("<script>alert(1)</script>", "${7*7} __${1}__ [[8*8]]", "US", "en");
        assertThat(list("")).bodyText()
            .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "${7*7} __${1}__ [[8*8]]")
            .doesNotContain("<script>alert");
    }

    @Test
    void withoutCompaniesThePageSaysWhatToDoNext() {
        assertThat(list("")).bodyText().contains("No companies yet", "href=\"/portal/companies/new\"");
        assertThat(pages.get().uri("/portal/companies").with(by(person(northwind, Role.VIEWER)))).bodyText()
            .contains("There are no companies to show here.")
            .doesNotContain("/portal/companies/new");
    }

    @Test
    void whoMayNotAskHasNoWayToIt() {
        northwind.company("Acme Ltd");
        northwind.request(northwind.company("Asked Ltd"));
        for (Role role : new Role[] { Role.VIEWER, Role.SUCCESS_MANAGER }) {
            assertThat(pages.get().uri("/portal/companies").with(by(person(northwind, role)))).bodyText()
                .contains("Acme Ltd", "Request page")
                .doesNotContain("Request information", "Add a company");
        }
    }

    @Test
    void thePageKeepsToItsBudgetOfStatements() {
        for (int i = 0; i < 20; i++) {
            northwind.request(northwind.company("Company " + i));
        }
        var user = by(northwind);
        assertThat(Statements.of(() -> assertThat(pages.get().uri("/portal/companies").with(user)).hasStatusOk()))
            .as("four, and the one that sets the lender")
            .isLessThanOrEqualTo(5);
    }

    private MvcTestResult list(String query) {
        return pages.get().uri(java.net.URI.create("/portal/companies" + query)).with(by(northwind)).exchange();
    }

}
