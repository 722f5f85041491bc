package io.ledgerstream.provider.quickbooks;

import io.ledgerstream.provider.wire.Reply;
import io.ledgerstream.provider.wire.Wire;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * The wire to QuickBooks: two kinds of call, a POST to the token endpoints and a GET to
 * the API. There is no other, so nothing in anybody's books can be changed from here.
 * Every answer's {@code intuit_tid} is logged, since Intuit's support asks for it.
 */
@Component
class QuickBooksHttp {

    private final Wire wire = new Wire("QuickBooks", "intuit_tid");

    /**
     * @param body a form for the token endpoint, JSON for revocation
     */
    Reply post(String call, URI address, String user, String password, MediaType type, Object body) {
        return wire.send(call,
                client -> client.post()
                    .uri(address)
                    .headers(headers -> headers.setBasicAuth(user, password))
                    .accept(MediaType.APPLICATION_JSON)
                    .contentType(type)
                    .body(body));
    }

    Reply get(String call, URI address, String accessToken) {
        return wire.send(call,
                client -> client.get()
                    .uri(address)
                    .headers(headers -> headers.setBearerAuth(accessToken))
                    .accept(MediaType.APPLICATION_JSON));
    }

}
