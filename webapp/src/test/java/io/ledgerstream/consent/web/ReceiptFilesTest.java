package io.ledgerstream.consent.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.company.NewCompany;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import standin.postgres.Db;

@Tag("C6")
class ReceiptFilesTest extends JourneyTest {

    private static final String LONG = "Établissements " + "Œuvre-d’Été ".repeat(12).strip();

    private Fixtures.Bank northwind;
    private UUID request;

    @BeforeEach
    void aRequest() {
        northwind = fixtures.lender("Northwind Bank <b>& Söhne</b>");
        request = northwind.request(northwind.company(new NewCompany(LONG, null, "FR", null, "Zoé Łukasz", "zoe" + UUID.randomUUID() + "@acme.example", null, "fr", northwind.owner())));
    }

    @Test
    void thePdfSaysWhatThePersonReadInTheirLanguageAndCanBeSearched() throws Exception {
        Browser zoe = consented();
        zoe.open("/journey/receipt?lang=fr");
        assertThat(zoe.text()).contains("/journey/receipt.pdf", "Enregistrer en PDF", "/journey/receipt.jws");
        byte[] pdf = bytes(zoe, "/journey/receipt.pdf", "application/pdf", "consent-receipt.pdf");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text).contains("Reçu d’un accord", "Zoé Łukasz", "Directrice financière", "Northwind Bank <b>& Söhne</b>", "SHA-256", "QuickBooks Online", "Œuvre-d’Été");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).as("tagged, for screen readers").isTrue();
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("fr");
            assertThat(document.getNumberOfPages()).isLessThanOrEqualTo(3);
            assertThat(pdf.length).as("bytes").isLessThan(200_000);
        }
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/receipt-fr.pdf"), pdf);
    }

    @Test
    void thePdfKeepsToTheLanguageThatWasReadWhateverTheRequestsIs() throws Exception {
        request = northwind.request(northwind.company("Acme Ltd", "Zoé Łukasz", "GB", "en"));
        try (PDDocument document = Loader.loadPDF(bytes(consented(), "/journey/receipt.pdf", "application/pdf", "consent-receipt.pdf"))) {
            assertThat(new PDFTextStripper().getText(document)).contains("Reçu d’un accord", "Accord donné", "Logiciel comptable").doesNotContain("Consent given", "Accounting software");
        }
    }

    @Test
    void theSignedReceiptIsTheOneThatWasStoredAndItsKeysArePublishedToEverybody() throws Exception {
        Browser zoe = consented();
        String signed = new String(bytes(zoe, "/journey/receipt.jws", "application/jose", "consent-receipt.jws"));
        assertThat(signed).isEqualTo(Db.all().sql("select receipt_signed from consent where request_id = ?").param(request).query(String.class).single())
                .matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(browser().open("/manage").status()).isEqualTo(200);
        var keys = pages.get().uri("/.well-known/ledgerstream-receipts.json").exchange();
        assertThat(keys).hasStatusOk().hasContentType("application/jwk-set+json");
        assertThat(keys.getResponse().getContentAsString()).contains("receipts-1").doesNotContain("\"d\"");
    }

    @Test
    void nobodyElseGetsIt() {
        consented();
        assertThat(browser().open("/journey/receipt.pdf").follow().at()).isEqualTo("/journey/again");
        Browser before = signedIn(northwind, northwind.request(northwind.company("Other Ltd")));
        assertThat(before.open("/journey/receipt.jws").follow().at()).isEqualTo("/journey/software");
    }

    private Browser consented() {
        return signedIn(northwind, request).press("/journey/software", "software", "quickbooks-online").open("/journey/consent?lang=fr")
                .press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Zoé Łukasz", "title", "Directrice financière");
    }

    private static byte[] bytes(Browser browser, String path, String type, String name) throws IOException {
        browser.open(path);
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.answer().getResponse().getContentType()).startsWith(type);
        assertThat(browser.answer().getResponse().getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"" + name + "\"");
        return browser.answer().getResponse().getContentAsByteArray();
    }
}
