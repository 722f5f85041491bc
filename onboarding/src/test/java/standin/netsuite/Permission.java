package standin.netsuite;

import java.util.Set;

/** What a role may do, and which records it sees by that. */
public enum Permission {

    REST_WEB_SERVICES, SUITEANALYTICS_WORKBOOK, LOG_IN_USING_OAUTH_2, LOG_IN_USING_ACCESS_TOKENS,
    VENDORS("vendor", "vendorsubsidiaryrelationship"),
    FIND_TRANSACTION("transaction", "transactionline", "nexttransactionlinelink"),
    ACCOUNTS("account", "accountsubsidiarymap"),
    /** Which one lets a query read what is posted is unconfirmed. */
    FINANCIAL_STATEMENTS("transactionaccountingline"), SUBSIDIARIES("subsidiary", "companyinformation"),
    CURRENCY("currency"), CUSTOMERS("customer"), EMPLOYEES("employee"), MANAGE_OWN_CERTIFICATES;

    /** What our instructions ask for. */
    public static final Set<Permission> ASKED_FOR = Set.of(REST_WEB_SERVICES, SUITEANALYTICS_WORKBOOK,
            LOG_IN_USING_OAUTH_2, LOG_IN_USING_ACCESS_TOKENS, VENDORS, FIND_TRANSACTION, ACCOUNTS, SUBSIDIARIES,
            CURRENCY, MANAGE_OWN_CERTIFICATES);

    private final Set<String> records;

    Permission(String... records) {
        this.records = Set.of(records);
    }

    boolean shows(String record) {
        return records.contains(record);
    }

}
