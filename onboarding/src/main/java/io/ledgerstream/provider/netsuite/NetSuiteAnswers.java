package io.ledgerstream.provider.netsuite;

import static java.util.Map.entry;

import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.wire.Reply;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What NetSuite's answers mean, so that a customer reads which box to tick and not
 * "invalid login". Only NetSuite's own words mean anything: what something on the way
 * answers in its place is trouble, whatever its status.
 */
final class NetSuiteAnswers {

    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private static final long LONGEST_WAIT = 600;

    /** As {@code WWW-Authenticate} names them where a signed request is refused. */
    private static final Map<String, NetSuiteReason> SIGNED = Map.ofEntries(
            entry("consumer_key_unknown", NetSuiteReason.UNKNOWN_KEY),
            entry("consumer_key_refused", NetSuiteReason.INTEGRATION_BLOCKED),
            entry("signature_invalid", NetSuiteReason.WRONG_SECRET),
            entry("token_unknown", NetSuiteReason.TOKEN_UNKNOWN), entry("token_rejected", NetSuiteReason.TOKEN_UNKNOWN),
            entry("token_revoked", NetSuiteReason.TOKEN_REVOKED), entry("token_expired", NetSuiteReason.TOKEN_REVOKED),
            entry("timestamp_refused", NetSuiteReason.CLOCK_APART),
            entry("permission_denied", NetSuiteReason.ROLE_WITHOUT_LOGIN));

    private static final Pattern ERROR = Pattern.compile("\\berror=\"([a-z_]{1,40})\"");

    private static final Pattern NO_RECORD = Pattern.compile("(?s).*Record '([A-Za-z]{1,40})' was not found.*");

    private NetSuiteAnswers() {
    }

    /**
     * An answer of the API, to a request that was {@code signed} or bore an access token.
     */
    static ProviderAnswer<JsonNode> api(Reply reply, boolean signed) {
        return switch (reply) {
            case Reply.Silence(String why) -> new ProviderAnswer.Trouble<>("no answer: " + why);
            case Reply.Answered answered when answered.status() == 429 -> new ProviderAnswer.Busy<>(pause(answered));
            case Reply.Answered answered when answered.status() == 401 && own(answered) ->
                signed ? notSignedIn(answered) : tokenRefused(answered);
            case Reply.Answered answered when answered.status() == 200 && answered.body() != null
                    && answered.body().isObject() ->
                new ProviderAnswer.Ok<>(answered.body());
            case Reply.Answered answered -> refused(answered);
        };
    }

    /** An answer of the token endpoint, to a signed assertion. */
    static ProviderAnswer<JsonNode> assertion(Reply reply) {
        return token(reply, NetSuiteReason.CERTIFICATE_REFUSED.answer(), NetSuiteReason.UNKNOWN_KEY.answer());
    }

    /**
     * An answer of the token endpoint, to a code or a refresh token with the customer's
     * client secret.
     */
    static ProviderAnswer<JsonNode> grant(Reply reply) {
        return token(reply, new ProviderAnswer.AccessEnded<>(), NetSuiteReason.WRONG_SECRET.answer());
    }

    private static ProviderAnswer<JsonNode> token(Reply reply, ProviderAnswer<JsonNode> invalidGrant,
            ProviderAnswer<JsonNode> invalidClient) {
        if (!(reply instanceof Reply.Answered answered)) {
            return new ProviderAnswer.Trouble<>("no answer: " + ((Reply.Silence) reply).why());
        }
        if (answered.status() == 200 && answered.body() != null) {
            return new ProviderAnswer.Ok<>(answered.body());
        }
        if (answered.status() == 429) {
            return new ProviderAnswer.Busy<>(pause(answered));
        }
        String error = answered.body() == null || answered.status() >= 500 ? ""
                : answered.body().path("error").asString("");
        return switch (error) {
            case "invalid_grant" -> invalidGrant;
            case "invalid_request" ->
                invalidGrant instanceof ProviderAnswer.Misconfigured ? invalidGrant : trouble(answered, error);
            case "invalid_client" -> invalidClient;
            case "unauthorized_client", "unsupported_grant_type" -> NetSuiteReason.GRANT_OFF.answer();
            case "invalid_scope" -> NetSuiteReason.SCOPE_OFF.answer();
            default -> refused(answered);
        };
    }

    private static ProviderAnswer<JsonNode> notSignedIn(Reply.Answered answered) {
        String error = error(answered);
        if (error.equals("nonce_used")) {
            return trouble(answered, error); // a new one will do
        }
        if (featureOff(answered)) {
            return NetSuiteReason.FEATURE_OFF.answer();
        }
        return SIGNED.getOrDefault(error, NetSuiteReason.LOGIN_REFUSED).answer();
    }

    /** A token that has ended is renewed; what is behind it says the renewal. */
    private static ProviderAnswer<JsonNode> tokenRefused(Reply.Answered answered) {
        return featureOff(answered) ? NetSuiteReason.FEATURE_OFF.answer() : new ProviderAnswer.AccessEnded<>();
    }

    private static ProviderAnswer<JsonNode> refused(Reply.Answered answered) {
        String detail = detail(answered, "detail");
        String code = code(answered);
        Matcher record = NO_RECORD.matcher(detail);
        if (record.matches()) {
            return new ProviderAnswer.NotPermitted<>(record.group(1).toLowerCase(Locale.ROOT));
        }
        if (featureOff(answered)) {
            return NetSuiteReason.FEATURE_OFF.answer();
        }
        if (code.equals("INSUFFICIENT_PERMISSION") || (answered.status() == 403 && own(answered))
                || detail.contains("role does not have permission")) {
            return (detail.contains("SuiteAnalytics Workbook") ? NetSuiteReason.ROLE_WITHOUT_WORKBOOK
                    : NetSuiteReason.ROLE_WITHOUT_REST)
                .answer();
        }
        return trouble(answered, code);
    }

    private static boolean own(Reply.Answered answered) {
        return (answered.body() != null && answered.body().path("o:errorDetails").path(0).isObject())
                || !error(answered).isEmpty();
    }

    private static boolean featureOff(Reply.Answered answered) {
        String code = code(answered);
        return code.equals("FeatureDisabled") || code.equals("FEATURE_DISABLED") || code.equals("SSS_FEATURE_DISABLED");
    }

    private static ProviderAnswer<JsonNode> trouble(Reply.Answered answered, String said) {
        return new ProviderAnswer.Trouble<>("answered " + answered.status() + " "
                + (answered.body() == null ? "not JSON" : said) + ", id " + answered.id());
    }

    /**
     * NetSuite's own code of what is wrong; nothing but a code may pass, since it ends up
     * in logs and incidents.
     */
    private static String code(Reply.Answered answered) {
        String code = detail(answered, "o:errorCode");
        return code.matches("[A-Za-z0-9_.-]{1,60}") ? code : "";
    }

    private static String detail(Reply.Answered answered, String field) {
        return answered.body() == null ? "" : answered.body().path("o:errorDetails").path(0).path(field).asString("");
    }

    private static String error(Reply.Answered answered) {
        Matcher error = ERROR.matcher(String.join(" ", answered.headers().getOrEmpty("WWW-Authenticate")));
        return error.find() ? error.group(1) : "";
    }

    private static Duration pause(Reply.Answered answered) {
        String seconds = answered.headers().getFirst("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,5}")
                ? Duration.ofSeconds(Math.clamp(Long.parseLong(seconds), 1, LONGEST_WAIT)) : A_WHILE;
    }

}
