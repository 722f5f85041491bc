package io.ledgerstream.provider.quickbooks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The wire to QuickBooks: two kinds of call, a POST to the token endpoints and a GET to the API. There is no other, so
 * nothing in anybody's books can be changed from here. Redirects are not followed; every answer's {@code intuit_tid} is
 * logged, since Intuit's support asks for it.
 */
@Component
class QuickBooksHttp {

    private static final Logger LOG = LoggerFactory.getLogger(QuickBooksHttp.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(10);
    /** A page of 1,000 bills with many lines is a few MB. */
    private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private final RestClient client;

    QuickBooksHttp() {
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).connectTimeout(CONNECT).build());
        factory.setReadTimeout(READ);
        this.client = RestClient.builder().requestFactory(factory).build();
    }

    /** @param body a form for the token endpoint, JSON for revocation */
    Reply post(String call, URI address, String user, String password, MediaType type, Object body) {
        return sent(call, client.post().uri(address).headers(headers -> headers.setBasicAuth(user, password))
                .accept(MediaType.APPLICATION_JSON).contentType(type).body(body));
    }

    Reply get(String call, URI address, String accessToken) {
        return sent(call, client.get().uri(address).headers(headers -> headers.setBearerAuth(accessToken))
                .accept(MediaType.APPLICATION_JSON));
    }

    private static Reply sent(String call, RestClient.RequestHeadersSpec<?> request) {
        try {
            return request.exchangeForRequiredValue((sent, answer) -> answered(call, answer));
        } catch (RestClientException e) {
            Throwable cause = Optional.ofNullable(e.getRootCause()).orElse(e);
            LOG.warn("QuickBooks {}: no answer ({}).", call, cause.getClass().getSimpleName());
            return new Reply.Silence(cause.getClass().getSimpleName());
        }
    }

    private static Reply answered(String call, ClientHttpResponse answer) throws IOException {
        int status = answer.getStatusCode().value();
        String tid = harmless(answer.getHeaders().getFirst("intuit_tid"));
        LOG.info("QuickBooks {}: {}, intuit_tid {}.", call, status, tid);
        try (InputStream in = answer.getBody()) {
            byte[] body = in.readNBytes(LARGEST_ANSWER + 1);
            return new Reply.Answered(status, body.length > LARGEST_ANSWER ? null : json(body), answer.getHeaders(), tid);
        }
    }

    /** @return null where it is not JSON: a proxy's page, a truncated answer */
    private static JsonNode json(byte[] body) {
        try {
            return body.length == 0 ? null : JSON.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String harmless(String header) {
        String text = header == null ? "none" : header.replaceAll("[^A-Za-z0-9._-]", "");
        return text.substring(0, Math.min(text.length(), 64));
    }

    sealed interface Reply {

        /** @param body null where it is not JSON */
        record Answered(int status, JsonNode body, HttpHeaders headers, String tid) implements Reply {
        }

        record Silence(String why) implements Reply {
        }
    }
}
