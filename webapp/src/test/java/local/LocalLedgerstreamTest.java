package local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.lender.Lenders;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
        var settings = new LocalSettings(freePort(), freePort(), freePort(), freePort(), freePort(), directory);
        try (var first = LocalLedgerstream.start(settings)) {
            assertThat(first.application().getBean(Lenders.class).all()).hasSize(2);
            mail(first);
            mailIsShownWithoutRights(settings);
            theClockGoesForwardOnce(settings, first.outside());
        }
        try (var second = LocalLedgerstream.start(settings)) {
            assertThat(second.application().getBean(Lenders.class).all()).hasSize(2);
            assertThat(second.outside().clock().ahead()).isEqualTo(Duration.ofDays(1));
            assertThat(get(settings, "/local/inbox").body()).contains("An invitation &lt;for you&gt;");
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

}
