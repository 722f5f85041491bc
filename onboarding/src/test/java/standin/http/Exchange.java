package standin.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A call as the endpoints see it. */
public final class Exchange {

    private final HttpExchange http;

    private final byte[] body;

    private String realmId;

    private String grantId;

    public Exchange(HttpExchange http) throws IOException {
        this.http = http;
        this.body = http.getRequestBody().readNBytes(100_000);
    }

    public String method() {
        return http.getRequestMethod();
    }

    public String path() {
        return http.getRequestURI().getRawPath();
    }

    /** Path with query, for people to read. */
    public String target() {
        String query = http.getRequestURI().getRawQuery();
        if (query == null) {
            return path();
        }
        try {
            return path() + "?" + URLDecoder.decode(query, StandardCharsets.UTF_8);
        }
        catch (IllegalArgumentException e) {
            return path() + "?" + query;
        }
    }

    public Params query() {
        return Params.parse(http.getRequestURI().getRawQuery());
    }

    public Params form() {
        return Params.parse(body());
    }

    public String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(http.getRequestHeaders().getFirst(name));
    }

    public boolean hasContentType(String type) {
        return header("Content-Type").map(value -> value.toLowerCase(Locale.ROOT).split(";")[0].strip())
            .filter(type::equals)
            .isPresent();
    }

    public boolean accepts(String type) {
        return header("Accept").map(value -> value.toLowerCase(Locale.ROOT))
            .filter(value -> value.contains(type))
            .isPresent();
    }

    public void concerns(String realm, String grant) {
        realmId = realm;
        grantId = grant;
    }

    public String realmId() {
        return realmId;
    }

    public String grantId() {
        return grantId;
    }

    public void send(Answer answer) throws IOException {
        http.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(http.getResponseHeaders()::set);
        boolean empty = answer.body().length == 0 || method().equals("HEAD");
        http.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
        if (!empty) {
            http.getResponseBody().write(answer.body());
        }
        http.close();
    }

    /** Ends the connection without a word. */
    public void drop() {
        http.close();
    }

}
