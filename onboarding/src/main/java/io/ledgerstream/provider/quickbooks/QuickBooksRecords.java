package io.ledgerstream.provider.quickbooks;

import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.History;
import io.ledgerstream.provider.ProviderRecord;
import io.ledgerstream.provider.wire.Allowlist;
import io.ledgerstream.provider.wire.Facts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * For each data type: what Intuit calls it, which fields are kept, and the same facts in
 * our words. Kept is what spend analysis counts with. Not kept: tax numbers, bank details
 * and account numbers (also the names of bank accounts, into which people write numbers),
 * addresses, telephone and mail, notes and descriptions, payroll.
 */
enum QuickBooksRecords {

    /**
     * People write account numbers into the names of bank and card accounts: those names
     * are not kept.
     */
    ACCOUNT(DataType.ACCOUNTS, "Account",
            Allowlist.of("Id", "SyncToken", "MetaData.CreateTime", "MetaData.LastUpdatedTime", "Name", "AccountType",
                    "AccountSubType", "Classification", "Active", "CurrencyRef.value")) {
        @Override
        void normalise(JsonNode kept, ObjectNode facts) {
            Facts.text(facts, "type", kept.path("AccountType"));
            Facts.text(facts, "class", kept.path("Classification"));
            Facts.text(facts, "name", kept.path("Name"));
            facts.put("active", kept.path("Active").asBoolean(true));
        }

        @Override
        ObjectNode keep(JsonNode row) {
            ObjectNode kept = super.keep(row);
            if (NUMBERED.contains(kept.path("AccountType").asString(""))) {
                kept.remove("Name");
            }
            return kept;
        }
    },

    VENDOR(DataType.VENDORS, "Vendor",
            Allowlist.of("Id", "SyncToken", "MetaData.CreateTime", "MetaData.LastUpdatedTime", "DisplayName",
                    "CompanyName", "Active", "CurrencyRef.value", "Balance", "TermRef.value", "TermRef.name")) {
        @Override
        void normalise(JsonNode kept, ObjectNode facts) {
            Facts.text(facts, "name", kept.path("DisplayName"));
            facts.put("active", kept.path("Active").asBoolean(true));
            Facts.amount(facts, "balance", kept.path("Balance"));
        }
    },

    BILL(DataType.BILLS, "Bill", Allowlist.of("Id", "SyncToken", "MetaData.CreateTime", "MetaData.LastUpdatedTime",
            "DocNumber", "TxnDate", "DueDate", "VendorRef.value", "VendorRef.name", "CurrencyRef.value", "ExchangeRate",
            "TotalAmt", "HomeTotalAmt", "Balance", "HomeBalance", "SalesTermRef.value", "SalesTermRef.name",
            "LinkedTxn.TxnId", "LinkedTxn.TxnType", "Line.Id", "Line.Amount", "Line.DetailType",
            "Line.AccountBasedExpenseLineDetail.AccountRef.value", "Line.ItemBasedExpenseLineDetail.ItemRef.value")) {
        @Override
        void normalise(JsonNode kept, ObjectNode facts) {
            transaction(kept, facts);
            vendor(facts, kept.path("VendorRef"));
            Facts.date(facts, "dueDate", kept.path("DueDate"));
            Facts.amount(facts, "balance", kept.path("Balance"));
        }
    },

    BILL_PAYMENT(DataType.PAYMENTS, "BillPayment",
            Allowlist.of("Id", "SyncToken", "MetaData.CreateTime", "MetaData.LastUpdatedTime", "DocNumber", "TxnDate",
                    "VendorRef.value", "VendorRef.name", "CurrencyRef.value", "ExchangeRate", "TotalAmt", "PayType",
                    "CheckPayment.BankAccountRef.value", "CheckPayment.PrintStatus",
                    "CreditCardPayment.CCAccountRef.value", "Line.Amount", "Line.LinkedTxn.TxnId",
                    "Line.LinkedTxn.TxnType")) {
        @Override
        void normalise(JsonNode kept, ObjectNode facts) {
            transaction(kept, facts);
            vendor(facts, kept.path("VendorRef"));
            Facts.text(facts, "method", kept.path("PayType"));
        }
    },

    VENDOR_CREDIT(DataType.CREDITS, "VendorCredit",
            Allowlist.of("Id", "SyncToken", "MetaData.CreateTime", "MetaData.LastUpdatedTime", "DocNumber", "TxnDate",
                    "VendorRef.value", "VendorRef.name", "CurrencyRef.value", "ExchangeRate", "TotalAmt", "Balance",
                    "LinkedTxn.TxnId", "LinkedTxn.TxnType", "Line.Id", "Line.Amount", "Line.DetailType",
                    "Line.AccountBasedExpenseLineDetail.AccountRef.value")) {
        @Override
        void normalise(JsonNode kept, ObjectNode facts) {
            transaction(kept, facts);
            vendor(facts, kept.path("VendorRef"));
            Facts.amount(facts, "balance", kept.path("Balance"));
        }
    },

    PURCHASE(DataType.EXPENSES, "Purchase",
            Allowlist.of("Id", "SyncToken", "MetaData.CreateTime", "MetaData.LastUpdatedTime", "DocNumber", "TxnDate",
                    "PaymentType", "Credit", "CurrencyRef.value", "ExchangeRate", "TotalAmt", "EntityRef.value",
                    "EntityRef.type")) {
        @Override
        void normalise(JsonNode kept, ObjectNode facts) {
            transaction(kept, facts);
            Facts.text(facts, "method", kept.path("PaymentType"));
        }
    };

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9:_-]{1,60}");

    private static final Set<String> NUMBERED = Set.of("Bank", "Credit Card");

    private final DataType type;

    private final String entity;

    private final Allowlist allowlist;

    QuickBooksRecords(DataType type, String entity, Allowlist allowlist) {
        this.type = type;
        this.entity = entity;
        this.allowlist = allowlist;
    }

    static QuickBooksRecords of(DataType type) {
        for (QuickBooksRecords records : values()) {
            if (records.type == type) {
                return records;
            }
        }
        throw new IllegalArgumentException("QuickBooks has no " + type);
    }

    abstract void normalise(JsonNode kept, ObjectNode facts);

    DataType type() {
        return type;
    }

    String entity() {
        return entity;
    }

    /**
     * Whatever its date. Lists give only what is active unless asked: bills name
     * suppliers that are not any more. Empty for no condition.
     */
    String everything() {
        return type.dated() ? "" : "Active in (true, false)";
    }

    /**
     * What a read from the beginning asks for, in as many queries as it takes: a query
     * has no "or".
     */
    List<String> within(History history) {
        if (!type.dated()) {
            return List.of(everything());
        }
        String recent = "TxnDate >= '" + history.from() + "'";
        return type == DataType.BILLS ? List.of(recent, "TxnDate < '" + history.from() + "' and Balance > '0'")
                : List.of(recent);
    }

    /**
     * Empty where the row has no usable id: it could not be stored, so the page is no
     * good.
     */
    Optional<ProviderRecord> read(JsonNode row) {
        ObjectNode kept = keep(row);
        String id = kept.path("Id").asString("");
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        ObjectNode facts = JsonNodeFactory.instance.objectNode().put("id", id);
        Facts.text(facts, "currency", kept.path("CurrencyRef").path("value"));
        normalise(kept, facts);
        return Optional.of(new ProviderRecord(id, kept, facts, QuickBooksPosition.time(lastChange(row))));
    }

    ObjectNode keep(JsonNode row) {
        return allowlist.keep(row);
    }

    static String lastChange(JsonNode row) {
        return row.path("MetaData").path("LastUpdatedTime").stringValue(null);
    }

    private static void transaction(JsonNode kept, ObjectNode facts) {
        Facts.text(facts, "number", kept.path("DocNumber"));
        Facts.date(facts, "date", kept.path("TxnDate"));
        Facts.amount(facts, "amount", kept.path("TotalAmt"));
        Facts.amount(facts, "rate", kept.path("ExchangeRate"));
    }

    private static void vendor(ObjectNode facts, JsonNode reference) {
        Facts.text(facts, "vendorId", reference.path("value"));
        Facts.text(facts, "vendorName", reference.path("name"));
    }

}
