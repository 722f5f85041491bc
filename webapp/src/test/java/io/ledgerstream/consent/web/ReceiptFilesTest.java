package io.ledgerstream.consent.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.company.NewCompany;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import standin.postgres.Db;

@Tag("C6")
class ReceiptFilesTest extends JourneyTest {

    private static final String LONG = "Établissements " + "Œuvre-d’Été ".repeat(12).strip();

    private Fixtures.Bank northwind;

    private UUID request;

    @BeforeEach
    void aRequest() {
        northwind = fixtures.lender("Northwind Bank <b>& Söhne</b>");
        request = northwind.request(northwind.company(new NewCompany(LONG, null, "FR", null, "Zoé Łukasz",
                "zoe" + UUID.randomUUID() + "@acme.example", null, "fr", northwind.owner())));
    }

    @Test
    void thePdfSaysWhatThePersonReadInTheirLanguageAndCanBeSearched() throws Exception {
        Browser zoe = consented();
        zoe.open("/journey/receipt?lang=fr");
        assertThat(zoe.text()).contains("/journey/receipt.pdf", "Enregistrer en PDF", "/journey/receipt.jws");
        byte[] pdf = bytes(zoe, "/journey/receipt.pdf", "application/pdf", "consent-receipt.pdf");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text).contains("Reçu d’un accord", "Zoé Łukasz", "Directrice financière",
                    "Northwind Bank <b>& Söhne</b>", "SHA-256", "QuickBooks Online", "Œuvre-d’Été");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).as("tagged, for screen readers")
                .isTrue();
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
        try (PDDocument document = Loader
            .loadPDF(bytes(consented(), "/journey/receipt.pdf", "application/pdf", "consent-receipt.pdf"))) {
            assertThat(new PDFTextStripper().getText(document))
                .contains("Reçu d’un accord", "Accord donné", "Logiciel comptable")
                .doesNotContain("Consent given", "Accounting software");
        }
    }

    /**
     * Left to right and right to left, in alphabets and in characters; small enough to be
     * mailed.
     */
    @ParameterizedTest
    @ValueSource(strings = { "王小明", "張偉", "山田 タロウ・ジョン", "محمد بن سلمان", "ٹیپو سلطان", "שלום כהן", "नमस्ते", "สมชาย",
            "Γιώργος", "ქართველი", "አበበ", "Nguyễn Thị Ánh" })
    void thePdfHasNamesInAnyScript(String name) throws Exception {
        request = northwind.request(northwind.company(name + " Ltd", "Zoé Łukasz", "GB", "en"));
        byte[] pdf = bytes(consented(name), "/journey/receipt.pdf", "application/pdf", "consent-receipt.pdf");
        Files.write(Files.createDirectories(Path.of("target")).resolve("receipt-%x.pdf".formatted(name.codePointAt(0))),
                pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " ")).contains(name)
                .contains("Reçu d’un accord")
                .doesNotContain("U+", "#");
            for (COSName font : document.getPage(0).getResources().getFontNames()) {
                assertThat(document.getPage(0).getResources().getFont(font).isEmbedded()).isTrue();
            }
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(pdf.length).as("bytes").isLessThan(200_000);
        }
    }

    @Test
    void whatNoFontHasIsSpelledByNumberAndTheSignedReceiptHasItInFull() throws Exception {
        Browser zoe = consented("Zoé 김한국 \uD83E\uDEE8");
        try (PDDocument document = Loader
            .loadPDF(bytes(zoe, "/journey/receipt.pdf", "application/pdf", "consent-receipt.pdf"))) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                .contains("Zoé [U+AE40 U+D55C U+AD6D] [U+1FAE8], Directrice financière",
                        "Lorsqu’un caractère ne peut pas être affiché ici, son numéro Unicode le remplace")
                .doesNotContain("#");
        }
        String signed = new String(bytes(zoe, "/journey/receipt.jws", "application/jose", "consent-receipt.jws"),
                StandardCharsets.US_ASCII);
        assertThat(new String(Base64.getUrlDecoder().decode(signed.split("\\.")[1]), StandardCharsets.UTF_8))
            .contains("Zoé 김한국 \uD83E\uDEE8");
    }

    @Test
    void theSignedReceiptIsTheOneThatWasStoredAndItsKeysArePublishedToEverybody() throws Exception {
        Browser zoe = consented();
        String signed = new String(bytes(zoe, "/journey/receipt.jws", "application/jose", "consent-receipt.jws"));
        assertThat(signed)
            .isEqualTo(Db.all()
                .sql("select receipt_signed from consent where request_id = ?")
                .param(request)
                .query(String.class)
                .single())
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
        return consented("Zoé Łukasz");
    }

    private Browser consented(String name) {
        return signedIn(northwind, request).press("/journey/software", "software", "quickbooks-online")
            .open("/journey/consent?lang=fr")
            .press("/journey/consent", "products", "SPEND_ANALYSIS", "decide", "yes", "name", name, "title",
                    "Directrice financière");
    }

    private static byte[] bytes(Browser browser, String path, String type, String name) throws IOException {
        browser.open(path);
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.answer().getResponse().getContentType()).startsWith(type);
        assertThat(browser.answer().getResponse().getHeader("Content-Disposition"))
            .isEqualTo("attachment; filename=\"" + name + "\"");
        return browser.answer().getResponse().getContentAsByteArray();
    }

}
