package io.ledgerstream.provider.quickbooks;

import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.wire.Reply;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What QuickBooks' answers mean. The status alone does not say it: a 200 can carry a
 * Fault, and a refusal for want of permission can come as a 400.
 */
final class QuickBooksAnswers {

    /** What a 429 means where it does not say. */
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    private static final long LONGEST_WAIT = 600;

    /**
     * "Permission denied" and "the company's subscription has ended": both need somebody
     * at the customer's.
     */
    private static final Set<String> NOT_PERMITTED = Set.of("5020", "6190");

    private QuickBooksAnswers() {
    }

    /** An answer of the API. */
    static ProviderAnswer<JsonNode> api(Reply reply) {
        return switch (reply) {
            case Reply.Silence(String why) -> new ProviderAnswer.Trouble<>("no answer: " + why);
            case Reply.Answered answered -> api(answered);
        };
    }

    /**
     * An answer of the revocation endpoint: a token that it does not take has nothing
     * left to revoke.
     */
    static ProviderAnswer<JsonNode> revocation(Reply reply) {
        return reply instanceof Reply.Answered answered && answered.status() == 400 && answered.body() != null
                ? new ProviderAnswer.AccessEnded<>() : oauth(reply);
    }

    /**
     * An answer of the token endpoint, where {@code invalid_grant} alone means that
     * access is over.
     */
    static ProviderAnswer<JsonNode> oauth(Reply reply) {
        return switch (reply) {
            case Reply.Silence(String why) -> new ProviderAnswer.Trouble<>("no answer: " + why);
            case Reply.Answered answered when answered.status() == 400 && "invalid_grant".equals(error(answered)) ->
                new ProviderAnswer.AccessEnded<>();
            case Reply.Answered answered when answered.status() == 429 -> new ProviderAnswer.Busy<>(pause(answered));
            case Reply.Answered answered when answered.status() == 200
                    && (answered.body() == null || answered.body().isObject()) ->
                new ProviderAnswer.Ok<>(answered.body());
            case Reply.Answered answered -> trouble(answered, error(answered));
        };
    }

    private static ProviderAnswer<JsonNode> api(Reply.Answered answered) {
        JsonNode fault = answered.body() == null ? null : answered.body().get("Fault");
        String type = fault == null ? "" : text(fault.path("type")).toUpperCase(java.util.Locale.ROOT);
        String code = fault == null ? "" : code(text(fault.path("Error").path(0).path("code")));
        if (answered.status() == 429) {
            return new ProviderAnswer.Busy<>(pause(answered));
        }
        if (answered.status() == 401 || type.startsWith("AUTHENTICATION")) {
            return new ProviderAnswer.AccessEnded<>();
        }
        if (answered.status() == 403 || type.startsWith("AUTHORIZATION") || NOT_PERMITTED.contains(code)) {
            return new ProviderAnswer.NotPermitted<>(code.isEmpty() ? String.valueOf(answered.status()) : code);
        }
        if (answered.status() == 200 && fault == null && answered.body() != null && answered.body().isObject()) {
            return new ProviderAnswer.Ok<>(answered.body());
        }
        return trouble(answered, fault == null ? "" : "fault " + code);
    }

    private static ProviderAnswer<JsonNode> trouble(Reply.Answered answered, String said) {
        String form = answered.body() == null ? "not JSON" : said;
        return new ProviderAnswer.Trouble<>(
                "answered " + answered.status() + " " + form + ", intuit_tid " + answered.id());
    }

    private static String error(Reply.Answered answered) {
        return answered.body() == null ? "" : code(text(answered.body().path("error")));
    }

    private static Duration pause(Reply.Answered answered) {
        String seconds = answered.headers().getFirst("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,5}")
                ? Duration.ofSeconds(Math.clamp(Long.parseLong(seconds), 1, LONGEST_WAIT)) : A_MINUTE;
    }

    private static String text(JsonNode node) {
        return node.asString("");
    }

    /** Codes end up in logs and incidents: nothing but a code may pass. */
    private static String code(String text) {
        return text.matches("[A-Za-z0-9_.-]{1,40}") ? text : "";
    }

}
