package standin.quickbooks;

import standin.http.Params;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the stand-in that can also do it wrong. */
final class Caller {

    static final String CALLBACK = "http://localhost:8080/connect/quickbooks/callback";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StandInQuickBooks quickBooks;

    private final HttpClient http = HttpClient.newHttpClient();

    Caller(StandInQuickBooks quickBooks) {
        this.quickBooks = quickBooks;
        quickBooks.registerRedirect(CALLBACK);
    }

    record Tokens(String access, String refresh, JsonNode answer) {
    }

    URI authorizeUri(Map<String, String> changes) {
        var parameters = new java.util.TreeMap<>(Map.of("client_id", quickBooks.clientId(), "response_type", "code",
                "scope", "com.intuit.quickbooks.accounting", "redirect_uri", CALLBACK, "state", "a state&more"));
        parameters.putAll(changes);
        return URI.create(quickBooks.base() + "/connect/oauth2?" + encoded(parameters));
    }

    String code(SampleCompany company) {
        return Params.parse(quickBooks.allow(authorizeUri(Map.of()), company).getRawQuery()).one("code").orElseThrow();
    }

    HttpResponse<String> exchange(String code, String redirectUri) {
        return token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri));
    }

    HttpResponse<String> refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    Tokens connect(SampleCompany company) {
        return tokens(exchange(code(company), CALLBACK));
    }

    static Tokens tokens(HttpResponse<String> response) {
        JsonNode answer = json(response);
        return new Tokens(answer.path("access_token").asString(), answer.path("refresh_token").asString(), answer);
    }

    HttpResponse<String> token(Map<String, String> form) {
        return post("/oauth2/v1/tokens/bearer", "application/x-www-form-urlencoded", basic(quickBooks.clientSecret()),
                encoded(form));
    }

    HttpResponse<String> revoke(String token) {
        return post("/v2/oauth2/tokens/revoke", "application/json", basic(quickBooks.clientSecret()),
                "{\"token\":\"" + token + "\"}");
    }

    String basic(String secret) {
        return "Basic " + Base64.getEncoder()
            .encodeToString((quickBooks.clientId() + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(String path, String contentType, String authorization, String body) {
        return send(HttpRequest.newBuilder(URI.create(quickBooks.base() + path))
            .header("Authorization", authorization)
            .header("Accept", "application/json")
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(SampleCompany company, String access, String path) {
        return send(HttpRequest.newBuilder(URI.create(quickBooks.base() + "/v3/company/" + company.realmId() + path))
            .header("Authorization", "Bearer " + access)
            .header("Accept", "application/json"));
    }

    HttpResponse<String> query(SampleCompany company, String access, String query) {
        return get(company, access, "/query?minorversion=75&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
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

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static String encoded(Map<String, String> parameters) {
        return parameters.entrySet()
            .stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    }

}
