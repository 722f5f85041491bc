package io.ledgerstream.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

@Tag("L1")
class NetworksTest {

    @ParameterizedTest
    @CsvSource({ "2001:db8:1:2::1, 2001:0db8:0001:0002:ffff:ffff:ffff:ffff, true",
            "2001:db8:1:2::1, 2001:db8:1:3::1, false", "fe80::1%eth0, fe80::2, true", "203.0.113.7, 203.0.113.7, true",
            "203.0.113.7, 203.0.113.8, false", "::ffff:203.0.113.7, 203.0.113.7, true",
            "::ffff:203.0.113.7, ::ffff:203.0.113.8, false", "unknown, unknown, true", "a:b, a:c, false",
            "zz:1, zz:2, false" })
    void anAddressOfTheNewKindCountsAsItsNetwork(String one, String other, boolean together) {
        assertThat(network(one).equals(network(other))).isEqualTo(together);
    }

    private static String network(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return Networks.of(request);
    }

}
