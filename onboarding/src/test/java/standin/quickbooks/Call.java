package standin.quickbooks;

import java.time.Instant;

/**
 * A call in the ledger. Tokens are not in it, only the id of the grant that a token
 * belongs to.
 *
 * @param target path with decoded query
 * @param realmId null where the address names none
 * @param grantId null where no valid token or code was shown
 * @param status 0 where the connection ended without an answer
 * @param intuitTid the answer's {@code intuit_tid}
 */
public record Call(Instant at, Endpoint endpoint, String method, String target, String realmId, String grantId,
        int status, String intuitTid) {

    /** An attempt to change the customer's books. We never make one. */
    public boolean isWrite() {
        boolean books = endpoint == Endpoint.COMPANY_INFO || endpoint == Endpoint.QUERY || endpoint == Endpoint.CHANGES
                || endpoint == Endpoint.READ || endpoint == Endpoint.OTHER;
        return books && !method.equals("GET");
    }
}
