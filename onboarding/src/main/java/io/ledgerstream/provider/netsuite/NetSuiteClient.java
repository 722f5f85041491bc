package io.ledgerstream.provider.netsuite;

import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.ProviderAnswer;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/** NetSuite's addresses; what the answers mean is {@link NetSuiteAnswers}'. */
@Component
class NetSuiteClient {

    /** NetSuite's cap. */
    static final int MOST = 1000;

    private final NetSuiteProperties properties;

    private final NetSuiteHttp http;

    NetSuiteClient(NetSuiteProperties properties, NetSuiteHttp http) {
        this.properties = properties;
        this.http = http;
    }

    /**
     * Where an account is: answered to anybody, also about accounts that do not exist.
     */
    ProviderAnswer<JsonNode> dataCenter(AccountId account) {
        URI address = UriComponentsBuilder.fromUri(properties.dataCenterUrl())
            .queryParam("account", "{account}")
            .encode()
            .buildAndExpand(account.text())
            .toUri();
        return NetSuiteAnswers.api(http.get("datacenterurls", address, null), true);
    }

    ProviderAnswer<JsonNode> serverTime(Access access) {
        URI address = properties.suitetalk(new AccountId(access.externalId()), "/services/rest/system/v1/serverTime");
        Authorization authorization = Authorization.of(access.token());
        return NetSuiteAnswers.api(http.get("serverTime", address, authorization.header("GET", address)),
                authorization.signed());
    }

    /**
     * @param atMost 1 to {@value #MOST}
     */
    ProviderAnswer<JsonNode> query(Access access, String call, String statement, int atMost) {
        URI address = properties.suitetalk(new AccountId(access.externalId()),
                "/services/rest/query/v1/suiteql?limit=" + Math.clamp(atMost, 1, MOST) + "&offset=0");
        Authorization authorization = Authorization.of(access.token());
        return NetSuiteAnswers.api(
                http.query("suiteql " + call, address, authorization.header("POST", address), statement),
                authorization.signed());
    }

    /**
     * Uploads a certificate of ours in the place of one that ends. @return its id; how
     * NetSuite calls that is unconfirmed
     */
    ProviderAnswer<String> newCertificate(Access access, String client, String pem) {
        URI address = certificates(access, client, "");
        return NetSuiteAnswers
            .api(http.certificate("new certificate", address, Authorization.of(access.token()).header("POST", address),
                    Map.of("fileContent", pem)), false)
            .flatMap(body -> Stream.of("certificateId", "certificate_id", "id")
                .map(name -> body.path(name).asString(""))
                .filter(NetSuiteSetups::isId)
                .findFirst()
                .<ProviderAnswer<String>>map(ProviderAnswer.Ok::new)
                .orElseGet(() -> new ProviderAnswer.Trouble<>("the answer names no certificate")));
    }

    ProviderAnswer<JsonNode> revokeCertificate(Access access, String client, String certificate) {
        URI address = certificates(access, client, "/" + certificate + "/revoke");
        return NetSuiteAnswers.api(http.certificate("revoke certificate", address,
                Authorization.of(access.token()).header("POST", address), Map.of()), false);
    }

    private URI certificates(Access access, String client, String rest) {
        return properties.restlets(new AccountId(access.externalId()),
                "/services/rest/auth/oauth2/v1/clients/" + client + "/certificates" + rest);
    }

}
