package io.ledgerstream.provider.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The wire to one provider: 5 s to connect, 10 s to answer, 32 MB at most, redirects not
 * followed. Of every call its name, status and the provider's own id of the answer are
 * logged, and nothing else.
 */
public final class Wire {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private static final Duration READ = Duration.ofSeconds(10);

    /** A page of 1,000 bills with many lines is a few MB. */
    private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();

    private final String provider;

    private final String idHeader;

    private final RestClient client;

    /**
     * @param provider as logs call it
     * @param idHeader the header by which the provider's support finds an answer again
     */
    public Wire(String provider, String idHeader) {
        this.provider = provider;
        this.idHeader = idHeader;
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build());
        factory.setReadTimeout(READ);
        this.client = RestClient.builder().requestFactory(factory).build();
    }

    /**
     * @param call its name in logs, without anybody's data
     */
    public Reply send(String call, Function<RestClient, RestClient.RequestHeadersSpec<?>> request) {
        try {
            return request.apply(client).exchangeForRequiredValue((sent, answer) -> answered(call, answer));
        }
        catch (RestClientException e) {
            Throwable cause = Optional.ofNullable(e.getRootCause()).orElse(e);
            LOG.warn("{} {}: no answer ({}).", provider, call, cause.getClass().getSimpleName());
            return new Reply.Silence(cause.getClass().getSimpleName());
        }
    }

    private Reply answered(String call, ClientHttpResponse answer) throws IOException {
        int status = answer.getStatusCode().value();
        String id = harmless(answer.getHeaders().getFirst(idHeader));
        LOG.info("{} {}: {}, {} {}.", provider, call, status, idHeader, id);
        try (InputStream in = answer.getBody()) {
            byte[] body = in.readNBytes(LARGEST_ANSWER + 1);
            return new Reply.Answered(status, body.length > LARGEST_ANSWER ? null : json(body), answer.getHeaders(),
                    id);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return body.length == 0 ? null : JSON.readTree(body);
        }
        catch (JacksonException e) {
            return null;
        }
    }

    private static String harmless(String header) {
        String text = header == null ? "none" : header.replaceAll("[^A-Za-z0-9._-]", "");
        return text.substring(0, Math.min(text.length(), 64));
    }

}
