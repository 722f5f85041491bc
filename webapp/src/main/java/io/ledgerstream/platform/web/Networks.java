package io.ledgerstream.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Whose tries are counted together. */
public final class Networks {

    /** Of figures only, so that nobody is asked for a name. */
    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f:.]+");

    private static final int PREFIX_BYTES = 8;

    private Networks() {
    }

    /**
     * The address that a request comes from; of an IPv6 address the /64, all of which one
     * household or one machine has.
     */
    public static String of(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        String plain = address.split("%", 2)[0]; // without the zone of a link-local
                                                 // address
        if (!plain.contains(":") || !LITERAL.matcher(plain).matches()) {
            return address;
        }
        try {
            return InetAddress.getByName(plain) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), PREFIX_BYTES)) + "/64"
                    : InetAddress.getByName(plain).getHostAddress();
        }
        catch (UnknownHostException e) {
            return address; // no address, whatever it is: counted as it stands
        }
    }

}
