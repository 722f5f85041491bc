package standin.quickbooks;

import standin.http.Answer;
import standin.http.Refusal;
import java.util.List;
import java.util.Map;

/** Errors as the accounting API words them. */
final class Faults {

    private Faults() {
    }

    static Answer fault(int status, String type, String code, String message, String detail) {
        return Answer.json(status, Map.of("Fault",
                Map.of("Error", List.of(Map.of("Message", message, "Detail", detail, "code", code)), "type", type)));
    }

    static Refusal unauthenticated(String detail) {
        return new Refusal(fault(401, "AuthenticationFault", "3200",
                "message=ApplicationAuthenticationFailed; errorCode=003200; statusCode=401", detail)
            .with(Map.of("WWW-Authenticate", "Bearer realm=\"Intuit\", error=\"invalid_token\"")));
    }

    static Refusal unauthorized() {
        return new Refusal(fault(403, "AuthorizationFault", "3100",
                "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403",
                "the token is another company's"));
    }

    static Refusal invalid(String code, String message, String detail) {
        return new Refusal(fault(400, "ValidationFault", code, message, detail));
    }

    static Refusal notParsed(String detail) {
        return invalid("4000", "Error parsing query", "QueryParserError: " + detail);
    }

    static Refusal notValid(String detail) {
        return invalid("4001", "Invalid query", "QueryValidationError: " + detail);
    }

    static Answer throttled() {
        return fault(429, "SystemFault", "3001", "message=ThrottleExceeded; errorCode=003001; statusCode=429",
                "too many requests");
    }

}
