package io.ledgerstream.provider.netsuite;

import io.ledgerstream.platform.Sha256;
import io.ledgerstream.provider.Grant;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.RoundTrip;
import io.ledgerstream.provider.Tokens;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * By NetSuite's own consent page, with the integration record that the customer has made
 * for us.
 */
@Component
class NetSuiteRoundTrip implements RoundTrip {

    private static final String CODE = "[\\x21-\\x7e]{1,2048}";

    private final NetSuiteProperties properties;

    private final NetSuiteTokens tokens;

    NetSuiteRoundTrip(NetSuiteProperties properties, NetSuiteTokens tokens) {
        this.properties = properties;
        this.tokens = tokens;
    }

    @Override
    public String callbackPath() {
        return "/connect/netsuite/callback";
    }

    @Override
    public URI authorizeUrl(Leaving leaving) {
        Credential.Code code = settings(leaving);
        return UriComponentsBuilder.fromUri(properties.app(code.accountId(), "/app/login/oauth2/authorize.nl"))
            .queryParam("response_type", "code")
            .queryParam("client_id", "{client}")
            .queryParam("redirect_uri", "{redirect}")
            .queryParam("scope", "rest_webservices")
            .queryParam("state", "{state}")
            .queryParam("code_challenge", "{challenge}")
            .queryParam("code_challenge_method", "S256")
            .encode()
            .buildAndExpand(code.client(), leaving.redirect(), leaving.state(), challenge(leaving.verifier()))
            .toUri();
    }

    @Override
    public Optional<Grant> grant(Map<String, String> parameters) {
        String code = parameters.getOrDefault("code", "");
        Optional<AccountId> account = AccountId.parse(parameters.get("company"))
            .filter(id -> id.text().equals(parameters.get("company")));
        return code.matches(CODE) ? account.map(id -> new Grant(code, id.text())) : Optional.empty();
    }

    /**
     * Only with the account that the customer left for: a code of another's is never sent
     * to it.
     */
    @Override
    public ProviderAnswer<Tokens> exchange(Grant grant, Leaving leaving) {
        if (leaving.settings() == null) {
            // The setup was deleted while the customer was signing in, because other
            // software got connected.
            return new ProviderAnswer.AccessEnded<>();
        }
        Credential.Code code = settings(leaving);
        return grant.externalId().equals(code.account())
                ? tokens.exchange(code, grant.code(), leaving.verifier(), leaving.redirect())
                : NetSuiteReason.WRONG_ACCOUNT.answer();
    }

    private static Credential.Code settings(Leaving leaving) {
        if (leaving.settings() == null || !(Credential.read(leaving.settings()) instanceof Credential.Code code)) {
            throw new IllegalStateException("A way to NetSuite was begun without its settings.");
        }
        return code;
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier));
    }

}
