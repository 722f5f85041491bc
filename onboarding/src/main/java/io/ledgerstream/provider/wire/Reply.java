package io.ledgerstream.provider.wire;

import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** What came back over the wire. */
public sealed interface Reply {

    /**
     * @param body null where it is not JSON: a proxy's page, a truncated answer, nothing
     * @param id the provider's own of this answer, fit for logs; {@code none} where it
     * gives none
     */
    record Answered(int status, JsonNode body, HttpHeaders headers, String id) implements Reply {
    }

    /**
     * @param why the kind of failure, for operators
     */
    record Silence(String why) implements Reply {
    }

}
