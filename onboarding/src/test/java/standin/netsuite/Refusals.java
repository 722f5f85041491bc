package standin.netsuite;

import java.util.List;
import java.util.Map;
import standin.http.Answer;
import standin.http.Refusal;

/** The words in which NetSuite refuses. */
final class Refusals {

    private Refusals() {
    }

    static Refusal oauth(int status, String error) {
        return new Refusal(Answer.json(status, Map.of("error", error)));
    }

    /**
     * A signed request that is not taken; which of its parts is wrong stands in the
     * header alone.
     */
    static Refusal signature(String realm, String error) {
        return new Refusal(invalidLogin().with(Map.of("WWW-Authenticate", "OAuth realm=\"" + realm + "\", error=\""
                + error + "\", error_description=\"Invalid login attempt.\"")));
    }

    static Refusal token() {
        return new Refusal(invalidLogin().with(Map.of("WWW-Authenticate",
                "Bearer error=\"invalid_token\", error_description=\"Invalid login attempt.\"")));
    }

    private static Answer invalidLogin() {
        return api(401, "Unauthorized", "INVALID_LOGIN",
                "Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > "
                        + "Users/Roles > User Management > View Login Audit Trail.")
            .answer();
    }

    static Refusal api(int status, String title, String code, String detail) {
        return new Refusal(new Answer(status, "application/vnd.oracle.resource+json; type=error", Map.of(), Answer
            .json(status,
                    Map.of("type", "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1", "title", title,
                            "status", status, "o:errorDetails", List.of(Map.of("detail", detail, "o:errorCode", code))))
            .body()));
    }

    static Refusal query(String detail) {
        return api(400, "Bad Request", "INVALID_PARAMETER",
                "Invalid search query. Detailed unprocessed description follows. " + detail);
    }

    static Refusal recordNotFound(String record) {
        return query("Search error occurred: Record '" + record + "' was not found.");
    }

    static Refusal roleMayNot() {
        return api(400, "Bad Request", "USER_ERROR",
                "Your current role does not have permission to perform this action.");
    }

    static Refusal featureOff() {
        return api(403, "Forbidden", "FeatureDisabled", "The feature is not enabled in this account.");
    }

}
