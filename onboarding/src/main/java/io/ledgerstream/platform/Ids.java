package io.ledgerstream.platform;

import java.security.SecureRandom;
import java.util.UUID;

import org.hibernate.id.uuid.UuidVersion7Strategy;

/** Makes keys and readable references. */
public final class Ids {

    /** No vowels and nothing that is misread on the telephone. */
    private static final char[] READABLE = "23456789BCDFGHJKMNPQRSTVWXZ".toCharArray();

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {
    }

    /**
     * A UUID of version 7: unique, and in the order of creation, which keeps indexes
     * compact.
     */
    public static UUID next() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }

    /**
     * A reference to read out, as {@code LS-7K3F-9QXT}: 27^8 values, kept unique by the
     * database.
     */
    public static String reference() {
        StringBuilder text = new StringBuilder("LS-");
        for (int i = 0; i < 8; i++) {
            text.append(i == 4 ? "-" : "").append(READABLE[RANDOM.nextInt(READABLE.length)]);
        }
        return text.toString();
    }

}
