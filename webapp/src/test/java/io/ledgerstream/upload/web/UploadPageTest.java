package io.ledgerstream.upload.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import io.ledgerstream.lender.Role;
import io.ledgerstream.link.web.Browser;
import io.ledgerstream.link.web.JourneyTest;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockMultipartFile;
import standin.postgres.Db;

@Tag("V7")
class UploadPageTest extends JourneyTest {

    private static final String[] AGREED = { "products", "SPEND_ANALYSIS", "decide", "yes", "name", "Dora Patel",
            "title", "CFO" };

    private static final String ROWS = "Supplier,Amount\nAcme,1\n";

    private Fixtures.Bank northwind;

    private Fixtures.Bank contoso;

    private UUID request;

    private Browser browser;

    @BeforeEach
    void atTheUpload() {
        northwind = fixtures.lender("Northwind Bank");
        contoso = fixtures.lender("Contoso Credit");
        request = northwind.request(northwind.company("Acme Tooling"));
        browser = signedIn(northwind, request).press("/journey/software", "software", "sage-50")
            .press("/journey/consent", AGREED);
    }

    @Test
    @Tag("C5")
    void whatToExportIsSaidAndNobodySpeaksOfConnecting() {
        assertThat(browser.at()).isEqualTo("/journey/upload");
        assertThat(browser.text())
            .contains("Upload files from Sage 50", "Step 3 of 3", "the list of suppliers, bills",
                    "Consent given by Dora Patel, CFO", "at most 10 MB each")
            .doesNotContain("QuickBooks", "Connect");
        assertThat(browser.open("/journey/connect").location()).isEqualTo("/journey/upload");
        assertThat(browser.open("/journey/receipt").text()).contains("Once: only the files that you upload");
    }

    @Test
    @Tag("C5")
    void whatIsTakenInIsUploadedAndNeverCalledConnected() {
        browser.attach("/journey/upload", file("bills.csv", ROWS), file("paid.txt", "a;b\n1;2\n")).follow();
        assertThat(browser.at()).isEqualTo("/journey/done");
        assertThat(browser.text())
            .contains("Your files are uploaded", "bills.csv", "paid.txt", "1 KB", "Sage 50", "Dora Patel, CFO",
                    "How to end it", northwind.ownerEmail())
            .doesNotContainIgnoringCase("connected");
        assertThat(facts(northwind, request).status()).isEqualTo(RequestStatus.UPLOADED);
        assertThat(browser.open("/journey/receipt").text()).contains("They are erased after 90 days");
        assertThat(browser.open("/journey/done?lang=fr").text()).contains("Vos fichiers sont envoyés")
            .doesNotContain("uploaded", "Files", "connecté");
        clock.advance(Duration.ofMinutes(2));
        Browser later = browser().open(link(northwind, request)).press("/start");
        later.press("/journey/code", "code", code(northwind, request));
        assertThat(later.at()).as("the link leads back to it").isEqualTo("/journey/done");
    }

    @Test
    void nothingChosenAndTooManyAreSaidAtTheField() {
        assertThat(browser.attach("/journey/upload").status()).isEqualTo(422);
        assertThat(browser.text()).contains("Choose at least one file", "href=\"#files\"");
        browser.attach("/journey/upload", new MockMultipartFile("files", "", "application/octet-stream", new byte[0]));
        assertThat(browser.text()).contains("Choose at least one file");
        browser.attach("/journey/upload",
                IntStream.range(0, 6).mapToObj(i -> file(i + ".csv", "a,b" + i)).toArray(MockMultipartFile[]::new));
        assertThat(browser.text()).contains("Choose at most 5 files");
        assertThat(browser.forge("/journey/upload", "files", "a,b").status()).as("a text in place of a file")
            .isIn(400, 422);
        assertThat(count("upload where request_id = ?", request)).isZero();
        assertThat(facts(northwind, request).step()).isEqualTo(RequestStep.UPLOAD_FILES);
    }

    @Test
    void eachFileThatCannotBeTakenIsNamedAndNoneIsKept() {
        browser.attach("/journey/upload", file("good.csv", ROWS), file("nothing.csv", ""),
                file("C:\\x\\<b>letter.csv", "%PDF-1.7,"));
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text())
            .contains("nothing.csv is empty", "_b_letter.csv", "is neither CSV nor an Excel workbook")
            .doesNotContain("good.csv");
        assertThat(count("upload where request_id = ?", request)).isZero();
    }

    @Test
    void oneThatIsTooLargeIsSaidWithItsStatus() {
        browser.attach("/journey/upload",
                new MockMultipartFile("files", "huge.csv", "text/csv", new byte[10 * 1024 * 1024 + 1]));
        assertThat(browser.status()).isEqualTo(413);
        assertThat(browser.text()).contains("huge.csv is larger than 10 MB", "type=\"file\"");
    }

    @ParameterizedTest
    @ValueSource(strings = { "../../etc/passwd.csv", "<script>alert(1)</script>.csv", "\u202Evsc.exe",
            "x.csv\r\nSet-Cookie: a=b", "${1234*1000}.csv" })
    void oddNamesAreHarmlessWhereverTheyAreShown(String name) {
        browser.attach("/journey/upload", file(name, ROWS)).follow();
        assertThat(browser.at()).isEqualTo("/journey/done");
        assertThat(new String(browser.answer().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8))
            .doesNotContain("<script>alert", "../", "\u202E", "1234000");
        String kept = Db.all()
            .sql("select file_name from upload where request_id = ?")
            .param(request)
            .query(String.class)
            .single();
        assertThat(kept).endsWith(".csv").doesNotContain("/", "<", "\n");
    }

    @Test
    void whoSendsThemTwiceUploadsOnce() throws Exception {
        List<Callable<Browser>> presses = IntStream.range(0, 10)
            .<Callable<Browser>>mapToObj(i -> () -> browser.twin().attach("/journey/upload", file("bills.csv", ROWS)))
            .toList();
        try (var threads = Executors.newFixedThreadPool(10)) {
            assertThat(threads.invokeAll(presses).stream().map(Future::resultNow))
                .allMatch(each -> each.status() == 303);
        }
        assertThat(count("upload where request_id = ?", request)).isEqualTo(1);
        assertThat(count("audit where request_id = ? and action = 'files-uploaded'", request)).isEqualTo(1);
    }

    @Test
    @Tag("X11")
    void whoIsSecondReadsThatTheirFilesWereNotTaken() {
        clock.advance(Duration.ofMinutes(2));
        Browser zoe = signedIn(northwind, request);
        browser.attach("/journey/upload", file("bills.csv", ROWS));
        zoe.attach("/journey/upload", file("other.csv", "c,d\n"));
        assertThat(zoe.status()).isEqualTo(409);
        assertThat(zoe.text()).contains("Files were uploaded at ", "on another device",
                "What you sent just now was not taken");
        assertThat(count("upload where request_id = ?", request)).isEqualTo(1);
    }

    @Test
    void outOfOrderNothingIsTaken() {
        UUID fresh = northwind.request(northwind.company("Initech"));
        Browser early = signedIn(northwind, fresh);
        early.forge("/journey/upload", "x", "y");
        assertThat(early.status()).isEqualTo(409);
        northwind.cancel(request, null);
        browser.attach("/journey/upload", file("bills.csv", ROWS)).follow();
        assertThat(browser.at()).isEqualTo("/journey/closed");
        assertThat(browser.text()).contains("Northwind Bank withdrew this on");
        assertThat(count("upload where request_id in (?, ?)", fresh, request)).isZero();
    }

    @Test
    @Tag("C2")
    void theWayBackToOtherSoftwareIsOpen() {
        assertThat(browser.text()).contains("I use other software", "href=\"/journey/software\"",
                "href=\"/journey/consent\"");
        assertThat(browser.open("/journey/consent").text()).contains("The consent is given", "href=\"/journey\"");
        browser.open("/journey/software").press("/journey/software", "software", "quickbooks-online");
        assertThat(browser.at()).isEqualTo("/journey/consent");
    }

    @Test
    void withoutASessionNoFileIsEvenRead() {
        assertThat(pages.post().uri("/journey/upload").multipart().file(file("bills.csv", ROWS)).with(csrf()))
            .hasStatus(303);
        assertThat(pages.post().uri("/sign-in").multipart().file(file("bills.csv", ROWS)).with(csrf())).hasStatus(415);
        assertThat(pages.post()
            .uri("/journey/consent")
            .multipart()
            .file(file("bills.csv", ROWS))
            .with(csrf())
            .cookie(new jakarta.servlet.http.Cookie("visit", browser.cookie("visit")))).hasStatus(415);
        assertThat(pages.post()
            .uri("/journey/upload")
            .multipart()
            .file(file("bills.csv", ROWS))
            .cookie(new jakarta.servlet.http.Cookie("visit", browser.cookie("visit")))).as("without the form's token")
            .hasStatus(403);
        assertThat(count("upload where request_id = ?", request)).isZero();
    }

    @Test
    void theLenderSeesThemAndWhoMaySeeAmountsMaySaveThem() {
        browser.attach("/journey/upload", file("bills é.csv", ROWS));
        UUID file = Db.all()
            .sql("select id from upload where request_id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        String address = "/portal/requests/" + request + "/files/" + file;
        assertThat(pages.get().uri("/portal/requests/" + request).with(by(northwind))).hasStatusOk()
            .bodyText()
            .contains("bills é.csv", "Download", "Uploaded", "Files uploaded");
        var saved = pages.post().uri(address).with(by(northwind)).with(csrf()).exchange();
        assertThat(saved).hasStatusOk()
            .hasHeader("X-Content-Type-Options", "nosniff")
            .hasHeader("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
        assertThat(saved.getResponse().getHeader("Content-Disposition")).startsWith("attachment; ")
            .contains("filename*=UTF-8''bills%20%C3%A9.csv");
        assertThat(saved.getResponse().getContentAsByteArray()).asString(StandardCharsets.UTF_8).isEqualTo(ROWS);
        assertThat(count("audit where request_id = ? and action = 'file-downloaded' and actor_id = ?", request,
                northwind.owner()))
            .isEqualTo(1);

        assertThat(pages.post().uri(address).with(by(person(northwind, Role.VIEWER))).with(csrf())).hasStatusOk();
        for (Role never : List.of(Role.ADMIN, Role.SUCCESS_MANAGER)) {
            String person = person(northwind, never);
            assertThat(pages.post().uri(address).with(by(person)).with(csrf())).hasStatus(403);
            assertThat(pages.get().uri("/portal/requests/" + request).with(by(person))).bodyText()
                .contains("bills é.csv")
                .doesNotContain("Download");
        }
        assertThat(pages.post().uri(address).with(by(contoso)).with(csrf())).hasStatus(404);
        assertThat(pages.post().uri(address).with(by(northwind))).hasStatus(403);
        assertThat(pages.get().uri(address).with(by(northwind))).hasStatus(405);
        assertThat(pages.post().uri(address).with(csrf())).hasStatus3xxRedirection();
        assertThat(count("audit where request_id = ? and action = 'file-downloaded'", request)).isEqualTo(2);
    }

    private static MockMultipartFile file(String name, String content) {
        return new MockMultipartFile("files", name, "application/x-anything", content.getBytes(StandardCharsets.UTF_8));
    }

}
