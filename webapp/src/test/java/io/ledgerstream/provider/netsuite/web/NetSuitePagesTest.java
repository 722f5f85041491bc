package io.ledgerstream.provider.netsuite.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.connection.ProviderCalls;
import io.ledgerstream.connection.Verdict;
import io.ledgerstream.connection.Verification;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.RenewalRequests;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import standin.netsuite.Permission;
import standin.netsuite.SampleAccount;
import standin.netsuite.StandInNetSuite;
import standin.postgres.Db;

@Tag("C7")
class NetSuitePagesTest extends JourneyTest {

    private static final String CALLBACK = "http://localhost:8080/connect/netsuite/callback";

    @Autowired
    private Verification verification;

    @Autowired
    private ProviderCalls calls;

    @Autowired
    private Requests asking;

    @Autowired
    private RequestViews views;

    @Autowired
    private RenewalRequests renewals;

    private final StandInNetSuite netSuite = StandInNetSuite.shared();

    private Fixtures.Bank northwind;

    private UUID request;

    private Browser browser;

    @BeforeEach
    void consentIsGivenForNetSuite() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Acme Trading Ltd", "Dora Patel", "GB", "en"));
        browser = signedIn(northwind, request).press("/journey/software", "software", "netsuite")
            .press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel", "title",
                    "CFO");
    }

    @Test
    @Tag("X17")
    void whoIsNotAnAdministratorReadsWhatToDoBeforeAnythingElse() {
        assertThat(browser.at()).isEqualTo("/journey/netsuite/account");
        assertThat(browser.text()).contains("Consent given by Dora Patel, CFO, on");
        browser.submit("/journey/netsuite/account", "administrator", "no", "account", "1234567");
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text())
            .contains("Only an administrator can set this up. Ask yours to open this page with you")
            .contains("value=\"1234567\"");
        browser.submit("/journey/netsuite/account", "account", "1234567");
        assertThat(browser.text()).contains("Say whether you are an administrator", "Consent given by Dora Patel");
        assertThat(setups()).isZero();
    }

    @ParameterizedTest
    @Tag("V3")
    @ValueSource(strings = { "x.evil.example#", "a@evil", "1/../2", "Acme", "1234567%00", "<script>alert(1)</script>",
            "123456789012345678901234567890" })
    void whatIsNoAccountIdIsSaidAndNothingIsAsked(String typed) {
        browser.submit("/journey/netsuite/account", "administrator", "yes", "account", typed);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("This does not look like an account ID");
        assertThat(setups()).isZero();
    }

    @Test
    @Tag("V3")
    void anAccountThatThereIsNotIsSaidAtOnce() {
        browser.submit("/journey/netsuite/account", "administrator", "yes", "account", "9999999");
        assertThat(browser.text())
            .contains("NetSuite knows no account 9999999. Compare it with Setup > Company > Company Information.");
        browser.submit("/journey/netsuite/account", "administrator", "yes", "account", "");
        assertThat(browser.text()).contains("Enter the account ID");
    }

    @Test
    @Tag("C2")
    void whatWasTypedWhenTheSessionEndedIsThereAgainButNoSecret() {
        sessionEnds();
        browser.press("/journey/netsuite/account", "administrator", "yes", "account", "7654321");
        signedInAgain();
        assertThat(browser.text()).contains("value=\"7654321\"").doesNotContain("checked");
        account("1234567");
        browser.forge("/journey/netsuite/way", "way", "TBA").follow();
        sessionEnds();
        browser.press("/journey/netsuite", "clientId", "a".repeat(64), "clientSecret", "5ec7e7", "tokenId",
                "b".repeat(64), "tokenSecret", "5ec7e7");
        signedInAgain();
        assertThat(browser.at()).isEqualTo("/journey/netsuite");
        assertThat(browser.text()).contains("value=\"" + "a".repeat(64), "value=\"" + "b".repeat(64))
            .doesNotContain("5ec7e7");
    }

    @Test
    void theChecklistLeadsIntoTheAccountAndKeepsItsTicks() {
        account(" https://1234567.app.netsuite.com/app/center/card.nl ");
        assertThat(browser.at()).isEqualTo("/journey/netsuite");
        assertThat(browser.text())
            .contains("For account 1234567", netSuite.base() + "/1234567/app/app/setup/features.nl",
                    "Client Credentials (Machine to Machine) Grant", "Setup > Company > Enable Features",
                    "rel=\"noopener noreferrer\"", "Certificate ID")
            .doesNotContain("Redirect URI", "Consumer Key</label>");
        assertThat(browser.text()).contains("aria-label=\"Mark as done: Turn on three features\"")
            .doesNotContain(">Done<", "Mark as not done");
        browser.press("/journey/netsuite/tick");
        assertThat(browser.text()).as("in words, and for whoever cannot see which step it stands at")
            .containsPattern(
                    "(?s)id=\"step-FEATURES\" class=\" ?done\".{1,200}>Done<.+aria-label=\"Mark as not done: Turn on "
                            + "three features\">Mark as not done<")
            .contains("aria-label=\"Mark as done: Make an integration\">Mark as done<");
        clock.advance(Duration.ofMinutes(2)); // one code a minute
        Browser elsewhere = signedIn(northwind, request).open("/journey").follow();
        assertThat(elsewhere.at()).isEqualTo("/journey/netsuite");
        assertThat(elsewhere.text()).containsPattern("id=\"step-FEATURES\" class=\" ?done\"");
        elsewhere.press("/journey/netsuite/tick");
        assertThat(elsewhere.text()).as("pressed again").doesNotContain(">Done<");
        elsewhere.forge("/journey/netsuite/tick", "done", "NO_SUCH").follow();
        assertThat(elsewhere.text()).doesNotContainPattern("id=\"step-\\w+\" class=\" ?done\"");
    }

    @Test
    void whatNetSuiteShowsOnceStaysWhicheverButtonIsPressed() {
        account("1234567");
        browser.press("/journey/netsuite/tick", "clientId", " " + "a".repeat(64) + " ", "certificateId", "a/b");
        assertThat(browser.text()).as("what can be none of NetSuite's is not kept")
            .contains("value=\"" + "a".repeat(64) + "\"")
            .doesNotContain("a/b");
        browser.press("/journey/netsuite/tick", "clientId", "", "certificateId", "b".repeat(64));
        assertThat(browser.text()).contains("value=\"" + "a".repeat(64) + "\"", "value=\"" + "b".repeat(64) + "\"");
        browser.press("/journey/netsuite/new-certificate", "clientId", "c".repeat(64), "certificateId", "b".repeat(64));
        assertThat(browser.text()).as("of the certificate that is worth nothing now")
            .contains("value=\"" + "c".repeat(64) + "\"")
            .doesNotContain("b".repeat(64));
        browser.press("/journey/netsuite/way", "clientId", "d".repeat(64));
        assertThat(browser.text()).contains("value=\"" + "d".repeat(64) + "\"", "Authorization Code Grant");
        assertThat(browser.forge("/journey/netsuite/keep", "clientId", "e".repeat(64)).status()).isEqualTo(204);
        assertThat(browser.open("/journey/netsuite").text()).contains("value=\"" + "e".repeat(64) + "\"");
    }

    @Test
    @Tag("V2")
    void aSecretThatWasTypedIsKeptEncryptedAndSaidToBeButNeverShown() {
        account("1234567");
        browser.forge("/journey/netsuite/way", "way", "TBA").follow();
        int role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);
        StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("tba"), null);
        StandInNetSuite.IdAndSecret token = netSuite.accessToken(app.clientId(), role);
        assertThat(browser.text()).doesNotContain("Kept, encrypted");
        browser.press("/journey/netsuite/tick", "clientId", app.clientId(), "clientSecret", app.clientSecret(),
                "tokenId", "", "tokenSecret", "");
        assertThat(browser.text()).containsOnlyOnce("Kept, encrypted").doesNotContain(app.clientSecret());
        browser.submit("/journey/netsuite", "clientId", app.clientId(), "clientSecret", "", "tokenId", "",
                "tokenSecret", token.secret());
        assertThat(browser.status()).as("one thing is still missing").isEqualTo(422);
        assertThat(browser.text()).contains("Enter the Token ID")
            .doesNotContain("Enter the secret", "Enter the Token Secret", token.secret())
            .containsPattern("(?s)Kept, encrypted.+Kept, encrypted");
        byte[] kept = Db.all()
            .sql("select client_secret || token_secret from netsuite_setup where lender_id = ?")
            .param(northwind.id())
            .query(byte[].class)
            .single();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(app.clientSecret(), token.secret());

        browser.press("/journey/netsuite", "clientId", app.clientId(), "clientSecret", "", "tokenId", token.id(),
                "tokenSecret", "");
        assertThat(browser.at()).isEqualTo("/journey/checking");
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(Db.all()
            .sql("""
                    select count(*) from netsuite_setup
                    where lender_id = ? and (client_secret is not null or token_secret is not null)""")
            .param(northwind.id())
            .query(Long.class)
            .single()).as("the connection alone has it").isZero();
    }

    @Test
    @Tag("C2")
    void whatWasTypedWhenTheSessionEndedIsThereAgainAfterATickToo() {
        account("1234567");
        sessionEnds();
        browser.press("/journey/netsuite/tick", "clientId", "a".repeat(64));
        signedInAgain();
        assertThat(browser.at()).isEqualTo("/journey/netsuite");
        assertThat(browser.text()).contains("value=\"" + "a".repeat(64));
    }

    @Test
    @Tag("V2")
    void theCertificateIsHandedOutAsOftenAsAskedForAndMadeAnewOnlyByAPress() {
        account("1234567");
        String first = pem();
        assertThat(first).startsWith("-----BEGIN CERTIFICATE-----").doesNotContain("PRIVATE");
        assertThat(pem()).isEqualTo(first);
        browser.open("/journey/netsuite").press("/journey/netsuite/new-certificate");
        assertThat(pem()).startsWith("-----BEGIN CERTIFICATE-----").isNotEqualTo(first);
        byte[] key = Db.all()
            .sql("select private_key from netsuite_setup where lender_id = ?")
            .param(northwind.id())
            .query(byte[].class)
            .single();
        assertThat(new String(key, StandardCharsets.ISO_8859_1)).doesNotContain("MIGHAgEAMBMGByqGSM49");
    }

    @Test
    @Tag("X18")
    void whatIsLackingForAnAddedProductIsNamedAndLookedAtAgainWithoutConnecting() {
        account("1234567");
        int role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);
        StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("client_credentials"), null);
        browser.open("/journey/netsuite")
            .press("/journey/netsuite", "clientId", app.clientId(), "certificateId",
                    netSuite.certificate(app.clientId(), role, pem()));
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        UUID company = facts(northwind, request).companyId();
        request = northwind.as(() -> asking
            .request(new NewRequest(company, Set.of(Product.FINANCIALS), null, null, "en"), northwind.actor()));
        browser = signedIn(northwind, request).press("/journey/consent", "products", "FINANCIALS", "decide", "yes",
                "name", "Dora Patel", "title", "CFO");
        assertThat(browser.at()).isEqualTo("/journey/checking");
        assertThat(browser.text()).contains("Can read balances by month")
            .doesNotContain("Can read suppliers", "Signed in to NetSuite");
        assertThat(verify()).isEqualTo(new Verdict.Rejected());

        browser.open("/journey").follow();
        assertThat(browser.at()).isEqualTo("/journey/connect");
        assertThat(browser.text())
            .contains("One thing is missing in NetSuite", "nobody has to connect again",
                    "“Financial Statements” with level “View”")
            .doesNotContain("Account ID", "administrator in NetSuite?");
        assertThat(browser.open("/journey/netsuite").follow().at()).isEqualTo("/journey/connect");
        assertThat(browser.open("/journey/netsuite/account").follow().at()).isEqualTo("/journey/connect");
        Set<Permission> more = new HashSet<>(Permission.ASKED_FOR);
        more.add(Permission.FINANCIAL_STATEMENTS);
        netSuite.permissions(role, more);
        browser.press("/journey/connect/check-again");
        assertThat(browser.at()).isEqualTo("/journey/checking");
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(browser.open("/journey").follow().text()).contains("is connected", "Financials");
    }

    @Test
    @Tag("V2")
    void byCertificateTheConnectionIsVerified() {
        account("1234567");
        int role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);
        StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("client_credentials"), null);
        String certificate = netSuite.certificate(app.clientId(), role, pem());
        browser.open("/journey/netsuite")
            .press("/journey/netsuite", "clientId", " " + app.clientId() + " ", "certificateId", certificate);
        assertThat(browser.at()).isEqualTo("/journey/checking");
        assertThat(browser.text()).contains("The account exists in NetSuite", "Signed in to NetSuite",
                "What the role may read");
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(facts(northwind, request).step()).isEqualTo(RequestStep.DONE);
    }

    @Test
    @Tag("V2")
    void byCodeOneGoesToNetSuiteAndComesBack() {
        account("1234567");
        browser.forge("/journey/netsuite/way", "way", "CODE").follow();
        assertThat(browser.text()).contains("Authorization Code Grant", CALLBACK, "Client Secret");
        int role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);
        StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("authorization_code"), CALLBACK);
        browser.press("/journey/netsuite", "clientId", app.clientId(), "clientSecret", app.clientSecret());
        assertThat(browser.at()).isEqualTo("/journey/to-provider");
        assertThat(browser.text()).contains("code_challenge_method=S256").doesNotContain(app.clientSecret());
        Matcher link = Pattern.compile("href=\"([^\"]+authorize\\.nl[^\"]+)\"").matcher(browser.text());
        assertThat(link.find()).isTrue();
        URI back = netSuite.allow(URI.create(link.group(1)), role);
        browser.open(back.getPath() + "?" + back.getRawQuery()).follow();
        assertThat(browser.at()).isEqualTo("/journey/checking");
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(Db.all()
            .sql("select settings from connection where request_id = ? and settings is not null")
            .param(request)
            .query(byte[].class)
            .list()).as("what was typed is not kept").isEmpty();
    }

    @Test
    @Tag("V2")
    void byTokensWithSecretsOfAnySign() {
        account("1234567");
        browser.forge("/journey/netsuite/way", "way", "TBA").follow();
        int role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);
        StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("tba"), null);
        StandInNetSuite.IdAndSecret token = netSuite.accessToken(app.clientId(), role);
        assertThat(app.clientSecret() + token.secret()).contains("&", "+", "%");
        browser.press("/journey/netsuite", "clientId", app.clientId(), "clientSecret", "\t" + app.clientSecret() + " ",
                "tokenId", token.id(), "tokenSecret", " " + token.secret());
        assertThat(browser.at()).isEqualTo("/journey/checking");
        assertThat(verify()).isEqualTo(new Verdict.Verified());
    }

    @Test
    void whatIsMissingOrOddIsSaidAtItsFieldAndNoSecretComesBack() {
        account("1234567");
        browser.forge("/journey/netsuite/way", "way", "TBA").follow();
        browser.submit("/journey/netsuite", "clientId", "abc def", "clientSecret", "my secret", "tokenId", "",
                "tokenSecret", "s3cr3t-token");
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text())
            .contains("has only letters and digits: copy it again", "copy it again, without blanks inside",
                    "Enter the Token ID")
            .doesNotContain("my secret", "s3cr3t-token");
        browser.open("/journey/netsuite")
            .forge("/journey/netsuite/way", "way", "CERTIFICATE")
            .follow()
            .submit("/journey/netsuite", "clientId", "../../etc", "certificateId", "a/b");
        assertThat(browser.text()).contains("A Certificate ID has only letters");
        assertThat(facts(northwind, request).attempt()).isNull();
    }

    @ParameterizedTest
    @Tag("V3")
    @CsvSource({ "REST_WEB_SERVICES, ROLE, The role may not use REST",
            "SUITEANALYTICS_WORKBOOK, ROLE, The role may not run queries",
            "VENDORS, ROLE, The role may not read suppliers", "FIND_TRANSACTION, ROLE, The role may not read bills",
            "SUBSIDIARIES, ROLE, The role may not read the company’s details",
            "LOG_IN_USING_OAUTH_2, CERTIFICATE, NetSuite does not accept the certificate" })
    void aRejectedTryIsShownAtTheStepThatMendsItAndNothingIsLost(Permission missing, String step, String sentence) {
        account("1234567");
        Set<Permission> permissions = new HashSet<>(Permission.ASKED_FOR);
        permissions.remove(missing);
        int role = netSuite.role(SampleAccount.ACME, permissions);
        StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("client_credentials"), null);
        String certificate = netSuite.certificate(app.clientId(), role, pem());
        browser.open("/journey/netsuite")
            .press("/journey/netsuite", "clientId", app.clientId(), "certificateId", certificate);
        assertThat(verify()).isEqualTo(new Verdict.Rejected());
        browser.open("/journey").follow();
        assertThat(browser.at()).isEqualTo("/journey/netsuite");
        for (int opened = 0; opened < 2; opened++) {
            assertThat(browser.open("/journey/netsuite").text())
                .contains("The last try did not work", "What is to be set right stands at step", app.clientId(),
                        certificate, "The account exists in NetSuite")
                .containsPattern("(?s)id=\"step-" + step + "\".{1,400}Why the last try did not work: " + sentence);
        }
        netSuite.permissions(role, Permission.ASKED_FOR);
        assertThat(pem()).as("the same key").isNotEmpty();
        browser.open("/journey/netsuite")
            .press("/journey/netsuite", "clientId", app.clientId(), "certificateId", certificate);
        assertThat(verify()).isEqualTo(new Verdict.Verified());
    }

    @Test
    @Tag("V3")
    void whatIsToBeMendedIsStillSaidToWhoLeftForNetSuiteAnewAndCameBackWithoutAnAnswer() {
        account("1234567");
        Set<Permission> permissions = new HashSet<>(Permission.ASKED_FOR);
        permissions.remove(Permission.VENDORS);
        StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("client_credentials"), null);
        String certificate = netSuite.certificate(app.clientId(), netSuite.role(SampleAccount.ACME, permissions),
                pem());
        browser.open("/journey/netsuite")
            .press("/journey/netsuite", "clientId", app.clientId(), "certificateId", certificate);
        assertThat(verify()).isEqualTo(new Verdict.Rejected());
        browser.open("/journey/netsuite").forge("/journey/netsuite/way", "way", "CODE").follow();
        browser.press("/journey/netsuite", "clientId", app.clientId(), "clientSecret", app.clientSecret());
        assertThat(browser.at()).isEqualTo("/journey/to-provider");
        assertThat(browser.open("/journey/netsuite").text()).containsPattern(
                "(?s)id=\"step-ROLE\".{1,400}Why the last try did not work: The role may not read suppliers");
    }

    @Test
    void aConnectionThatWasLostIsMendedWithItsOwnAccountAndANewCertificate() {
        account("1234567");
        int role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);
        StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("client_credentials"), null);
        String certificate = netSuite.certificate(app.clientId(), role, pem());
        browser.open("/journey/netsuite")
            .press("/journey/netsuite", "clientId", app.clientId(), "certificateId", certificate);
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        UUID connection = Db.all()
            .sql("select id from connection where request_id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        netSuite.revokeCertificate(certificate);
        Db.all().sql("update connection set access_expires_at = now() where id = ?").param(connection).update();
        northwind.as(() -> calls.call(connection, "netsuite", Provider::company));

        request = northwind.as(() -> views.reconnection(facts(northwind, request).companyId())).orElseThrow().id();
        clock.advance(Duration.ofMinutes(2)); // one code a minute
        browser = signedIn(northwind, request).open("/journey").follow();
        assertThat(browser.at()).isEqualTo("/journey/netsuite/account");
        assertThat(browser.text()).contains("value=\"1234567\"", "NetSuite no longer lets us read", "Step 1 of 2")
            .doesNotContain("href=\"/journey/consent\"");
        account("7654321");
        StandInNetSuite.App other = netSuite.integration(SampleAccount.FOREST, Set.of("client_credentials"), null);
        String foreign = netSuite.certificate(other.clientId(),
                netSuite.role(SampleAccount.FOREST, Permission.ASKED_FOR), pem());
        browser.open("/journey/netsuite")
            .submit("/journey/netsuite", "clientId", other.clientId(), "certificateId", foreign);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("These are the books of another company");

        browser.open("/journey/netsuite/account");
        account("1234567");
        browser.open("/journey/netsuite")
            .press("/journey/netsuite", "clientId", app.clientId(), "certificateId",
                    netSuite.certificate(app.clientId(), role, pem()));
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(Db.all()
            .sql("select state from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single()).as("the same connection").isEqualTo("LINKED");
        assertThat(browser.open("/journey").follow().text())
            .contains("NetSuite is connected again", "You may close this page")
            .as("the consent is the one of before")
            .doesNotContain("We have mailed");
    }

    @Test
    @Tag("S6")
    void aCertificateThatTheRoleMayNotReplaceIsReplacedByTheCustomerAndWhatWorksIsKeptUntilThen() {
        account("1234567");
        int role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);
        StandInNetSuite.App app = netSuite.integration(SampleAccount.ACME, Set.of("client_credentials"), null);
        browser.open("/journey/netsuite")
            .press("/journey/netsuite", "clientId", app.clientId(), "certificateId",
                    netSuite.certificate(app.clientId(), role, pem()));
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        UUID connection = Db.all()
            .sql("select id from connection where request_id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        Instant ends = Db.all()
            .sql("select refresh_expires_at from connection where id = ? and credential_kind = 'CERTIFICATE'")
            .param(connection)
            .query(Timestamp.class)
            .single()
            .toInstant();

        request = northwind.as(() -> renewals.ask(connection, new Renewal(Renewal.What.CERTIFICATE, ends)))
            .orElseThrow();
        clock.advance(Duration.ofMinutes(2)); // one code a minute
        browser = signedIn(northwind, request).open("/journey").follow();
        assertThat(browser.at()).isEqualTo("/journey/netsuite/account");
        assertThat(browser.text()).contains("value=\"1234567\"", "Our certificate in NetSuite ends on")
            .doesNotContain("no longer lets us");
        account("1234567");
        String anew = netSuite.certificate(app.clientId(), role, pem());
        browser.open("/journey/netsuite")
            .press("/journey/netsuite", "clientId", app.clientId(), "certificateId", "not-uploaded-yet")
            .follow();
        assertThat(browser.at()).as("it is said where it is mended").isEqualTo("/journey/netsuite");
        assertThat(state(connection)).isEqualTo("LINKED");
        assertThat(northwind.as(() -> calls.call(connection, "netsuite", Provider::company)))
            .as("what there was still works")
            .isInstanceOf(ProviderAnswer.Ok.class);

        browser.open("/journey/netsuite").press("/journey/netsuite", "clientId", app.clientId(), "certificateId", anew);
        assertThat(verify()).isEqualTo(new Verdict.Verified());
        assertThat(state(connection)).isEqualTo("LINKED");
        assertThat(northwind.as(() -> views.facts(request)).status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(Db.all()
            .sql("select refresh_expires_at > ? from connection where id = ?")
            .params(Timestamp.from(ends), connection)
            .query(Boolean.class)
            .single()).isTrue();
    }

    private static String state(UUID connection) {
        return Db.all().sql("select state from connection where id = ?").param(connection).query(String.class).single();
    }

    @Test
    void thePagesAreForTheirOwnSoftwareAndStepAndPersonOnly() {
        Fixtures.Bank harbour = fixtures.lender("Harbour Credit");
        UUID other = harbour.request(harbour.company("Beacon Foods Inc"));
        Browser quickBooks = signedIn(harbour, other).press("/journey/software", "software", "quickbooks-online")
            .press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Sam Lee", "title",
                    "CFO");
        assertThat(quickBooks.open("/journey/netsuite").follow().at()).isEqualTo("/journey/connect");
        assertThat(quickBooks.forge("/journey/netsuite/new-certificate").follow().at()).isEqualTo("/journey/connect");
        assertThat(new Browser(pages).open("/journey/netsuite").status()).isNotEqualTo(200);
        account("1234567");
        assertThat(pages.post().uri("/journey/netsuite").param("clientId", "x")).hasStatus(403);
        assertThat(Db.app().sql("select count(*) from netsuite_setup").query(Long.class).single())
            .as("without a lender")
            .isZero();
    }

    @Test
    @Tag("C12")
    void everyWayIsThereInFrench() {
        account("1234567");
        for (String way : Set.of("CERTIFICATE", "CODE", "TBA")) {
            browser.open("/journey/netsuite").forge("/journey/netsuite/way", "way", way).follow();
            assertThat(browser.open("/journey/netsuite?lang=fr").follow().text())
                .contains("Ce que NetSuite a affiché", "Marquer comme fait")
                .doesNotContain("??", "Enter the");
        }
    }

    private void account(String typed) {
        browser.press("/journey/netsuite/account", "administrator", "yes", "account", typed);
    }

    private String pem() {
        var answer = pages.get()
            .uri("/journey/netsuite/certificate.pem")
            .cookie(browser.jar()
                .entrySet()
                .stream()
                .map(one -> new Cookie(one.getKey(), one.getValue()))
                .toArray(Cookie[]::new))
            .exchange();
        assertThat(answer).hasStatusOk()
            .headers()
            .hasValue("Content-Disposition", "attachment; filename=\"ledgerstream-certificate.pem\"");
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.US_ASCII);
    }

    private Verdict verify() {
        Verification.Start start = northwind.inTransaction(() -> verification.begin(request));
        return start.verdict() != null ? start.verdict() : northwind.as(() -> verification.verify(start.work()));
    }

    private long setups() {
        return Db.all()
            .sql("select count(*) from netsuite_setup where lender_id = ?")
            .param(northwind.id())
            .query(Long.class)
            .single();
    }

    private void sessionEnds() {
        Db.all()
            .sql("update visit set seen_at = now() - interval '31 minutes' where request_id = ?")
            .param(request)
            .update();
    }

    private void signedInAgain() {
        assertThat(browser.at()).isEqualTo("/journey/again");
        clock.advance(Duration.ofMinutes(2)); // one code a minute
        browser.press("/journey/again").press("/journey/code", "code", code(northwind, request));
    }

}
