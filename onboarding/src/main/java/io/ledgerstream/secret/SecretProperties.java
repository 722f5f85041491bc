package io.ledgerstream.secret;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param masterKeys by version, Base64: 32 random bytes, or a Tink AEAD keyset in its binary form. The highest version
 *                   wraps; older ones stay configured until every lender's key has been wrapped again. Kept outside the
 *                   database and its backups. Without any, nothing that needs a secret works and the rest stays up.
 */
@ConfigurationProperties("ledgerstream.secrets")
record SecretProperties(@DefaultValue Map<Integer, String> masterKeys) {
}
