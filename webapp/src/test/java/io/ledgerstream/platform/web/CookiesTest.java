package io.ledgerstream.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.platform.LedgerstreamProperties;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/**
 * What a browser holds to where TLS is, as in production; every other test speaks
 * without.
 */
@Tag("C4")
class CookiesTest {

    @Test
    void whereTlsIsACookieIsOfThisHostAloneAndUnreadableForScripts() {
        Cookies cookies = new Cookies(at("https://data.northwind.example"));
        assertThat(cookies.name("visit")).isEqualTo("__Host-visit");
        assertThat(cookies.make("visit", "x", Duration.ofSeconds(-1)).toString())
            .isEqualTo("__Host-visit=x; Path=/; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void withoutTlsItIsTheSameButForThePrefixThatWouldNotBeTaken() {
        assertThat(new Cookies(at("http://localhost:8080")).make("visit", "x", Duration.ofSeconds(-1)).toString())
            .isEqualTo("visit=x; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void theBrowserIsToldToStayWithTlsOnceItIsThere() throws Exception {
        assertThat(transportSecurity("https://data.northwind.example"))
            .isEqualTo("max-age=31536000; includeSubDomains");
        assertThat(transportSecurity("http://localhost:8080")).isNull();
    }

    private static String transportSecurity(String address) throws Exception {
        var response = new MockHttpServletResponse();
        new PageHeaders(at(address)).doFilter(new MockHttpServletRequest("GET", "/manage"), response,
                new MockFilterChain());
        return response.getHeader("Strict-Transport-Security");
    }

    private static LedgerstreamProperties at(String address) {
        return new LedgerstreamProperties(URI.create(address),
                new LedgerstreamProperties.Mail("a@b.example", "a@b.example", 2000), Map.of());
    }

}
