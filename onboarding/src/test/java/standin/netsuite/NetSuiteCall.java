package standin.netsuite;

/**
 * A call in the ledger, without secrets.
 *
 * @param account as it stands in addresses; empty where the address names none
 * @param path behind the host, without a query
 * @param statement of SuiteQL; null for other calls
 * @param status of the answer
 */
public record NetSuiteCall(String account, String method, String path, String statement, int status) {
}
