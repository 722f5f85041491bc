package io.ledgerstream.lender.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.PageTest;
import io.ledgerstream.lender.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every route of the portal for everybody: who gets in, who is shut out. A route without
 * a row fails.
 */
@Tag("L1")
class PortalRoutesTest extends PageTest {

    /**
     * Answers to: administrator, relationship manager, success manager, viewer, another
     * lender's relationship manager.
     */
    private static final Map<String, String> ROUTES = new TreeMap<>(
            Map.ofEntries(Map.entry("GET /portal/companies", "200 200 200 200 200"),
                    Map.entry("GET /portal/companies/new", "200 200 403 403 200"),
                    Map.entry("POST /portal/companies/new", "200 200 403 403 200"),
                    Map.entry("GET /portal/companies/{id}/owner", "200 200 403 403 404"),
                    Map.entry("POST /portal/companies/{id}/owner", "200 200 403 403 404"),
                    Map.entry("POST /portal/companies/{id}/request/products", "302 302 403 403 404"),
                    Map.entry("POST /portal/companies/{id}/request/reconnect", "302 302 403 403 404"),
                    Map.entry("GET /portal/companies/{id}/request/other-software", "302 302 403 403 404"),
                    Map.entry("POST /portal/companies/{id}/request/other-software", "302 302 403 403 404"),
                    Map.entry("GET /portal/requests/{id}/contact", "200 200 403 403 404"),
                    Map.entry("POST /portal/requests/{id}/contact", "200 200 403 403 404"),
                    Map.entry("POST /portal/requests/{id}/contact/same", "409 409 403 403 404"),
                    Map.entry("GET /portal/requests/{id}/due-date", "200 200 403 403 404"),
                    Map.entry("POST /portal/requests/{id}/due-date", "200 200 403 403 404"),
                    Map.entry("GET /portal/endings", "200 200 200 200 200"),
                    Map.entry("GET /portal/connections/{id}", "404 404 404 404 404"),
                    Map.entry("POST /portal/connections/{id}/refresh", "404 404 403 403 404"),
                    Map.entry("POST /portal/connections/{id}/interval", "400 400 403 403 400"),
                    Map.entry("POST /portal/connections/{id}/cut-over", "400 400 403 403 400"),
                    Map.entry("GET /portal/requests/{id}/help", "200 200 200 200 404"),
                    Map.entry("POST /portal/requests/{id}/help", "200 200 200 403 404"),
                    Map.entry("GET /portal/requests/{id}/resend", "200 200 200 403 404"),
                    Map.entry("GET /portal/settings/policy", "200 403 403 403 403"),
                    Map.entry("POST /portal/settings/policy", "200 403 403 403 403"),
                    Map.entry("GET /portal/settings/people", "200 403 403 403 403"),
                    Map.entry("GET /portal/settings/people/{id}/disable", "404 403 403 403 403"),
                    Map.entry("POST /portal/settings/people/{id}/disable", "404 403 403 403 403"),
                    Map.entry("POST /portal/settings/people/{id}/enable", "404 403 403 403 403"),
                    Map.entry("GET /portal/companies/{id}/request", "200 200 403 403 404"),
                    Map.entry("POST /portal/companies/{id}/request", "302 302 403 403 404"),
                    Map.entry("GET /portal/companies/{id}/request/preview", "302 302 403 403 404"),
                    Map.entry("POST /portal/companies/{id}/request/preview", "302 302 403 403 404"),
                    Map.entry("GET /portal/companies/{id}/request/preview/mail", "404 404 403 403 404"),
                    Map.entry("GET /portal/requests/{id}", "200 200 200 200 404"),
                    Map.entry("GET /portal/requests/{id}/process.svg", "200 200 200 200 404"),
                    Map.entry("GET /portal/requests/{id}/requested", "200 200 200 200 404"),
                    Map.entry("GET /portal/requests/{id}/cancel", "200 200 403 403 404"),
                    Map.entry("GET /portal/requests/{id}/company-match", "409 409 403 403 404"),
                    Map.entry("POST /portal/requests/{id}/company-match", "409 409 403 403 404"),
                    Map.entry("GET /portal/requests/{id}/reminder/mail", "200 200 200 200 404"),
                    Map.entry("POST /portal/requests/{id}/remind", "302 302 302 403 404"),
                    Map.entry("POST /portal/requests/{id}/resend", "302 302 302 403 404"),
                    Map.entry("POST /portal/requests/{id}/files/{file}", "403 404 403 404 404"),
                    Map.entry("GET /portal/requests/{request}/mails/{id}", "404 404 404 404 404"),
                    Map.entry("GET /portal/requests/{request}/mails/{id}/mail", "404 404 404 404 404"),
                    Map.entry("POST /portal/requests/{id}/cancel", "302 409 403 403 404")));

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID company;

    private UUID request;

    @BeforeEach
    void aRequestOfOneOfTwoLenders() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        company = northwind.company("Acme Ltd");
        request = northwind.request(company);
    }

    @Test
    void everyRouteHasItsRow() {
        Set<String> routes = mappings.getHandlerMethods()
            .keySet()
            .stream()
            .flatMap(info -> info.getPatternValues()
                .stream()
                .flatMap(path -> info.getMethodsCondition().getMethods().stream().map(method -> method + " " + path)))
            .filter(route -> route.contains("/portal"))
            .collect(Collectors.toSet());
        assertThat(routes).containsExactlyInAnyOrderElementsOf(ROUTES.keySet());
    }

    @Test
    void everybodyGetsTheAnswerOfTheirRole() {
        String[] people = { person(northwind, Role.ADMIN), northwind.ownerEmail(),
                person(northwind, Role.SUCCESS_MANAGER), person(northwind, Role.VIEWER), contoso.ownerEmail() };
        var answers = new TreeMap<String, String>();
        inOrder().forEach(route -> {
            var statuses = new StringBuilder();
            for (String person : people) {
                statuses.append(' ').append(status(route, person));
            }
            answers.put(route, statuses.toString().strip());
        });
        assertThat(answers).isEqualTo(ROUTES);
    }

    @Test
    void nobodyIsAskedToSignIn() {
        for (String route : ROUTES.keySet()) {
            var answer = pages.method(method(route)).uri(address(route)).with(csrf()).exchange();
            assertThat(answer).as(route).hasStatus(302);
            assertThat(answer.getResponse().getRedirectedUrl()).as(route).startsWith("/sign-in");
        }
    }

    @Test
    void withoutTheFormsTokenNoPostPasses() {
        ROUTES.keySet()
            .stream()
            .filter(route -> route.startsWith("POST"))
            .forEach(
                    route -> assertThat(pages.post().uri(address(route)).with(by(northwind))).as(route).hasStatus(403));
    }

    /** Cancelling comes last: it changes what the others find. */
    private static List<String> inOrder() {
        return ROUTES.keySet()
            .stream()
            .sorted(Comparator.comparing((String route) -> route.endsWith("/cancel") && route.startsWith("POST"))
                .thenComparing(route -> route))
            .toList();
    }

    private int status(String route, String person) {
        return pages.method(method(route))
            .uri(address(route))
            .with(csrf())
            .with(by(person))
            .param("draft", "none")
            .exchange()
            .getResponse()
            .getStatus();
    }

    private String address(String route) {
        String path = route.substring(route.indexOf(' ') + 1)
            .replace("{request}", request.toString())
            .replace("{file}", UUID.randomUUID().toString());
        return path.replace("{id}", path.contains("/mails/") ? UUID.randomUUID().toString()
                : path.contains("/companies/") ? company.toString() : request.toString());
    }

    private static HttpMethod method(String route) {
        return HttpMethod.valueOf(route.substring(0, route.indexOf(' ')));
    }

}
