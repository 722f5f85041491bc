package io.ledgerstream.provider.netsuite;

import jakarta.validation.constraints.AssertTrue;
import java.net.URI;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where NetSuite is: each account has hosts of its own, so these are addresses with the
 * account's name in the place of {@code {account}}. Over TLS except on this very machine.
 *
 * @param suitetalkUrl REST web services and tokens
 * @param restletsUrl the rotation of certificates
 * @param appUrl where people sign in
 * @param dataCenterUrl tells where an account is, without credentials; the same for all
 */
@Validated
@ConfigurationProperties("ledgerstream.netsuite")
record NetSuiteProperties(@DefaultValue("https://{account}.suitetalk.api.netsuite.com") String suitetalkUrl,
        @DefaultValue("https://{account}.restlets.api.netsuite.com") String restletsUrl,
        @DefaultValue("https://{account}.app.netsuite.com") String appUrl,
        @DefaultValue("https://rest.netsuite.com/rest/datacenterurls") URI dataCenterUrl) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    @AssertTrue(message = "every address must be https, except on this machine, and name the {account}")
    boolean isSafe() {
        return Stream.of(suitetalkUrl, restletsUrl, appUrl)
            .allMatch(address -> address.contains("{account}") && safe(at(address, new AccountId("1234567"))))
                && safe(dataCenterUrl);
    }

    URI suitetalk(AccountId account, String path) {
        return URI.create(at(suitetalkUrl, account) + path);
    }

    URI restlets(AccountId account, String path) {
        return URI.create(at(restletsUrl, account) + path);
    }

    URI app(AccountId account, String path) {
        return URI.create(at(appUrl, account) + path);
    }

    private static URI at(String template, AccountId account) {
        return URI.create(template.replace("{account}", account.host()));
    }

    private static boolean safe(URI address) {
        return address.getHost() != null && ("https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && THIS_MACHINE.contains(address.getHost())));
    }
}
