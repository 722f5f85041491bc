package io.ledgerstream.provider.netsuite;

import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.History;
import io.ledgerstream.provider.ProviderRecord;
import io.ledgerstream.provider.wire.Allowlist;
import io.ledgerstream.provider.wire.Facts;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * For each data type: its statement in SuiteQL, which columns are kept, and the same
 * facts in our words. Names of columns vary by account, so each statement stands here and
 * nowhere else. Dates are asked for in one form, whatever the account's own is. Not asked
 * for: tax numbers, bank details, addresses, telephone and mail, memos, payroll.
 */
enum NetSuiteRecords {

    /**
     * People write account numbers into the names of bank and card accounts: those names
     * are not asked for.
     */
    ACCOUNT(DataType.ACCOUNTS, "account", Allowlist.of("id", "name", "accttype", "isinactive", "changed")) {
        @Override
        String select() {
            return "SELECT a.id, CASE WHEN a.accttype IN ('Bank', 'CredCard') THEN NULL ELSE "
                    + "a.accountsearchdisplaynamecopy END AS name, a.accttype, a.isinactive, " + CHANGED.formatted("a")
                    + " FROM account a WHERE ";
        }

        @Override
        String heldTo(String ids) {
            return "a.id IN (SELECT m.account FROM accountsubsidiarymap m WHERE m.subsidiary IN (" + ids + "))";
        }

        @Override
        String alias() {
            return "a";
        }

        @Override
        void normalise(JsonNode kept, ObjectNode facts) {
            Facts.text(facts, "type", kept.path("accttype"));
            Facts.text(facts, "name", kept.path("name"));
            facts.put("active", !"T".equals(kept.path("isinactive").asString("F")));
        }
    },

    VENDOR(DataType.VENDORS, "vendor",
            Allowlist.of("id", "entityid", "companyname", "isinactive", "currency", "changed")) {
        @Override
        String select() {
            return "SELECT v.id, v.entityid, v.companyname, v.isinactive, c.symbol AS currency, "
                    + CHANGED.formatted("v") + " FROM vendor v LEFT JOIN currency c ON c.id = v.currency WHERE ";
        }

        @Override
        String heldTo(String ids) {
            return "v.id IN (SELECT r.entity FROM vendorsubsidiaryrelationship r WHERE r.subsidiary IN (" + ids + "))";
        }

        @Override
        String alias() {
            return "v";
        }

        @Override
        void normalise(JsonNode kept, ObjectNode facts) {
            Facts.text(facts, "name",
                    kept.hasNonNull("companyname") ? kept.path("companyname") : kept.path("entityid"));
            facts.put("active", !"T".equals(kept.path("isinactive").asString("F")));
        }
    },

    BILL(DataType.BILLS, "VendBill") {
        @Override
        void normalise(JsonNode kept, ObjectNode facts) {
            transaction(kept, facts);
            Facts.text(facts, "vendorId", kept.path("entity"));
            Facts.date(facts, "dueDate", kept.path("duedate"));
            Facts.amount(facts, "balance", kept.path("unpaid"));
        }
    },

    PAYMENT(DataType.PAYMENTS, "VendPymt") {
        @Override
        void normalise(JsonNode kept, ObjectNode facts) {
            transaction(kept, facts);
            Facts.text(facts, "vendorId", kept.path("entity"));
        }
    },

    CREDIT(DataType.CREDITS, "VendCred") {
        @Override
        void normalise(JsonNode kept, ObjectNode facts) {
            transaction(kept, facts);
            Facts.text(facts, "vendorId", kept.path("entity"));
            Facts.amount(facts, "balance", kept.path("unpaid"));
        }
    },

    EXPENSE(DataType.EXPENSES, "Check", "CardChrg", "ExpRept") {
        @Override
        void normalise(JsonNode kept, ObjectNode facts) {
            transaction(kept, facts);
            Facts.text(facts, "method", kept.path("type"));
        }
    };

    private static final String DATE = "TO_CHAR(%1$s, 'YYYY-MM-DD') AS %2$s";

    private static final String CHANGED = "TO_CHAR(%s.lastmodifieddate, 'YYYY-MM-DD HH24:MI:SS') AS changed";

    private final DataType type;

    private final String types;

    private final Allowlist allowlist;

    NetSuiteRecords(DataType type, String table, Allowlist allowlist) {
        this.type = type;
        this.types = table;
        this.allowlist = allowlist;
    }

    NetSuiteRecords(DataType type, String... types) {
        this(type, java.util.Arrays.stream(types).map(one -> "'" + one + "'").collect(Collectors.joining(", ")),
                Allowlist.of("id", "type", "tranid", "trandate", "duedate", "entity", "currency", "exchangerate",
                        "amount", "unpaid", "changed"));
    }

    static NetSuiteRecords of(DataType type) {
        for (NetSuiteRecords records : values()) {
            if (records.type == type) {
                return records;
            }
        }
        throw new IllegalArgumentException("NetSuite has no " + type);
    }

    /**
     * In the order of change, and of ids within one second: rows that change while pages
     * are read move to the end, none is skipped.
     */
    String statement(NetSuitePosition from, History history, Collection<String> subsidiaries) {
        String at = alias() + ".lastmodifieddate";
        String time = from.since() == null ? null
                : "TO_TIMESTAMP('%s', 'YYYY-MM-DD HH24:MI:SS')".formatted(from.since());
        String since = time == null ? "" : " AND (" + at + " > " + time + " OR (" + at + " = " + time + " AND "
                + alias() + ".id > " + from.id() + "))";
        return select() + held(subsidiaries)
                + (from.first() && !history.again() && type.dated() ? " AND " + within(history) : "") + since
                + " ORDER BY " + at + ", " + alias() + ".id";
    }

    /**
     * The ids that there are, in their order, and of each whether it may be read
     * ({@code promised}, T or F). @param after digits
     */
    String ids(String after, History history, Collection<String> subsidiaries) {
        String from = select();
        String promised = type.dated() ? "CASE WHEN " + within(history) + " THEN 'T' ELSE 'F' END" : "'T'";
        return "SELECT " + alias() + ".id, " + promised + " AS promised" + from.substring(from.indexOf(" FROM "))
                + held(subsidiaries) + " AND " + alias() + ".id > " + after + " ORDER BY " + alias() + ".id";
    }

    private String within(History history) {
        String recent = "t.trandate >= TO_DATE('" + history.from() + "', 'YYYY-MM-DD')";
        return type == DataType.BILLS ? "(" + recent + " OR t.foreignamountunpaid > 0)" : recent;
    }

    /** Whether any bill or expense is dated on or after a day. */
    static String datedSince(java.time.LocalDate day, Collection<String> subsidiaries) {
        return "SELECT t.id FROM transaction t WHERE t.type IN (" + BILL.types + ", " + EXPENSE.types + ") AND "
                + BILL.held(subsidiaries) + " AND t.trandate >= TO_DATE('" + day + "', 'YYYY-MM-DD') ORDER BY t.id";
    }

    private String held(Collection<String> subsidiaries) {
        return subsidiaries == null ? alias() + ".id > 0" : heldTo(ids(subsidiaries));
    }

    /**
     * @throws IllegalArgumentException where these are no ids: nothing else may become
     * part of a statement
     */
    static String ids(Collection<String> subsidiaries) {
        if (subsidiaries.isEmpty() || !subsidiaries.stream().allMatch(id -> id.matches("[0-9]{1,18}"))) {
            throw new IllegalArgumentException("not ids of subsidiaries");
        }
        return String.join(", ", subsidiaries);
    }

    String select() {
        return "SELECT t.id, t.type, t.tranid, " + DATE.formatted("t.trandate", "trandate") + ", "
                + DATE.formatted("t.duedate", "duedate")
                + ", t.entity, c.symbol AS currency, t.exchangerate, t.foreigntotal AS amount, t.foreignamountunpaid "
                + "AS unpaid, " + CHANGED.formatted("t")
                + " FROM transaction t LEFT JOIN currency c ON c.id = t.currency WHERE t.type IN (" + types + ") AND ";
    }

    String heldTo(String ids) {
        return "t.id IN (SELECT l.transaction FROM transactionline l WHERE l.mainline = 'T' AND l.subsidiary IN (" + ids
                + "))";
    }

    String alias() {
        return "t";
    }

    abstract void normalise(JsonNode kept, ObjectNode facts);

    /**
     * Empty where the row has no usable id: it could not be stored, so the page is no
     * good.
     */
    Optional<ProviderRecord> read(JsonNode row) {
        ObjectNode kept = allowlist.keep(row);
        String id = kept.path("id").asString("");
        if (!id.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        ObjectNode facts = JsonNodeFactory.instance.objectNode().put("id", id);
        Facts.text(facts, "currency", kept.path("currency"));
        normalise(kept, facts);
        // NetSuite writes times in the account's own zone without saying which: they
        // order rows, and are no instants.
        return Optional.of(new ProviderRecord(id, kept, facts, null));
    }

    private static void transaction(JsonNode kept, ObjectNode facts) {
        Facts.text(facts, "number", kept.path("tranid"));
        Facts.date(facts, "date", kept.path("trandate"));
        Facts.amount(facts, "amount", kept.path("amount"));
        Facts.amount(facts, "rate", kept.path("exchangerate"));
        if (facts.has("amount")) {
            // Payments are negative in NetSuite's books.
            facts.put("amount", facts.path("amount").decimalValue().abs());
        }
    }

}
