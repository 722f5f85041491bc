package io.ledgerstream.provider.netsuite;

import io.ledgerstream.provider.wire.Reply;
import io.ledgerstream.provider.wire.Wire;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/**
 * The wire to NetSuite: reads, queries, tokens, and our own certificates. There is no
 * other kind of call, so nothing in anybody's books can be changed from here.
 */
@Component
class NetSuiteHttp {

    private final Wire wire = new Wire("NetSuite", "X-N-OperationId");

    /**
     * @param authorization null for none
     */
    Reply get(String call, URI address, String authorization) {
        return wire.send(call,
                client -> client.get()
                    .uri(address)
                    .headers(headers -> authorize(headers, authorization))
                    .accept(MediaType.APPLICATION_JSON));
    }

    /**
     * A query. {@code Prefer: transient} is how NetSuite asks for it: nothing is stored
     * by it.
     */
    Reply query(String call, URI address, String authorization, String statement) {
        return wire.send(call,
                client -> client.post()
                    .uri(address)
                    .headers(headers -> authorize(headers, authorization))
                    .header("Prefer", "transient")
                    .accept(MediaType.APPLICATION_JSON)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("q", statement)));
    }

    /**
     * @param authorization null where the form itself says who asks
     */
    Reply token(String call, URI address, String authorization, MultiValueMap<String, String> form) {
        return wire.send(call,
                client -> client.post()
                    .uri(address)
                    .headers(headers -> authorize(headers, authorization))
                    .accept(MediaType.APPLICATION_JSON)
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .body(form));
    }

    /** Of a certificate of ours. */
    Reply certificate(String call, URI address, String authorization, Map<String, String> body) {
        return wire.send(call,
                client -> client.post()
                    .uri(address)
                    .headers(headers -> authorize(headers, authorization))
                    .accept(MediaType.APPLICATION_JSON)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body));
    }

    private static void authorize(HttpHeaders headers, String authorization) {
        if (authorization != null) {
            headers.set(HttpHeaders.AUTHORIZATION, authorization);
        }
    }

}
