package standin.quickbooks;

/** The stand-in's addresses, as faults and the ledger name them. */
public enum Endpoint {

    AUTHORIZE, TOKEN, REVOKE, DISCOVERY, COMPANY_INFO, QUERY, CHANGES, READ, OTHER;

    static Endpoint of(String path) {
        return switch (path) {
            case "/connect/oauth2" -> AUTHORIZE;
            case "/oauth2/v1/tokens/bearer" -> TOKEN;
            case "/v2/oauth2/tokens/revoke" -> REVOKE;
            case "/.well-known/openid_configuration" -> DISCOVERY;
            default -> ofCompany(path.split("/"));
        };
    }

    private static Endpoint ofCompany(String[] parts) {
        if (parts.length < 5 || !parts[1].equals("v3") || !parts[2].equals("company")) {
            return OTHER;
        }
        return switch (parts[4]) {
            case "companyinfo" -> COMPANY_INFO;
            case "query" -> QUERY;
            case "cdc" -> CHANGES;
            default -> READ;
        };
    }

}
