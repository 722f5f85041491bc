package io.ledgerstream.secret;

import io.ledgerstream.platform.CurrentLender;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Seals secrets before they go into a row, and opens them again: Tink AEAD under the
 * lender's own key. A sealed value is bound to lender, table, column and row; moved
 * anywhere else it does not open. The envelope names the key's version, so keys can be
 * renewed while the application runs.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Secrets {

    private static final byte FORMAT = 1;

    private static final int HEADER = 1 + Integer.BYTES;

    private final LenderKeys keys;

    Secrets(LenderKeys keys) {
        this.keys = keys;
    }

    /**
     * @throws IllegalStateException without a master key: to be asked before anybody is
     * sent to fetch a secret
     */
    public void requireKey() {
        keys.requireMaster();
    }

    /**
     * @throws IllegalStateException without a master key: nothing is stored then
     */
    public byte[] seal(Place place, String secret) {
        return sealBytes(place, secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * As {@link #seal}, for what is no text; in memory it takes twice the length on top.
     */
    public byte[] sealBytes(Place place, byte[] secret) {
        try {
            LenderKeys.Key key = keys.newest();
            byte[] sealed = key.aead().encrypt(secret, place.context());
            return ByteBuffer.allocate(HEADER + sealed.length).put(FORMAT).putInt(key.version()).put(sealed).array();
        }
        catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret for " + place + " could not be sealed.", e);
        }
    }

    /**
     * @throws IllegalStateException where it was sealed for another place, changed, or
     * its key is missing
     */
    public String open(Place place, byte[] envelope) {
        return new String(openBytes(place, envelope), StandardCharsets.UTF_8);
    }

    /** As {@link #open}, for what is no text. */
    public byte[] openBytes(Place place, byte[] envelope) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(envelope);
            if (envelope.length <= HEADER || buffer.get() != FORMAT) {
                throw new GeneralSecurityException("unknown envelope");
            }
            LenderKeys.Key key = keys.version(buffer.getInt());
            byte[] sealed = new byte[buffer.remaining()];
            buffer.get(sealed);
            return key.aead().decrypt(sealed, place.context());
        }
        catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The secret at " + place + " does not open: it was moved, changed, or its key is another.", e);
        }
    }

    /** How a value that a key of this version has sealed begins, after its first byte. */
    static byte[] mark(int version) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(version).array();
    }

    /** Where a secret is kept, within the current lender. */
    public record Place(String table, String column, UUID row) {

        private byte[] context() {
            return ("secret:v1:" + CurrentLender.required() + ":" + table + ":" + column + ":" + row)
                .getBytes(StandardCharsets.UTF_8);
        }
    }

}
