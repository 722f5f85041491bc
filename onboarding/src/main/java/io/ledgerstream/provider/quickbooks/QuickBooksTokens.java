package io.ledgerstream.provider.quickbooks;

import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.Tokens;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Reads a token answer, and believes none of it unseen. */
final class QuickBooksTokens {

    /** What Intuit says where the answer does not: 100 days, rolling. */
    private static final Duration REFRESH_LIFE = Duration.ofDays(100);

    private static final long LONGEST_LIFE = Duration.ofDays(3650).toSeconds();

    /** Printable and of a length that fits a header. */
    private static final String TOKEN = "[\\x21-\\x7e]{1,8192}";

    private QuickBooksTokens() {
    }

    /**
     * @param before the refresh token that was used, kept where the answer brings no new
     * one; null for a first exchange
     * @param asked when the call began, so that a token is never thought to live longer
     * than it does
     */
    static ProviderAnswer<Tokens> read(JsonNode body, String before, Instant asked) {
        if (body == null) {
            return new ProviderAnswer.Trouble<>("the token answer is empty");
        }
        String access = body.path("access_token").stringValue("");
        String refresh = body.hasNonNull("refresh_token") ? body.path("refresh_token").stringValue("") : before;
        Long life = seconds(body.get("expires_in"));
        if (!access.matches(TOKEN) || refresh == null || !refresh.matches(TOKEN) || life == null) {
            return new ProviderAnswer.Trouble<>(
                    "the token answer lacks a usable access_token, refresh_token or expires_in");
        }
        Long refreshLife = seconds(body.get("x_refresh_token_expires_in"));
        return new ProviderAnswer.Ok<>(new Tokens(access, refresh, asked.plusSeconds(life),
                asked.plus(refreshLife == null ? REFRESH_LIFE : Duration.ofSeconds(refreshLife))));
    }

    private static Long seconds(JsonNode node) {
        boolean sensible = node != null && node.isIntegralNumber() && node.canConvertToLong() && node.asLong() > 0
                && node.asLong() <= LONGEST_LIFE;
        return sensible ? node.asLong() : null;
    }

}
