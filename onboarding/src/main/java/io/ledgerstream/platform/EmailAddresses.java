package io.ledgerstream.platform;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** E-mail addresses as people type them. */
public final class EmailAddresses {

    private static final int LONGEST = 254;

    private static final String NEITHER = "[^\\s@<>\"(),:;\\\\\\[\\]\\p{Cntrl}]";

    private static final Pattern ADDRESS = Pattern.compile(NEITHER + "{1,64}@" + NEITHER + "{1,253}");

    private EmailAddresses() {
    }

    /**
     * The one way in which addresses are compared: in small letters and without space
     * around it, whatever it is; empty for null.
     */
    public static String small(String typed) {
        return typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * In small letters and without space around it; empty where it is not one plain
     * address, of which nothing can end a header.
     */
    public static Optional<String> understood(String typed) {
        String address = small(typed);
        return address.length() <= LONGEST && ADDRESS.matcher(address).matches() ? Optional.of(address)
                : Optional.empty();
    }

}
