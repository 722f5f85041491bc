package local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerstream.lender.Lenders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

class LocalLedgerstreamTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whatHappenedIsThereAfterARestart(@TempDir Path directory) throws Exception {
        LocalSettings settings = settings(directory);
        var greeting = new ByteArrayOutputStream();
        try (var first = started(settings, greeting)) {
            assertThat(greeting.toString(StandardCharsets.UTF_8)).contains("Ledgerstream is running in local mode",
                    settings.baseUrl() + "/local/inbox", "admin@northwind.example", "rosa@harbour.example",
                    SampleLenders.PASSWORD);
            assertThat(first.application().getBean(Lenders.class).all()).hasSize(2);
            mail(first);
            mailIsShownWithoutRights(settings);
            theClockGoesForwardOnce(settings, first.outside());
        }
        try (var second = started(settings, greeting)) {
            assertThat(second.application().getBean(Lenders.class).all()).hasSize(2);
            assertThat(second.outside().clock().ahead()).isEqualTo(Duration.ofDays(1));
            assertThat(get(settings, "/local/inbox").body()).contains("An invitation &lt;for you&gt;");
        }
    }

    @Test
    void aPortInUseIsNamedWithTheWayToChooseAnother(@TempDir Path directory) throws IOException {
        LocalSettings settings = settings(directory);
        try (var taken = new ServerSocket(settings.netSuitePort(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalLedgerstream.requireFree(settings))
                .hasMessageContaining("port " + taken.getLocalPort() + " is in use")
                .hasMessageContaining("--local.netsuite-port=");
        }
        assertThatCode(() -> LocalLedgerstream.requireFree(settings)).doesNotThrowAnyException();
    }

    /** What it prints is kept: a run of tests shows only what failed. */
    private static LocalLedgerstream.Running started(LocalSettings settings, OutputStream printed) throws IOException {
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            return LocalLedgerstream.start(settings);
        }
        finally {
            System.setOut(before);
        }
    }

    private static void mail(LocalLedgerstream.Running running) throws Exception {
        var sender = running.application().getBean(JavaMailSender.class);
        var message = sender.createMimeMessage();
        var helper = new MimeMessageHelper(message, true, "UTF-8");
        helper.setFrom("no-reply@ledgerstream.example");
        helper.setTo("dora@acme.example");
        helper.setSubject("An invitation <for you>");
        helper.setText("http://localhost/c/token",
                "<p><a href='http://localhost/c/token'>Start</a><script>alert(1)</script></p>");
        sender.send(message);
    }

    private void mailIsShownWithoutRights(LocalSettings settings) {
        String inbox = get(settings, "/local/inbox").body();
        assertThat(inbox).contains("An invitation &lt;for you&gt;").contains("local-bar");
        String address = group(inbox, "href=\"(/local/inbox/[0-9a-f-]+)\"");
        assertThat(get(settings, address).body()).contains("<a href=\"http://localhost/c/token\">")
            .contains("sandbox")
            .doesNotContain("<script");
        HttpResponse<String> html = get(settings, address + "/html");
        assertThat(html.body()).contains("alert(1)");
        assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'")
            .contains("sandbox")
            .contains("frame-ancestors 'self'")
            .doesNotContain("script-src");
    }

    private void theClockGoesForwardOnce(LocalSettings settings, Outside outside) {
        HttpResponse<String> page = get(settings, "/local/clock");
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        String form = "by=DAY&from=PT0S&_csrf="
                + URLEncoder.encode(group(page.body(), "name=\"_csrf\" value=\"([^\"]+)\""), StandardCharsets.UTF_8);

        assertThat(post(settings, "by=DAY&from=PT0S", cookie).statusCode()).as("without CSRF token").isEqualTo(403);
        assertThat(post(settings, form, cookie).headers().firstValue("Location").orElseThrow()).endsWith("moved=true");
        assertThat(post(settings, form, cookie).headers().firstValue("Location").orElseThrow()).endsWith("moved=false");
        assertThat(outside.clock().ahead()).isEqualTo(Duration.ofDays(1));
    }

    private HttpResponse<String> get(LocalSettings settings, String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.webPort() + path)));
    }

    private HttpResponse<String> post(LocalSettings settings, String form, String cookie) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.webPort() + "/local/clock"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", cookie)
            .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
        catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String group(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static LocalSettings settings(Path directory) throws IOException {
        List<Integer> ports = freePorts(5);
        return new LocalSettings(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), directory);
    }

    /** Held until all are found: the same one could come twice. */
    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            while (sockets.size() < count) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        }
        finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

}
