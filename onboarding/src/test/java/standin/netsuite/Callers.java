package standin.netsuite;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import standin.http.Exchange;
import standin.netsuite.State.Integration;
import standin.netsuite.State.Role;
import standin.netsuite.State.Token;

/**
 * Who calls the API: by an access token, or by a signature of OAuth 1.0a, checked here
 * anew from the request as it came.
 */
final class Callers {

    private static final Pattern PART = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    private static final long FIVE_MINUTES = 300;

    private final State state;

    private final Clock clock;

    Callers(State state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    Role role(SampleAccount account, Exchange call, String address) {
        String authorization = call.header("Authorization").orElse("");
        return authorization.startsWith("OAuth ") ? signed(account, call, address, authorization)
                : bearer(account, authorization);
    }

    private Role bearer(SampleAccount account, String authorization) {
        Token token = state.token(authorization.startsWith("Bearer ") ? authorization.substring(7) : "")
            .filter(one -> one.kind().equals("access") && !one.revoked() && one.account().equals(account.id())
                    && clock.instant().isBefore(one.expires()))
            .orElseThrow(Refusals::token);
        Integration integration = state.integration(token.clientId())
            .filter(one -> !one.blocked())
            .orElseThrow(Refusals::token);
        return state.role(token.role())
            .filter(role -> integration.account().equals(role.account()))
            .orElseThrow(Refusals::token);
    }

    private Role signed(SampleAccount account, Exchange call, String address, String authorization) {
        Map<String, String> parts = new TreeMap<>();
        Matcher found = PART.matcher(authorization);
        while (found.find()) {
            parts.put(found.group(1), URLDecoder.decode(found.group(2), StandardCharsets.UTF_8));
        }
        String realm = parts.getOrDefault("realm", "");
        if (!realm.equals(account.id()) || !"1.0".equals(parts.get("oauth_version"))) {
            throw Refusals.signature(realm, "parameter_rejected");
        }
        if (!"HMAC-SHA256".equals(parts.get("oauth_signature_method"))) {
            throw Refusals.signature(realm, "signature_method_rejected");
        }
        long apart = Math
            .abs(System.currentTimeMillis() / 1000 - Long.parseLong(parts.getOrDefault("oauth_timestamp", "0")));
        if (apart > FIVE_MINUTES || state.isOn(account.id(), "CLOCK_APART")) {
            throw Refusals.signature(realm, "timestamp_refused");
        }
        Integration integration = state.integration(parts.getOrDefault("oauth_consumer_key", ""))
            .filter(one -> one.account().equals(account.id()))
            .orElseThrow(() -> Refusals.signature(realm, "consumer_key_unknown"));
        if (integration.blocked() || !integration.grants().contains("tba")) {
            throw Refusals.signature(realm, "consumer_key_refused");
        }
        Token token = state.token(parts.getOrDefault("oauth_token", ""))
            .filter(one -> one.kind().equals("tba") && one.clientId().equals(integration.clientId()))
            .orElseThrow(() -> Refusals.signature(realm, "token_rejected"));
        if (token.revoked()) {
            throw Refusals.signature(realm, "token_revoked");
        }
        if (!MessageDigest.isEqual(bytes(signature(call, address, parts, integration.clientSecret(), token.secret())),
                bytes(parts.getOrDefault("oauth_signature", "")))) {
            throw Refusals.signature(realm, "signature_invalid");
        }
        if (!state.nonce(token.value() + parts.get("oauth_timestamp") + parts.get("oauth_nonce"))) {
            throw Refusals.signature(realm, "nonce_used");
        }
        Role role = state.role(token.role()).orElseThrow(() -> Refusals.signature(realm, "permission_denied"));
        if (!role.permissions().contains(Permission.LOG_IN_USING_ACCESS_TOKENS)) {
            throw Refusals.signature(realm, "permission_denied");
        }
        return role;
    }

    private static String signature(Exchange call, String address, Map<String, String> parts, String consumerSecret,
            String tokenSecret) {
        Stream<String> own = parts.entrySet()
            .stream()
            .filter(part -> part.getKey().startsWith("oauth_") && !part.getKey().equals("oauth_signature"))
            .map(part -> percent(part.getKey()) + "=" + percent(part.getValue()));
        Stream<String> query = call.query()
            .values()
            .entrySet()
            .stream()
            .flatMap(pair -> pair.getValue().stream().map(value -> percent(pair.getKey()) + "=" + percent(value)));
        String base = call.method() + "&" + percent(address) + "&"
                + percent(Stream.concat(own, query).sorted().collect(Collectors.joining("&")));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(percent(consumerSecret) + "&" + percent(tokenSecret)), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(bytes(base)));
        }
        catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String percent(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : bytes(text)) {
            char c = (char) (one & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                    || "-._~".indexOf(c) >= 0;
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", one));
        }
        return encoded.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
