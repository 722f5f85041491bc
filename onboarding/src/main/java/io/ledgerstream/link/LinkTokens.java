package io.ledgerstream.link;

import io.ledgerstream.platform.LedgerstreamProperties;
import io.ledgerstream.platform.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Derives what a mail carries in the clear (link tokens, sign-in codes) from ids and a
 * key that lies outside the database: a retry after a crash mails the same, and a dump of
 * the database holds none.
 */
@Component
class LinkTokens {

    private static final int MARK_LENGTH = 19;

    private final Map<Integer, SecretKeySpec> keys;

    LinkTokens(LedgerstreamProperties properties) {
        keys = properties.linkKeys()
            .entrySet()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> key(e.getValue())));
        if (keys.isEmpty()) {
            throw new IllegalStateException(
                    "ledgerstream.link-keys needs at least one key, as ledgerstream.link-keys.1=<Base64, 32 bytes>.");
        }
    }

    /** The version that makes new links and codes. */
    int currentVersion() {
        return Collections.max(keys.keySet());
    }

    /** 256 bits, base64url without padding: 43 characters. */
    String token(UUID linkId, int keyVersion) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(derive(keyVersion, "link:v1:" + linkId));
    }

    /** Eight digits. */
    String code(UUID codeId, int keyVersion) {
        byte[] derived = derive(keyVersion, "code:v1:" + codeId);
        long number = 0;
        for (int i = 0; i < 7; i++) {
            number = (number << 8) | (derived[i] & 0xff);
        }
        return "%08d".formatted(number % 100_000_000);
    }

    /**
     * Whether this version's key was taken out since: nothing fits it any more. One that
     * is not known here yet is none, and its use an error.
     */
    boolean retired(int keyVersion) {
        return keyVersion < currentVersion() && !keys.containsKey(keyVersion);
    }

    /** Every version that is configured. */
    Set<Integer> versions() {
        return keys.keySet();
    }

    /**
     * What proves that an address for bounces was made here: 96 bits, 19 letters and
     * digits, since case is lost on the way.
     */
    String mark(UUID mailId, int keyVersion) {
        byte[] derived = derive(keyVersion, "bounce:v1:" + mailId);
        String digits = new BigInteger(1, derived, 0, 12).toString(Character.MAX_RADIX);
        return "0".repeat(MARK_LENGTH - digits.length()) + digits;
    }

    /**
     * The token of a visit whose code was accepted: 43 characters. Derived, so that the
     * same code entered twice by a double click gives the same; the key keeps it from
     * whoever may have planted the token before.
     */
    String visit(UUID visitId, UUID codeId, int keyVersion) {
        return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(derive(keyVersion, "visit:v1:" + visitId + ":" + codeId));
    }

    static byte[] hash(String token) {
        return Sha256.of(token);
    }

    private byte[] derive(int keyVersion, String what) {
        SecretKeySpec key = keys.get(keyVersion);
        if (key == null) {
            throw new IllegalStateException(
                    "The link key of version " + keyVersion + " is not configured, but live links were made with it.");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(what.getBytes(StandardCharsets.UTF_8));
        }
        catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks HmacSHA256.", e);
        }
    }

    private static SecretKeySpec key(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (bytes.length < 32) {
            throw new IllegalStateException("A link key needs at least 32 bytes, but has " + bytes.length + ".");
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

}
