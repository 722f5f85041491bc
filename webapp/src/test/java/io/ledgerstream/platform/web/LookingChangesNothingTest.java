package io.ledgerstream.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.Fixtures;
import io.ledgerstream.lender.Role;
import io.ledgerstream.link.Links;
import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.web.Connected;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import standin.postgres.Db;

/**
 * Goes to every address that there is, by GET, HEAD and OPTIONS, as everybody and at
 * every step: whoever looks and does not press leaves the database as it was. The one
 * exception is the way back from a provider, guarded by its one-time state. A new route
 * is gone to as well.
 */
@Tag("C3")
class LookingChangesNothingTest extends JourneyTest {

    private static final List<HttpMethod> LOOKING = List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Of the portal: when each was last used, and drafts of what has not been sent. */
    private static final String SESSIONS = "spring_session";

    private static final String CALLBACK = "/connect/{provider:[a-z-]{1,30}}/callback";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private ManageVisits visits;

    @Autowired
    private Links links;

    @Autowired
    private RequestViews requests;

    private Fixtures.Bank northwind;

    private UUID company;

    private UUID request;

    @BeforeEach
    void aRequest() {
        northwind = fixtures.lender("Northwind Bank");
        company = northwind.company("Birchwood Joinery Ltd");
        request = northwind.request(company);
    }

    @Test
    void strangersAndWhoeverHasTheLink() {
        looksAround(browser());
    }

    @ParameterizedTest
    @EnumSource
    void theCustomer(Step step) {
        looksAround(step.reach.apply(this));
    }

    @Test
    void whoeverManagesWhatTheyShare() {
        UUID connection = Connected.by(northwind, request);
        hasAReceipt();
        Browser dora = browser().open("/manage").press("/manage", "email", northwind.contactEmail(company));
        looksAround(dora, connection);
        UUID code = Db.all()
            .sql("select id from manage_code where email = ?")
            .param(northwind.contactEmail(company))
            .query(UUID.class)
            .single();
        looksAround(dora.press("/manage/code", "code", visits.mailed(code).digits()), connection);
    }

    /** As another customer was given it: the fixture's consent has none. */
    private void hasAReceipt() {
        UUID another = northwind.request(northwind.company("Globex"));
        consents(signedIn(northwind, another).press("/journey/software", "software", Customer.QUICKBOOKS));
        Db.all().sql("""
                update consent c set receipt = a.receipt, receipt_signed = a.receipt_signed from consent a
                where a.request_id = ? and c.request_id = ?""").params(another, request).update();
    }

    @ParameterizedTest
    @EnumSource
    void theLendersPeople(Role role) {
        UUID connection = Connected.by(northwind, request);
        String person = person(northwind, role);
        looksAround(connection, (method, address) -> pages.method(method).uri(address).with(by(person)));
    }

    private void looksAround(Browser browser) {
        looksAround(browser, UUID.randomUUID());
    }

    private void looksAround(Browser browser, UUID connection) {
        Cookie[] cookies = Stream
            .concat(Stream.of(new Cookie("none", "x")),
                    browser.jar().entrySet().stream().map(one -> new Cookie(one.getKey(), one.getValue())))
            .toArray(Cookie[]::new);
        looksAround(connection, (method, address) -> pages.method(method).uri(address).cookie(cookies));
    }

    private void looksAround(UUID connection, Look look) {
        List<URI> addresses = addresses(connection);
        List<String> before = database().lines().toList();
        addresses.forEach(address -> looks(look, address));
        List<String> changed = database().lines()
            .filter(table -> !before.contains(table))
            .filter(table -> !table.startsWith(SESSIONS))
            .toList();
        assertThat(changed).as("tables that looking has changed").isEmpty();
    }

    private static void looks(Look look, URI address) {
        LOOKING.forEach(method -> assertThat(look.at(method, address).exchange().getResponse().getStatus())
            .as("%s %s", method, address)
            .isLessThan(500));
    }

    private List<URI> addresses(UUID connection) {
        String link = link(northwind, request).substring("/c/".length());
        String choices = northwind.inTransaction(() -> links.choices(requests.get(request)))
            .getPath()
            .substring("/r/".length());
        List<URI> addresses = mappings.getHandlerMethods()
            .keySet()
            .stream()
            .filter(info -> info.getMethodsCondition().getMethods().contains(RequestMethod.GET))
            .flatMap(info -> info.getPatternValues().stream())
            .filter(path -> !path.equals(CALLBACK))
            .distinct()
            .sorted()
            .map(path -> URI.create(path.replace("{token}", path.startsWith("/r/") ? choices : link)
                .replace("{id}", id(path, connection))
                .replaceAll("\\{[^/]*}", UUID.randomUUID().toString())))
            .toList();
        assertThat(addresses).as("customers' and the portal's")
            .hasSizeGreaterThan(60)
            .allSatisfy(address -> assertThat(address.toString()).doesNotContain("{"));
        return addresses;
    }

    private String id(String path, UUID connection) {
        return (path.startsWith("/portal/companies") ? company
                : path.startsWith("/portal/requests") ? request : connection)
            .toString();
    }

    private interface Look {

        MockMvcRequestBuilder at(HttpMethod method, URI address);

    }

    /** Where the customer stands. */
    enum Step {

        AT_THE_CODE(test -> test.browser().open(test.link(test.northwind, test.request)).press("/start")),
        AT_THE_SOFTWARE(test -> test.signedIn(test.northwind, test.request)),
        AT_THE_CONSENT(
                test -> AT_THE_SOFTWARE.reach.apply(test).press("/journey/software", "software", Customer.QUICKBOOKS)),
        AT_THE_INSTRUCTIONS(test -> test.consents(AT_THE_CONSENT)),
        AT_THE_ACCOUNT(test -> test
            .consents(test.signedIn(test.northwind, test.request).press("/journey/software", "software", "netsuite"))),
        ON_THE_WAY_TO_THE_PROVIDER(
                test -> AT_THE_INSTRUCTIONS.reach.apply(test).press("/journey/connect", "administrator", "yes")),
        AT_THE_FILES(test -> test
            .consents(test.signedIn(test.northwind, test.request).press("/journey/software", "software", "sage-50"))),
        DECLINED(test -> AT_THE_CONSENT.reach.apply(test).open("/journey/decline").press("/journey/decline")),
        WITHDRAWN(test -> {
            Browser dora = AT_THE_CONSENT.reach.apply(test);
            test.northwind.cancel(test.request, null);
            return dora;
        });

        private final Function<LookingChangesNothingTest, Browser> reach;

        Step(Function<LookingChangesNothingTest, Browser> reach) {
            this.reach = reach;
        }

    }

    private Browser consents(Step before) {
        return consents(before.reach.apply(this));
    }

    private Browser consents(Browser dora) {
        return dora.press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel",
                "title", "CFO");
    }

}
