package standin.quickbooks;

import standin.http.Answer;
import standin.http.Exchange;
import standin.http.Params;
import standin.http.Refusal;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Token, revocation and discovery. */
final class OAuthEndpoints {

    private static final String FORM = "application/x-www-form-urlencoded";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Application application;

    private final Tokens tokens;

    OAuthEndpoints(Application application, Tokens tokens) {
        this.application = application;
        this.tokens = tokens;
    }

    Answer token(Exchange call) {
        authenticate(call);
        if (!call.hasContentType(FORM)) {
            throw invalidRequest("the content type is to be " + FORM);
        }
        if (!call.query().values().isEmpty()) {
            throw invalidRequest("parameters belong into the body");
        }
        Params form = call.form();
        Map<String, Object> issued = switch (required(form, "grant_type")) {
            case "authorization_code" ->
                tokens.exchange(call, application.clientId(), required(form, "code"), required(form, "redirect_uri"));
            case "refresh_token" -> tokens.refresh(call, application.clientId(), required(form, "refresh_token"));
            default -> throw error(400, "unsupported_grant_type", "authorization_code or refresh_token");
        };
        return Answer.json(200, issued).with(Map.of("Cache-Control", "no-store", "Pragma", "no-cache"));
    }

    /** Takes JSON as documented, and a form. */
    Answer revoke(Exchange call) {
        authenticate(call);
        String token = call.hasContentType("application/json") ? tokenInJson(call.body())
                : required(call.form(), "token");
        if (!tokens.revoke(call, application.clientId(), token)) {
            throw invalidRequest("no such token");
        }
        return Answer.json(200, Map.of());
    }

    Answer discovery(String base) {
        return Answer.json(200,
                Map.of("issuer", base, "authorization_endpoint", base + "/connect/oauth2", "token_endpoint",
                        base + "/oauth2/v1/tokens/bearer", "revocation_endpoint", base + "/v2/oauth2/tokens/revoke"));
    }

    private void authenticate(Exchange call) {
        if (!call.method().equals("POST")) {
            throw new Refusal(Answer.json(405, Map.of("error", "invalid_request")).with(Map.of("Allow", "POST")));
        }
        if (!application.isShownBy(call)) {
            throw new Refusal(error(401, "invalid_client", "client id and secret by HTTP Basic").answer()
                .with(Map.of("WWW-Authenticate", "Basic realm=\"Intuit\"")));
        }
        if (!call.accepts("application/json")) {
            throw error(406, "invalid_request", "accept application/json");
        }
    }

    private static String tokenInJson(String body) {
        try {
            return JSON.readTree(body).path("token").asString("");
        }
        catch (JacksonException e) {
            throw invalidRequest("not JSON");
        }
    }

    private static String required(Params form, String name) {
        return form.one(name).orElseThrow(() -> invalidRequest(name + " is wanted, once"));
    }

    private static Refusal invalidRequest(String why) {
        return error(400, "invalid_request", why);
    }

    private static Refusal error(int status, String error, String why) {
        return new Refusal(Answer.json(status, Map.of("error", error, "error_description", why)));
    }

}
