package io.ledgerstream.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.PageTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

class EveryAnswerTest extends PageTest {

    private static final Pattern STYLESHEET = Pattern.compile("href=\"(/css/ledgerstream-[0-9a-f]{32}\\.css)\"");

    @ParameterizedTest
    @ValueSource(strings = { "/sign-in", "/portal/companies", "/nowhere", "/css/ledgerstream.css", "/actuator/health",
            "/portal/nowhere" })
    void carriesTheHeadersThatProtectIt(String path) {
        assertThat(pages.get().uri(path)).headers()
            .hasHeaderSatisfying("Content-Security-Policy", policy -> assertThat(policy).singleElement()
                .asString()
                .matches("default-src 'none'; script-src 'nonce-[\\w-]{22}'; style-src 'self'; img-src 'self' data:; "
                        + "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
                        + "frame-ancestors 'none'"))
            .hasValue("X-Content-Type-Options", "nosniff")
            .hasValue("Referrer-Policy", "no-referrer")
            .hasValue("Cross-Origin-Opener-Policy", "same-origin");
    }

    @Test
    void pagesAreNotKeptAndFilesAreKeptForAYear() throws Exception {
        var page = pages.get().uri("/sign-in").exchange();
        assertThat(page).headers().hasValue("Cache-Control", "no-store");
        var link = STYLESHEET.matcher(page.getResponse().getContentAsString());
        assertThat(link.find()).isTrue();
        var sheet = pages.get().uri(link.group(1)).exchange();
        assertThat(sheet).hasStatusOk().headers().hasValue("Cache-Control", "max-age=31536000");
        assertThat(sheet).bodyText().contains("/webjars/picocss__pico/2.1.1/css/pico.min.css");
    }

    @Test
    void theStyleBelowOursIsThere() {
        assertThat(pages.get().uri("/webjars/picocss__pico/css/pico.min.css")).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/nowhere", "/portal.bak", "/actuator", "/actuator/env", "/actuator/metrics", "/error",
            "/css", "/css/", "/v3/api-docs" })
    void thereIsNothingElse(String path) {
        var answer = pages.get().uri(path).exchange();
        assertThat(answer).hasStatus(404);
    }

    @Test
    void healthIsPublic() {
        assertThat(pages.get().uri("/actuator/health/liveness")).hasStatusOk();
    }

    @Test
    void aParameterGivenTwiceIsRefused() {
        assertThat(pages.post().uri("/sign-in").with(csrf()).param("email", "a", "b")).hasStatus(400);
    }

    @Test
    void theCharacterNulIsRefused() {
        assertThat(pages.post().uri("/sign-in").with(csrf()).param("email", "a\0b")).hasStatus(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/manage", "/manage/code", "/manage/sharings", "/journey/code", "/journey/consent",
            "/journey/decline", "/journey/help", "/journey/leave", "/for-it" })
    void onCustomersPagesNeither(String path) {
        for (HttpMethod method : List.of(HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH)) {
            assertThat(pages.method(method).uri(path).with(csrf())).as(method.name()).hasStatus(405);
        }
        assertThat(pages.post().uri(path).with(csrf()).param("name", "a", "b")).as("a field given twice")
            .hasStatus(400);
    }

    @Test
    void otherMethodsAreNotAllowed() {
        assertThat(pages.put().uri("/sign-in").with(csrf())).hasStatus(405);
        assertThat(pages.delete().uri("/portal/companies").with(csrf())).hasStatus(302);
    }

}
