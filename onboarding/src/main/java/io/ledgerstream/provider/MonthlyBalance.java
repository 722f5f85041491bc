package io.ledgerstream.provider;

import java.math.BigDecimal;
import java.time.YearMonth;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one account stood at, or moved by, in one month.
 *
 * @param account the provider's id of the account, digits
 * @param month null for all that was before the first month, which only movements have
 * @param balance whether the amount is the balance at the month's end; otherwise the
 * movement within it
 * @param amount as the provider signs it
 * @param currency of the books, ISO 4217; null where not told
 */
public record MonthlyBalance(String account, YearMonth month, boolean balance, BigDecimal amount, String currency) {

    /** How far back balances are read, besides the month that runs. */
    public static final int MONTHS = 24;

    /**
     * A record whose id is the account's and the month's. @param received as the provider
     * named it
     */
    public ProviderRecord record(ObjectNode received) {
        String id = account + ":" + (month == null ? "before" : month);
        ObjectNode facts = JsonNodeFactory.instance.objectNode()
            .put("id", id)
            .put("account", account)
            .put("kind", balance ? "balance" : "movement")
            .put("amount", amount);
        facts.put("month", month == null ? null : month.toString());
        facts.put("currency", currency);
        return new ProviderRecord(id, received, facts, null);
    }
}
