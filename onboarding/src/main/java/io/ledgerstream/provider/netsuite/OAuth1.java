package io.ledgerstream.provider.netsuite;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests by OAuth 1.0a (RFC 5849) with HMAC-SHA256, the only method that NetSuite
 * takes. A body of JSON is no part of it.
 */
final class OAuth1 {

    private OAuth1() {
    }

    /**
     * The {@code Authorization} header.
     * @param realm the account as NetSuite writes it, not as it stands in addresses; no
     * part of what is signed
     * @param seconds since 1970; NetSuite takes five minutes to either side
     * @param nonce never used before with this token
     */
    static String header(String method, URI address, String realm, Keys keys, long seconds, String nonce) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("oauth_consumer_key", keys.consumerKey());
        parameters.put("oauth_token", keys.token());
        parameters.put("oauth_signature_method", "HMAC-SHA256");
        parameters.put("oauth_timestamp", Long.toString(seconds));
        parameters.put("oauth_nonce", nonce);
        parameters.put("oauth_version", "1.0");
        parameters.put("oauth_signature", hmac("HmacSHA256", baseString(method, address, parameters), keys));
        return "OAuth realm=\"" + encoded(realm) + "\","
                + parameters.entrySet()
                    .stream()
                    .map(one -> one.getKey() + "=\"" + encoded(one.getValue()) + "\"")
                    .collect(Collectors.joining(","));
    }

    /** RFC 5849, 3.4.1. */
    static String baseString(String method, URI address, Map<String, String> oauth) {
        List<String> pairs = new ArrayList<>(
                oauth.entrySet().stream().map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue())).toList());
        if (address.getRawQuery() != null) {
            Stream.of(address.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .map(pair -> again(pair[0]) + "=" + again(pair.length > 1 ? pair[1] : ""))
                .forEach(pairs::add);
        }
        boolean ordinary = address.getPort() == -1
                || address.getPort() == ("https".equalsIgnoreCase(address.getScheme()) ? 443 : 80);
        String place = address.getScheme().toLowerCase(java.util.Locale.ROOT) + "://"
                + address.getHost().toLowerCase(java.util.Locale.ROOT) + (ordinary ? "" : ":" + address.getPort())
                + address.getRawPath();
        return method + "&" + encoded(place) + "&" + encoded(pairs.stream().sorted().collect(Collectors.joining("&")));
    }

    static String hmac(String algorithm, String baseString, Keys keys) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec((encoded(keys.consumerSecret()) + "&" + encoded(keys.tokenSecret()))
                .getBytes(StandardCharsets.US_ASCII), algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(baseString.getBytes(StandardCharsets.US_ASCII)));
        }
        catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks " + algorithm + ".", e);
        }
    }

    /**
     * RFC 5849, 3.6: as RFC 3986 has it, so unlike a form's encoding in three characters.
     */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("*", "%2A")
            .replace("%7E", "~");
    }

    private static String again(String queryPart) {
        return encoded(URLDecoder.decode(queryPart, StandardCharsets.UTF_8));
    }

    record Keys(String consumerKey, String consumerSecret, String token, String tokenSecret) {

        @Override
        public String toString() {
            return "Keys[]";
        }
    }

}
