package io.ledgerstream.provider.netsuite;

import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.MonthlyBalance;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderPage;
import io.ledgerstream.provider.ProviderRecord;
import io.ledgerstream.provider.Span;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What moved on each account in each month, from what is posted, and the sum of all that
 * was before: whoever adds them up has the balance. Read whole each time, account by
 * account: a page ends with an account, whose months are then all there.
 */
@Component
class NetSuiteBalances {

    private static final String BEFORE = "before";

    private static final String STATEMENT = """
            SELECT l.account, CASE WHEN t.trandate < %1$s THEN '%2$s' ELSE TO_CHAR(t.trandate, \
            'YYYY-MM') END AS month, SUM(l.amount) AS amount
            FROM transactionaccountingline l JOIN transaction t ON t.id = l.transaction
            WHERE l.posting = 'T' AND l.account > %3$d%4$s
            GROUP BY l.account, CASE WHEN t.trandate < %1$s THEN '%2$s' ELSE TO_CHAR(t.trandate, 'YYYY-MM') END
            ORDER BY l.account, month""".replace('\n', ' ');

    private final NetSuiteClient client;

    private final Clock clock;

    NetSuiteBalances(NetSuiteClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * @param position the account after which the page begins; null for the first
     */
    ProviderAnswer<ProviderPage> page(Access access, String position) {
        long after = position == null ? 0 : Long.parseLong(position);
        return client.query(access, "balances", statement(access, after), NetSuiteClient.MOST)
            .flatMap(body -> page(after, body));
    }

    private String statement(Access access, long after) {
        LocalDate first = LocalDate.now(clock.withZone(ZoneOffset.UTC))
            .minusMonths(MonthlyBalance.MONTHS)
            .withDayOfMonth(1);
        String held = access.subsidiaries() == null ? ""
                : " AND t.id IN (SELECT m.transaction FROM transactionline m WHERE m.mainline = 'T' AND m.subsidiary "
                        + "IN (" + NetSuiteRecords.ids(access.subsidiaries()) + "))";
        return STATEMENT.formatted("TO_DATE('" + first + "', 'YYYY-MM-DD')", BEFORE, after, held);
    }

    private static ProviderAnswer<ProviderPage> page(long after, JsonNode body) {
        JsonNode rows = body.path("items");
        if (!rows.isArray() || !body.path("hasMore").isBoolean()) {
            return new ProviderAnswer.Trouble<>("the answer has no items of balances");
        }
        try {
            List<MonthlyBalance> read = new ArrayList<>();
            rows.forEach(row -> read.add(balance(row)));
            return body.path("hasMore").booleanValue() ? upToWholeAccount(after, read)
                    : new ProviderAnswer.Ok<>(new ProviderPage(records(read), new Span(after, null), null, true));
        }
        catch (DateTimeException | IllegalArgumentException e) {
            return new ProviderAnswer.Trouble<>("a row of balances has no usable account, month or amount");
        }
    }

    /** The last account may go on over the end of the page: it begins the next one. */
    private static ProviderAnswer<ProviderPage> upToWholeAccount(long after, List<MonthlyBalance> read) {
        String cut = read.isEmpty() ? null : read.getLast().account();
        List<MonthlyBalance> whole = read.stream().filter(one -> !one.account().equals(cut)).toList();
        if (whole.isEmpty()) {
            return new ProviderAnswer.Trouble<>("the answer promises more of balances and brings not one account");
        }
        String last = whole.getLast().account();
        return new ProviderAnswer.Ok<>(
                new ProviderPage(records(whole), new Span(after, Long.parseLong(last)), last, false));
    }

    private static MonthlyBalance balance(JsonNode row) {
        String account = row.path("account").asString("");
        String month = row.path("month").asString("");
        String amount = row.path("amount").asString("");
        if (!account.matches("[0-9]{1,18}") || !amount.matches("-?[0-9]{0,18}(\\.[0-9]{1,10})?") || amount.isBlank()) {
            throw new IllegalArgumentException("not a balance");
        }
        return new MonthlyBalance(account, month.equals(BEFORE) ? null : YearMonth.parse(month), false,
                new BigDecimal(amount), null);
    }

    private static List<ProviderRecord> records(List<MonthlyBalance> balances) {
        return balances.stream()
            .map(one -> one.record(JsonNodeFactory.instance.objectNode()
                .put("account", one.account())
                .put("month", one.month() == null ? BEFORE : one.month().toString())
                .put("amount", one.amount())))
            .toList();
    }

}
