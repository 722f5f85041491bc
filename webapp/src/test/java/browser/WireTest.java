package browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What no browser sends, spoken to the running server byte by byte: each has its status,
 * the headers of every page, and nothing of the inside.
 */
class WireTest {

    private static final String HOST = "\r\nHost: localhost\r\n";

    private static final String END = "Connection: close\r\n\r\n";

    record Hostile(String what, String request, int status) {

        @Override
        public String toString() {
            return status + " for " + what;
        }
    }

    /** These never reach the application: Tomcat refuses them. */
    static Stream<Hostile> refusedByTheContainer() {
        return Stream
            .of(new Hostile("no request line", "GARBAGE\r\n\r\n", 400),
                    new Hostile("TLS where there is none", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n", 400),
                    new Hostile("a method that is no word", "G@T / HTTP/1.1" + HOST + END, 400),
                    new Hostile("another protocol", "GET / FTP/1.1" + HOST + END, 400),
                    new Hostile("a version that there is not", "GET / HTTP/9.9" + HOST + END, 505),
                    new Hostile("a bar in the address", "GET /a|b HTTP/1.1" + HOST + END, 400),
                    new Hostile("markup in the address", "GET /<script>alert(1)</script> HTTP/1.1" + HOST + END, 400),
                    new Hostile("raw bytes in the address", "GET /\u00e9\u00ff HTTP/1.1" + HOST + END, 400),
                    new Hostile("an escape that is none", "GET /%zz HTTP/1.1" + HOST + END, 400),
                    new Hostile("NUL in the address", "GET /c/%00 HTTP/1.1" + HOST + END, 400),
                    new Hostile("a hidden slash", "GET /c/%2f HTTP/1.1" + HOST + END, 400),
                    new Hostile("out of the root", "GET /../../etc/passwd HTTP/1.1" + HOST + END, 400),
                    new Hostile("no host", "GET / HTTP/1.1\r\n" + END, 400),
                    new Hostile("two hosts", "GET / HTTP/1.1\r\nHost: a" + HOST + END, 400),
                    new Hostile("a host that is none", "GET / HTTP/1.1\r\nHost: a<b>\r\n" + END, 400),
                    new Hostile("another host in the line", "GET http://evil.example/ HTTP/1.1" + HOST + END, 400),
                    new Hostile("the way to another server",
                            "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n" + END, 501),
                    new Hostile("a header without a colon", "GET / HTTP/1.1" + HOST + "bad header\r\n" + END, 400),
                    new Hostile("a header of 20,000 characters",
                            "GET / HTTP/1.1" + HOST + "X: " + "y".repeat(20_000) + "\r\n" + END, 400),
                    new Hostile("an address of 20,000 characters",
                            "GET /" + "y".repeat(20_000) + " HTTP/1.1" + HOST + END, 400),
                    new Hostile("150 headers", "GET / HTTP/1.1" + HOST + "h: v\r\n".repeat(150) + END, 400),
                    new Hostile("two lengths",
                            "POST /sign-in HTTP/1.1" + HOST + "Content-Length: 1\r\nContent-Length: 2\r\n" + END + "x",
                            400),
                    new Hostile("a length below nothing",
                            "POST /sign-in HTTP/1.1" + HOST + "Content-Length: -1\r\n" + END, 400),
                    new Hostile("an encoding that there is not",
                            "POST /sign-in HTTP/1.1" + HOST + "Transfer-Encoding: bogus\r\n" + END, 501),
                    new Hostile("an expectation that there is not",
                            "GET /sign-in HTTP/1.1" + HOST + "Expect: the-moon\r\n" + END, 417));
    }

    /**
     * Methods that no page of ours has: Tomcat refuses the echo, our firewall all that it
     * does not know, as it refuses a mangled address.
     */
    static Stream<Hostile> methods() {
        List<Hostile> all = new ArrayList<>();
        for (String page : new String[] { "/sign-in", "/portal/companies", "/c/guessed", "/journey/consent", "/manage",
                "/webhooks/quickbooks-online", "/nowhere" }) {
            all.add(new Hostile("TRACE " + page, "TRACE " + page + " HTTP/1.1" + HOST + "X-Secret: echoed\r\n" + END,
                    405));
            for (String method : new String[] { "PROPFIND", "MKCOL", "TRACK", "get", "FOO" }) {
                all.add(new Hostile(method + " " + page, method + " " + page + " HTTP/1.1" + HOST + END, 404));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource({ "refusedByTheContainer", "methods" })
    void isRefusedWithTheHeadersOfEveryPageAndNothingOfTheInside(Hostile hostile) throws IOException {
        Answer answer = Answer.to(hostile.request());
        assertThat(answer.status()).as(answer.text()).isEqualTo(hostile.status());
        answer.isProtected();
        answer.saysNothingOfTheInside();
        assertThat(answer.text()).doesNotContain("echoed", "alert(1)", "passwd");
    }

    /**
     * An answer of that time is its text alone, without status and headers: there is
     * none. Tomcat remembers the time until it can read a request again, and would answer
     * what it cannot read, here or from anybody whom the same processor serves next, with
     * {@code 400 Bad Request} alone.
     */
    @Test
    void whoSpeaksHttpOfBeforeHeadersReadsNothing() throws IOException {
        assertThat(Answer.to("GET /sign-in\r\n\r\n").text()).isEmpty();
        assertThat(Answer.to("GET /sign-in HTTP/1.1" + HOST + END).status()).isEqualTo(200);
    }

    /**
     * The one answer that Tomcat gives from its innermost, past everything of ours: it
     * has no body, and names what any server can.
     */
    @Test
    void whatTheServerAsAWholeCanSaysNothingOfIt() throws IOException {
        Answer answer = Answer.to("OPTIONS * HTTP/1.1" + HOST + END);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        answer.saysNothingOfTheInside();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/portal/companies", "/journey/consent", "/manage/sharings",
            "/connect/quickbooks/callback" })
    void aRedirectLeadsToNoHostThatTheRequestNames(String path) throws IOException {
        Answer answer = Answer
            .to("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n" + END);
        assertThat(answer.status()).as(answer.text()).isBetween(301, 303);
        assertThat(URI.create(answer.header("location")).getHost()).isNull();
        answer.isProtected();
        answer.saysNothingOfTheInside();
        assertThat(answer.text()).doesNotContain("evil.example");
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET /webhooks/quickbooks-online", "GET /.well-known/nowhere",
            "PUT /webhooks/quickbooks-online", "GET /actuator/env", "GET /c/a;b" })
    void aMachineReadsTheStatusAndAReference(String line) throws IOException {
        Answer answer = Answer.to(line + " HTTP/1.1" + HOST + "Accept: application/json\r\n" + END);
        assertThat(answer.body()).matches("\\{\"status\":40[345],\"reference\":\"[\\w-]{12}\"}");
        assertThat(answer.body()).contains("\"status\":" + answer.status());
        answer.isProtected();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/journey/code", "/journey/again", "/journey/leave", "/manage", "/manage/code",
            "/manage/sharings/x/end" })
    void aFormWithoutItsTokenReadsThePageForIt(String path) throws IOException {
        Answer answer = Answer.to("POST " + path + " HTTP/1.1" + HOST
                + "Accept: text/html\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n" + END
                + "a=b");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("You may not do that", "stood open for too long", "Reference");
        answer.isProtected();
    }

    private record Answer(String text, String head, String body) {

        private static final Map<String, String> HEADERS = Map.of("x-content-type-options", "nosniff",
                "x-frame-options", "DENY", "referrer-policy", "no-referrer", "cross-origin-opener-policy",
                "same-origin", "cross-origin-resource-policy", "same-origin", "cache-control", "no-store");

        static Answer to(String request) throws IOException {
            URI server = URI.create(Local.address());
            try (Socket socket = new Socket(server.getHost(), server.getPort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                String text = read(socket);
                int end = text.indexOf("\r\n\r\n");
                String head = end < 0 ? "" : text.substring(0, end);
                String body = end < 0 ? text : text.substring(end + 4);
                return new Answer(text, head, body.replaceAll("(?m)^[0-9a-f]{1,4}\r\n|\r\n", "")); // sent
                                                                                                   // in
                                                                                                   // pieces,
                                                                                                   // with
                                                                                                   // their
                                                                                                   // lengths
            }
        }

        /**
         * A server that does not want the rest of what is sent ends the connection under
         * it.
         */
        private static String read(Socket socket) throws IOException {
            var answer = new java.io.ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            }
            catch (SocketException reset) {
                assertThat(answer.size()).as("answered before the end: %s", reset).isPositive();
            }
            return answer.toString(StandardCharsets.UTF_8);
        }

        int status() {
            assertThat(head).matches("(?s)HTTP/1\\.1 \\d{3} .*");
            return Integer.parseInt(head.substring(9, 12));
        }

        String header(String name) {
            return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .reduce((one, other) -> one + " AND " + other)
                .orElse(null);
        }

        void isProtected() {
            assertThat(header("content-security-policy")).as(text)
                .startsWith("default-src 'none'; script-src 'nonce-")
                .doesNotContain(" AND ");
            HEADERS.forEach((name, value) -> assertThat(header(name)).as(name).isEqualTo(value));
        }

        void saysNothingOfTheInside() {
            assertThat(header("server")).isNull();
            assertThat(header("x-powered-by")).isNull();
            assertThat(text).doesNotContainIgnoringCase("tomcat")
                .doesNotContainIgnoringCase("apache")
                .doesNotContain("HTTP Status", "java.", "Exception", "\tat ", "coyote");
        }
    }

}
