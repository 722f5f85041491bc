package io.ledgerstream.provider.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestStep;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import standin.postgres.Db;

@Tag("C5")
class SoftwarePageTest extends JourneyTest {

    private static final String[] AGREED = { "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel",
            "title", "CFO" };

    private Fixtures.Bank northwind;

    private UUID request;

    private UUID others;

    private Browser browser;

    @BeforeEach
    void atTheSelection() {
        northwind = fixtures.lender("Northwind Bank");
        var contoso = fixtures.lender("Contoso Credit");
        others = contoso.request(contoso.company("Acme Tooling"));
        request = northwind.request(northwind.company("Acme Tooling"));
        browser = signedIn(northwind, request);
    }

    @Test
    void whatConnectsDirectlyComesFirstThenWhatIsSharedByFileThenWhatIsNotListed() {
        assertThat(browser.at()).isEqualTo("/journey/software");
        assertThat(browser.text())
            .containsSubsequence("Connects directly", "QuickBooks Online", "About 5 minutes", "NetSuite",
                    "About 20 minutes", "Shared by file", "Sage Intacct", "Sage 50", "Dynamics 365 Business Central",
                    "SAP Business One", "Acumatica", "Epicor", "Xero", "Something else", "Mine isn’t listed")
            .contains("Step 1 of 4")
            .doesNotContain("checked", "disabled");
    }

    @Test
    void oneSearchesOverAllByName() {
        assertThat(browser.open("/journey/software?q=QUICK").text()).contains("QuickBooks Online", "Show all")
            .doesNotContain("Xero", "Shared by file");
        assertThat(browser.open("/journey/software?q=%20sage%20").text())
            .contains("Sage 50", "Sage Intacct", "Mine isn’t listed")
            .doesNotContain("QuickBooks", "Connects directly");
        assertThat(browser.open("/journey/software?q=%25_%27%5C").text()).contains("No software of that name is listed")
            .doesNotContain("Xero");
    }

    @Test
    void whatIsNotFoundIsTakenOverAsItsName() {
        browser.open("/journey/software?q=Exact%20Globe");
        assertThat(browser.text()).contains("value=\"Exact Globe\"", "checked");
        browser.press("/journey/software", "software", "other", "name", "Exact Globe");
        assertThat(browser.at()).isEqualTo("/journey/consent");
    }

    @ParameterizedTest
    @CsvSource({ "quickbooks-online,false", "netsuite,false", "sage-intacct,true", "sage-50,true",
            "business-central,true", "sap-business-one,true", "acumatica,true", "epicor,true", "xero,true" })
    void eachOfThemCanBeChosen(String code, boolean byFile) {
        browser.press("/journey/software", "software", code);
        RequestFacts facts = facts(northwind, request);
        assertThat(facts.software()).isEqualTo(code);
        assertThat(facts.byFile()).isEqualTo(byFile);
        assertThat(browser.at()).isEqualTo("/journey/consent");
        assertThat(browser.text()).contains(byFile ? "Step 2 of 3" : "Step 2 of 4");
    }

    @Test
    void whatIsNotListedIsNamedAndTheConsentNamesIt() {
        browser.press("/journey/software", "software", "other", "name", "  Lexware <b Büro {stop} ");
        assertThat(facts(northwind, request).software()).isEqualTo("other");
        assertThat(facts(northwind, request).byFile()).isTrue();
        assertThat(browser.text()).contains("Nobody connects to Lexware <b Büro {stop}");
        assertThat(browser.answer().getResponse().getContentType()).startsWith("text/html");
        browser.press("/journey/consent", AGREED);
        assertThat(Db.all()
            .sql("select receipt -> 'software' ->> 'name' from consent where request_id = ?")
            .param(request)
            .query(String.class)
            .single()).isEqualTo("Lexware <b Büro {stop}");
        assertThat(browser.open("/journey/software").text()).contains("value=\"Lexware <b Büro {stop}\"");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "quickbooks", "../x", "${1234*1000}", "OTHER", "\ud800" })
    void whatIsNoSoftwareIsNotTaken(String code) {
        browser.submit("/journey/software", "software", code);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("Choose the software that you use").doesNotContain("1234000");
        assertThat(facts(northwind, request).software()).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "'',Enter the name", "' ',Enter the name", "'...',in letters", "'a\r\nBcc: x@evil.example',in letters",
            "'\u202Egnp.exe',in letters", "HUGE,at most 100" })
    void aNameThatIsNoneIsSaidAtItsField(String name, String said) {
        browser.submit("/journey/software", "software", "other", "name",
                name.equals("HUGE") ? "x".repeat(1_000_000) : name);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains(said, "href=\"#name\"", "checked");
        assertThat(facts(northwind, request).software()).isNull();
    }

    @Test
    void anotherSoftwareAsksForItsOwnConsent() {
        browser.press("/journey/software", "software", "quickbooks-online").press("/journey/consent", AGREED);
        assertThat(browser.at()).isEqualTo("/journey/connect");
        browser.open("/journey/software").press("/journey/software", "software", "xero");
        assertThat(browser.at()).isEqualTo("/journey/consent");
        assertThat(browser.text()).contains("Once: only the files that you upload").doesNotContain("Daily");
        browser.press("/journey/consent", AGREED);
        assertThat(facts(northwind, request).step()).isEqualTo(RequestStep.UPLOAD_FILES);
        assertThat(count("consent where request_id = ?", request)).isEqualTo(2);
        assertThat(count("request_line where request_id = ? and software is not null", others)).isZero();
    }

    @Test
    @Tag("C6")
    void theConsentForFilesClaimsNothingThatIsOnlyTrueOfAConnection() {
        browser.press("/journey/software", "software", "sage-50");
        assertThat(browser.text())
            .contains("Share your data with Northwind Bank?",
                    "Once: only the files that you upload. Nobody connects to Sage 50",
                    "please leave them out of the files", "encrypted", "They are erased after 90 days",
                    northwind.ownerEmail())
            .doesNotContain("Daily", "connected apps", "Reading stops", "QuickBooks", "{", "checked");
        browser.open("/journey/consent?lang=fr");
        assertThat(browser.text()).contains("Une seule fois", "Personne ne se connecte à Sage 50")
            .doesNotContain("Chaque jour", "Once", "{");
        browser.press("/journey/consent", AGREED);
        String receipt = Db.all()
            .sql("select receipt::text from consent where request_id = ?")
            .param(request)
            .query(String.class)
            .single();
        assertThat(receipt).contains("Une seule fois", "2026-11f").doesNotContain("Chaque jour");
        assertThat(Db.all()
            .sql("""
                    select c.text_sha256 = encode(sha256(convert_to(t.body, 'UTF8')), 'hex') from consent c
                    join consent_text t on t.version = c.text_version
                      and t.language = c.text_language where c.request_id = ?""")
            .param(request)
            .query(Boolean.class)
            .single()).isTrue();
    }

    @Test
    @Tag("X11")
    void nobodyChangesWhatAnotherPersonChoseMeanwhileWithoutSeeingIt() {
        var zoe = signedInAgain();
        browser.press("/journey/software", "software", "quickbooks-online").press("/journey/consent", AGREED);
        zoe.submit("/journey/software", "software", "xero");
        assertThat(zoe.status()).isEqualTo(409);
        assertThat(facts(northwind, request).software()).isEqualTo("quickbooks-online");
        assertThat(facts(northwind, request).consented()).isTrue();
        zoe.open("/journey/software").press("/journey/software", "software", "xero");
        assertThat(facts(northwind, request).software()).isEqualTo("xero");
    }

    @Test
    void twoWhoChooseTheSameBothGoOn() {
        var zoe = signedInAgain();
        browser.press("/journey/software", "software", "quickbooks-online");
        zoe.press("/journey/software", "software", "quickbooks-online");
        assertThat(List.of(browser.at(), zoe.at())).containsOnly("/journey/consent");
        assertThat(count("audit where request_id = ? and action = 'software-selected'", request)).isEqualTo(1);
    }

    private Browser signedInAgain() {
        clock.advance(java.time.Duration.ofMinutes(2));
        return signedIn(northwind, request);
    }

    @Test
    @Tag("C5")
    void whoUsesTwoNamesTheOtherAndTheLenderReadsIt() {
        browser.press("/journey/software", "software", "quickbooks-online", "second", " Xero for the <b>depot</b> ");
        assertThat(browser.at()).isEqualTo("/journey/consent");
        assertThat(count("audit where request_id = ? and action = 'second-software-told' "
                + "and detail ->> 'software' = 'Xero for the <b>depot</b>'", request))
            .isEqualTo(1);
        assertThat(browser.open("/journey/software").text()).as("nothing typed is lost")
            .contains("value=\"Xero for the <b>depot</b>\"");
        browser.submit("/journey/software", "software", "quickbooks-online", "second", "x".repeat(101));
        assertThat(browser.text()).contains("Use at most 100 characters for the name of the software");
        browser.submit("/journey/software", "software", "quickbooks-online", "second", "Xero\u0007");
        assertThat(browser.text()).contains("Enter the name of the software in letters");
        browser.press("/journey/software", "software", "quickbooks-online", "second", "");
        assertThat(count("request_line where request_id = ? and second_software is null", request)).isEqualTo(1);
    }

    @Test
    @Tag("X11")
    void whatOneNamedBesideAnotherDoesNotTakeAwayUnseen() {
        browser.press("/journey/software", "software", "quickbooks-online");
        Browser colleague = browser.open("/journey/software").twin();
        browser.press("/journey/software", "software", "quickbooks-online", "second", "Xero");
        colleague.submit("/journey/software", "software", "quickbooks-online", "second", "");
        assertThat(colleague.status()).isEqualTo(409);
        assertThat(count("request_line where request_id = ? and second_software = 'Xero'", request)).isEqualTo(1);
        colleague.open("/journey/software").press("/journey/software", "software", "quickbooks-online", "second", "");
        assertThat(count("request_line where request_id = ? and second_software is null", request)).isEqualTo(1);
    }

}
