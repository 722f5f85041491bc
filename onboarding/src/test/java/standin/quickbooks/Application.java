package standin.quickbooks;

import standin.http.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An application registered with the provider: ours. Redirect addresses count only when
 * they are exactly one of these.
 */
record Application(String clientId, String clientSecret, String name, Set<String> redirectUris) {

    static Application ledgerstream() {
        return new Application("ABledgerstreamstandin0001", "stand-in-secret-0001", "Ledgerstream",
                ConcurrentHashMap.newKeySet());
    }

    /** Answers the client id, if the call shows both id and secret by HTTP Basic. */
    boolean isShownBy(Exchange call) {
        String expected = Base64.getEncoder()
            .encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
        return call.header("Authorization").filter(("Basic " + expected)::equals).isPresent();
    }
}
