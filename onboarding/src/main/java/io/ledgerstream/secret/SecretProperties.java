package io.ledgerstream.secret;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param masterKeys by version, Base64: 32 random bytes, or a Tink AEAD keyset in its
 * binary form. Older ones stay configured until every lender's key has been wrapped
 * again. Kept outside the database and its backups. Without any, nothing that needs a
 * secret works and the rest stays up.
 * @param wrapWith the version that wraps; the highest where not set. Set to the old one
 * while a new one is brought to all nodes, so that none wraps with a key that another
 * cannot use yet
 * @param renewLenderKeysAfter a lender's key that is older is replaced, and what it has
 * sealed is sealed again
 */
@ConfigurationProperties("ledgerstream.secrets")
record SecretProperties(@DefaultValue Map<Integer, String> masterKeys, Integer wrapWith,
        @DefaultValue("365d") Duration renewLenderKeysAfter) {
}
