package io.ledgerstream.upload.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.FixtureConfiguration;
import fixture.Fixtures;
import fixture.StandIns;
import io.ledgerstream.Ledgerstream;
import io.ledgerstream.link.Links;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.request.RequestViews;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import standin.postgres.Db;

/**
 * Forms with files as they come over a real line, which the server reads before any page
 * of ours does.
 */
@SpringBootTest(classes = { Ledgerstream.class, FixtureConfiguration.class },
        properties = "ledgerstream.workers.enabled=false", webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = StandIns.class)
@Tag("V7")
class UploadOverTheWireTest {

    private static final String BOUNDARY = "----boundary";

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static final int MEGABYTE = 1024 * 1024;

    @LocalServerPort
    private int port;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Links links;

    @Autowired
    private SignInCodes codes;

    @Autowired
    private RequestViews requests;

    private final HttpClient browser = HttpClient.newBuilder()
        .cookieHandler(new CookieManager())
        .followRedirects(HttpClient.Redirect.NEVER)
        .version(HttpClient.Version.HTTP_1_1)
        .build();

    private UUID request;

    private String token;

    @BeforeEach
    void atTheUpload() throws Exception {
        var northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Acme Tooling"));
        String link = northwind.inTransaction(() -> links.address(links.live(requests.get(request), Duration.ZERO)))
            .getPath();
        get(link);
        post(link + "/start", "");
        get("/journey/code");
        post("/journey/code",
                "code=" + northwind.as(() -> codes.mailed(Db.all()
                    .sql("select id from sign_in_code where request_id = ?")
                    .param(request)
                    .query(UUID.class)
                    .single())).digits());
        get("/journey/software");
        post("/journey/software", "software=xero&seen=null.null");
        String consent = get("/journey/consent");
        Matcher shown = Pattern.compile("name=\"shown\" value=\"([^\"]+)\"").matcher(consent);
        assertThat(shown.find()).isTrue();
        post("/journey/consent", "shown=" + shown.group(1) + "&products=SPEND_ANALYSIS&decide=yes&name=Dora&title=CFO");
        assertThat(get("/journey/upload")).contains("Upload files from Xero");
    }

    @Test
    void filesArriveWhole() throws Exception {
        byte[] rows = "a,b\n".repeat(2_000_000).getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = upload(new ByteArrayInputStream(form(part("bills.csv", rows))));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(get("/journey/done")).contains("Your files are uploaded", "bills.csv");
        assertThat(
                Db.all().sql("select bytes from upload where request_id = ?").param(request).query(Long.class).single())
            .isEqualTo(rows.length);
    }

    @Test
    void oneThatIsTooLargeIsNamedOnThePage() throws Exception {
        HttpResponse<String> answer = upload(new ByteArrayInputStream(form(part("huge.csv", new byte[11 * MEGABYTE]))));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("huge.csv is larger than 10 MB", "<html");
    }

    @Test
    void aFormThatIsTooLargeAsAWholeIsAPageToo() throws Exception {
        HttpResponse<String> answer = upload(new ByteArrayInputStream(form(part("huge.csv", new byte[60 * MEGABYTE]))));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("That was too large", "<html").doesNotContain("Exception");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    void aFormWithoutLengthIsMeasuredWhileItIsRead() throws Exception {
        InputStream endless = new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(head("x.csv")), new ByteArrayInputStream(new byte[60 * MEGABYTE]))));
        assertThat(upload(endless).statusCode()).isEqualTo(413);
    }

    @Test
    void thousandsOfPartsAreRefused() throws Exception {
        String parts = IntStream.range(0, 10_000)
            .mapToObj(i -> part("f" + i + ".csv", "a,b".getBytes(StandardCharsets.UTF_8)))
            .map(part -> new String(part, StandardCharsets.ISO_8859_1))
            .collect(Collectors.joining());
        HttpResponse<String> answer = upload(
                new ByteArrayInputStream(form(parts.getBytes(StandardCharsets.ISO_8859_1))));
        assertThat(answer.statusCode()).isIn(400, 413);
        assertThat(answer.body()).contains("<html").doesNotContain("Exception");
    }

    @Test
    void formsThatAreBrokenAreNotUnderstood() throws Exception {
        for (String broken : List.of("", "--" + BOUNDARY,
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"x.csv\"\r\n\r\na,b",
                "--" + BOUNDARY + "\r\n" + "X: y\r\n".repeat(10_000) + "\r\na\r\n--" + BOUNDARY + "--\r\n")) {
            HttpResponse<String> answer = upload(new ByteArrayInputStream(broken.getBytes(StandardCharsets.UTF_8)));
            assertThat(answer.statusCode()).as(broken.substring(0, Math.min(60, broken.length()))).isIn(400, 403, 413);
            assertThat(answer.body()).contains("<html").doesNotContain("Exception");
        }
        HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(uri("/journey/upload"))
            .header("Content-Type", "multipart/form-data")
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("without a boundary").isIn(400, 403);
        assertThat(Db.all()
            .sql("select count(*) from upload where request_id = ?")
            .param(request)
            .query(Long.class)
            .single()).isZero();
    }

    @Test
    void whoIsNotSignedInIsLedToTheCodeWithoutAWordOfTheFormBeingRead() throws Exception {
        HttpClient stranger = HttpClient.newHttpClient();
        HttpResponse<String> answer = stranger.send(
                uploading(new ByteArrayInputStream(form(part("x.csv", new byte[MEGABYTE])))),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/journey");
    }

    private HttpResponse<String> upload(InputStream body) throws Exception {
        return browser.send(uploading(body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest uploading(InputStream body) {
        HttpRequest.BodyPublisher publisher = body instanceof ByteArrayInputStream whole
                ? HttpRequest.BodyPublishers.ofByteArray(whole.readAllBytes())
                : HttpRequest.BodyPublishers.ofInputStream(() -> body);
        return HttpRequest.newBuilder(uri("/journey/upload"))
            .header("Accept", "text/html")
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(publisher)
            .build();
    }

    private byte[] form(byte[] parts) {
        String start = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token + "\r\n";
        return join(start.getBytes(StandardCharsets.UTF_8), parts,
                ("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] part(String name, byte[] content) {
        return join(head(name), content, "\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] head(String name) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name
                + "\"\r\nContent-Type: text/csv\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        var all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(uri(path)).GET().build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        Matcher found = TOKEN.matcher(answer.body());
        if (found.find()) {
            token = found.group(1);
        }
        return answer.body();
    }

    private void post(String path, String form) throws Exception {
        HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + token + "&" + form))
            .build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(303);
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

}
