package io.ledgerstream.provider.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.provider.netsuite.OAuth1.Keys;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The examples of RFC 5849, and what NetSuite adds to them. */
@Tag("V2")
class OAuth1Test {

    private static final Keys KEYS = new Keys("dpf43f3p2l4k3l03", "kd94hf93k423kf44", "nnch734d00sl2jdk",
            "pfkkdhi9sl3r4s00");

    @Test
    void parametersAreNormalisedAsInSection3_4_1_3() {
        Map<String, String> oauth = oauth("9djdj82h48djs9d2", "kkk9d7dh3k39sjv7", "137131201", "7d8f3e4a");
        assertThat(OAuth1.baseString("POST",
                URI.create("http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2&a3=2+q"), oauth))
            .isEqualTo("POST&http%3A%2F%2Fexample.com%2Frequest&"
                    + "a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D"
                    + "%26oauth_consumer_"
                    + "key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1"
                    + "%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7");
    }

    @Test
    void theAddressIsWrittenAsInSection3_4_1_2() {
        assertThat(OAuth1.baseString("GET", URI.create("http://EXAMPLE.COM:80/r%20v/X?id=123"), Map.of()))
            .startsWith("GET&http%3A%2F%2Fexample.com%2Fr%2520v%2FX&id%3D123");
        assertThat(OAuth1.baseString("GET", URI.create("https://www.example.net:8080/?q=1"), Map.of()))
            .startsWith("GET&https%3A%2F%2Fwww.example.net%3A8080%2F&");
    }

    @Test
    void theSignatureIsThatOfSection1_2() {
        String base = OAuth1.baseString("GET",
                URI.create("http://photos.example.net/photos?file=vacation.jpg&size=original"),
                oauth(KEYS.consumerKey(), KEYS.token(), "137131202", "chapoH"));
        assertThat(OAuth1.hmac("HmacSHA1", base, KEYS)).isEqualTo("MdpQcU8iPSUjWoN/UDMsK2sui9I=");
    }

    @Test
    void theHeaderNamesTheRealmAndTheStrongerMethodAndNoSecret() {
        String header = OAuth1.header("POST",
                URI.create("https://123456-sb1.suitetalk.api.netsuite.com/services/rest/query/v1/suiteql?limit=1"),
                "123456_SB1", KEYS, 1_700_000_000, "n1");
        assertThat(header).startsWith("OAuth realm=\"123456_SB1\",oauth_consumer_key=\"dpf43f3p2l4k3l03\"")
            .contains("oauth_signature_method=\"HMAC-SHA256\"", "oauth_timestamp=\"1700000000\"",
                    "oauth_version=\"1.0\"")
            .doesNotContain(KEYS.consumerSecret(), KEYS.tokenSecret());
        assertThat(KEYS.toString()).doesNotContain(KEYS.consumerSecret(), KEYS.tokenSecret());
    }

    @Test
    void whateverStandsInASecretIsEncodedByteByByte() {
        assertThat(OAuth1.encoded("a b+c&d%e*~é")).isEqualTo("a%20b%2Bc%26d%25e%2A~%C3%A9");
    }

    private static Map<String, String> oauth(String consumerKey, String token, String time, String nonce) {
        Map<String, String> oauth = new LinkedHashMap<>();
        oauth.put("oauth_consumer_key", consumerKey);
        oauth.put("oauth_token", token);
        oauth.put("oauth_signature_method", "HMAC-SHA1");
        oauth.put("oauth_timestamp", time);
        oauth.put("oauth_nonce", nonce);
        return oauth;
    }

}
