package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import standin.netsuite.Permission;
import standin.netsuite.SampleAccount;
import standin.netsuite.StandInNetSuite;

/** NetSuite from the first page to Connected, in each of its ways. */
@Tag("C7")
@Tag("V2")
class NetSuiteBrowserTest {

    private final Stage stage = new Stage("Acme Trading", "acme.example");

    private final StandInNetSuite netSuite = Local.running().outside().netSuite();

    enum Way {

        CERTIFICATE, CODE, TBA

    }

    static Stream<Arguments> walks() {
        return Stream.of(Arguments.of(Way.CERTIFICATE, Chromium.Look.WITHOUT_SCRIPTS),
                Arguments.of(Way.CODE, Chromium.Look.DESKTOP), Arguments.of(Way.TBA, Chromium.Look.PHONE));
    }

    @Test
    void anAdministratorConnectsNetSuiteByCertificate() {
        connects(Way.CERTIFICATE, Chromium.Look.DESKTOP);
    }

    @ParameterizedTest
    @MethodSource("walks")
    @Tag("journeys")
    void anAdministratorConnectsNetSuite(Way way, Chromium.Look look) {
        connects(way, look);
    }

    private void connects(Way way, Chromium.Look look) {
        stage.consented("netsuite");
        try (CustomerPerson dora = stage.customer(look, "/journey/connect")) {
            account(dora, "1234567");
            dora.looks("201-netsuite-" + way);
            int role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);
            switch (way) {
                case CERTIFICATE -> byCertificate(dora, role);
                case CODE -> byCode(dora, role);
                case TBA -> byToken(dora, role);
            }
            // The name is not the one that was asked for, so the lender is asked; the
            // connection itself is found right.
            waitsFor(dora, "Is this the right company?");
            dora.looks("204-netsuite-company-" + way);
            dora.hadNothingToComplainOf();
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    @Tag("journeys")
    @Tag("V8")
    void ofSeveralCompaniesOnlyThoseChosenAreShared(Chromium.Look look) {
        Stage forest = new Stage("Forest Timber Ltd t/a Forest", "forest.example").consented("netsuite");
        try (LenderPerson rita = Stage.rita(); CustomerPerson dora = forest.customer(look, "/journey/connect")) {
            account(dora, "7654321");
            int role = netSuite.role(SampleAccount.FOREST, Permission.ASKED_FOR);
            StandInNetSuite.App app = netSuite.integration(SampleAccount.FOREST, Set.of("client_credentials"), null);
            dora.enters("Client ID", app.clientId());
            dora.enters("Certificate ID", netSuite.certificate(app.clientId(), role, pem(dora)));
            dora.presses("Check the connection");
            waitsFor(dora, "Which companies do you share?");
            dora.looks("206-subsidiaries");
            dora.presses("Share these companies");
            dora.looks("207-subsidiaries-error");
            dora.page.getByLabel("Forest Timber Ltd").check();
            dora.presses("Share these companies");
            waitsFor(dora, "NetSuite is connected");
            dora.looks("208-netsuite-done");
            dora.hadNothingToComplainOf();
            rita.opensRequestOf(forest.company);
            rita.looks("209-netsuite-request");
        }
    }

    /**
     * In a field, Enter still tries the connection: the ticks are buttons of the same
     * form.
     */
    @ParameterizedTest
    @MethodSource("looks")
    @Tag("journeys")
    void whatNetSuiteShowsOnceStaysWhereAStepIsTicked(Chromium.Look look) {
        stage.consented("netsuite");
        try (CustomerPerson dora = stage.customer(look, "/journey/connect")) {
            account(dora, "1234567");
            dora.page.locator("summary", new Page.LocatorOptions().setHasText("If this way does not suit you")).click();
            dora.presses("Sign in instead");
            StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("authorization_code"),
                    dora.page.locator("#redirect").textContent());
            dora.enters("Client ID", app.clientId());
            dora.enters("Client Secret", app.clientSecret());
            dora.page.locator("#step-INTEGRATION")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Mark as done"))
                .press("Enter");
            dora.page.locator("#step-INTEGRATION.done").waitFor();
            assertThat(dora.page.getByLabel("Client ID").inputValue()).isEqualTo(app.clientId());
            assertThat(dora.page.getByLabel("Client Secret").inputValue()).as("it goes to no browser").isEmpty();
            dora.reads("Kept, encrypted");
            dora.looks("210-netsuite-kept");
            if (dora.scripts()) {
                dora.enters("Client ID", "x".repeat(64));
                dora.page.waitForResponse("**/journey/netsuite/keep", () -> dora.page.getByLabel("Client ID").blur());
                dora.follows("Get help");
                dora.follows("Back");
                assertThat(dora.page.getByLabel("Client ID").inputValue()).as("a link leads away, and back")
                    .isEqualTo("x".repeat(64));
                dora.enters("Client ID", app.clientId());
            }
            else {
                assertThat(dora.page.locator("noscript p").innerText()).as("links take nothing along")
                    .contains("is kept once you mark a step");
            }
            dora.page.getByLabel("Client ID").press("Enter");
            dora.page.waitForURL("**/journey/to-provider");
            dora.hadNothingToComplainOf();
        }
    }

    static Stream<Chromium.Look> looks() {
        return Stream.of(Chromium.Look.DESKTOP, Chromium.Look.WITHOUT_SCRIPTS);
    }

    private void account(CustomerPerson dora, String account) {
        dora.looks("200-netsuite-account");
        dora.page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Yes")).check();
        dora.enters("Account ID", account);
        dora.presses("Next");
        dora.presses("Mark as done: Turn on three features");
        assertThat(dora.page.locator("#step-FEATURES.done").textContent()).contains("Done", "Mark as not done");
    }

    /** In a second tab, on NetSuite's own pages, as the checklist says. */
    private void byCertificate(CustomerPerson dora, int role) {
        String pem = pem(dora);
        Page tab = dora.page
            .waitForPopup(() -> dora.page.locator("#step-INTEGRATION").getByRole(AriaRole.LINK).click());
        tab.getByLabel("Client Credentials (Machine to Machine) Grant").check();
        tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save integration")).click();
        String client = tab.locator("#client-id").textContent();
        tab.getByLabel("Role for the certificate").selectOption(String.valueOf(role));
        tab.locator("form[action$=certificate] select[name=client]").selectOption(client);
        tab.locator("textarea[name=pem]").fill(pem);
        tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save certificate")).click();
        String certificate = tab.locator("#certificate-id").textContent();
        tab.close();
        dora.enters("Client ID", client);
        dora.enters("Certificate ID", "not-the-one-" + stage.number);
        dora.presses("Check the connection");
        waitsFor(dora, "The last try did not work");
        dora.looks("202-netsuite-rejected");
        assertThat(dora.page.getByLabel("Client ID").inputValue()).isEqualTo(client);
        dora.enters("Certificate ID", certificate);
        dora.presses("Check the connection");
    }

    private void byCode(CustomerPerson dora, int role) {
        dora.page.locator("summary", new Page.LocatorOptions().setHasText("If this way does not suit you")).click();
        dora.looks("203-netsuite-ways");
        dora.presses("Sign in instead");
        StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("authorization_code"),
                dora.page.locator("#redirect").textContent());
        dora.enters("Client ID", app.clientId());
        dora.enters("Client Secret", app.clientSecret());
        dora.presses("Continue to NetSuite");
        dora.follows("Continue to NetSuite");
        dora.page.getByLabel("Role").selectOption(String.valueOf(role));
        dora.presses("Allow");
    }

    private void byToken(CustomerPerson dora, int role) {
        dora.page.locator("summary", new Page.LocatorOptions().setHasText("If this way does not suit you")).click();
        dora.presses("Use access tokens");
        StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("tba"), null);
        StandInNetSuite.IdAndSecret token = netSuite.accessToken(app.clientId(), role);
        dora.enters("Consumer Key", app.clientId());
        dora.enters("Consumer Secret", app.clientSecret());
        dora.enters("Token ID", token.id());
        dora.enters("Token Secret", token.secret());
        dora.looks("205-netsuite-tokens");
        dora.presses("Check the connection");
    }

    /** As the browser saves it. */
    private static String pem(CustomerPerson dora) {
        return dora.page.request().get(Local.address() + "/journey/netsuite/certificate.pem").text();
    }

    /** By itself where there are scripts, by the button where there are none. */
    private static void waitsFor(CustomerPerson dora, String text) {
        org.awaitility.Awaitility.await().atMost(java.time.Duration.ofSeconds(40)).until(() -> {
            if (dora.page.getByText(text).count() == 0 && dora.has("Check again")) {
                dora.presses("Check again");
            }
            return dora.page.getByText(text).count() > 0;
        });
    }

}
