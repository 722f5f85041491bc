package io.ledgerstream.secret;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The keys that wrap the lenders' keys. They come from configuration and are in no
 * database.
 */
@Component
class MasterKeys {

    private static final int RAW_KEY = 32;

    private final TreeMap<Integer, Aead> byVersion;

    private final Integer wrapWith;

    MasterKeys(SecretProperties properties) throws GeneralSecurityException {
        AeadConfig.register();
        this.wrapWith = properties.wrapWith();
        this.byVersion = properties.masterKeys()
            .entrySet()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, key -> aead(key.getKey(), key.getValue()), (a, b) -> a,
                    TreeMap::new));
    }

    /**
     * @throws IllegalStateException where none is configured: better no service than a
     * secret in clear
     */
    int currentVersion() {
        if (wrapWith != null) {
            version(wrapWith);
            return wrapWith;
        }
        return Optional.ofNullable(byVersion.lastEntry())
            .map(Map.Entry::getKey)
            .orElseThrow(
                    () -> new IllegalStateException("No master key is configured, so nothing secret can be kept: set "
                            + "ledgerstream.secrets.master-keys.1 to the Base64 of 32 random bytes."));
    }

    /**
     * @throws IllegalStateException where that version is not configured (any more)
     */
    Aead version(int version) {
        return Optional.ofNullable(byVersion.get(version))
            .orElseThrow(() -> new IllegalStateException("Master key " + version
                    + " is not configured, but secrets depend on it: set ledgerstream.secrets.master-keys." + version
                    + " again."));
    }

    private static Aead aead(int version, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            KeysetHandle handle = bytes.length == RAW_KEY ? raw(bytes) : TinkProtoKeysetFormat.parseKeyset(bytes,
                    InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
            return handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
        }
        catch (IllegalArgumentException | GeneralSecurityException e) {
            // Without the cause: its text may quote the key.
            throw new IllegalStateException("ledgerstream.secrets.master-keys." + version
                    + " is neither the Base64 of 32 bytes nor of a Tink keyset.");
        }
    }

    @AccessesPartialKey
    private static KeysetHandle raw(byte[] key) throws GeneralSecurityException {
        AesGcmParameters parameters = AesGcmParameters.builder()
            .setKeySizeBytes(RAW_KEY)
            .setIvSizeBytes(12)
            .setTagSizeBytes(16)
            .setVariant(AesGcmParameters.Variant.NO_PREFIX)
            .build();
        AesGcmKey imported = AesGcmKey.builder()
            .setParameters(parameters)
            .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
            .build();
        return KeysetHandle.newBuilder()
            .addEntry(KeysetHandle.importKey(imported).withRandomId().makePrimary())
            .build();
    }

}
