package io.ledgerstream.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.FixtureConfiguration;
import fixture.LoggedText;
import fixture.StandIns;
import io.ledgerstream.Ledgerstream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/**
 * What the server does not understand it would quote in its log, links and sessions among
 * it; each once a day, so that its level is looked at too.
 */
@SpringBootTest(classes = { Ledgerstream.class, FixtureConfiguration.class },
        properties = "ledgerstream.workers.enabled=false", webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = StandIns.class)
@Tag("L1")
class NothingSentIsLoggedTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {
                    "GET /c/heard-of-by-nobody{ HTTP/1.1~Host: localhost~~ | org.apache.coyote.http11.Http11Processor",
                    "GET /sign-in HTTP/1.1~Host: localhost~heard-of-by-nobody: {~heard of-by-nobody~~ | "
                            + "org.apache.coyote.http11.Http11InputBuffer",
                    "GET /sign-in HTTP/1.1~Host: localhost~Cookie: visit=\"heard-of-by-nobody~Connection: close~~ | "
                            + "org.apache.tomcat.util.http.Rfc6265CookieProcessor",
                    "GET /sign-in?to=%zzheard-of-by-nobody HTTP/1.1~Host: localhost~Connection: close~~ | "
                            + "org.apache.tomcat.util.http.Parameters" })
    void whatIsNotUnderstoodIsNotQuoted(String sent, String logger) throws IOException {
        try (var log = new LoggedText(); Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(sent.replace("~", "\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .startsWith("HTTP/1.1 ");
            assertThat(log.toString()).doesNotContain("heard-of-by-nobody", "of-by-nobody");
        }
        assertThat(LoggerFactory.getLogger(logger).isInfoEnabled()).as("its level").isFalse();
    }

}
