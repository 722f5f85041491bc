package io.ledgerstream.provider.quickbooks;

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
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Balances of accounts by month, from two reports of QuickBooks: profit and loss tells
 * what moved in a month, the balance sheet what stood at its end. Read whole each time:
 * reports do not tell what has changed in them. Two calls.
 */
@Component
class QuickBooksBalances {

    private static final String PROFIT_AND_LOSS = "ProfitAndLoss";

    private static final String BALANCE_SHEET = "BalanceSheet";

    private static final int DEEPEST = 20;

    private final QuickBooksClient client;

    private final Clock clock;

    QuickBooksBalances(QuickBooksClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    ProviderAnswer<ProviderPage> read(Access access) {
        return report(access, PROFIT_AND_LOSS).flatMap(moved -> report(access, BALANCE_SHEET).map(stood -> {
            List<ProviderRecord> all = new ArrayList<>(moved);
            all.addAll(stood);
            return new ProviderPage(all, Span.ALL, null, true);
        }));
    }

    private ProviderAnswer<List<ProviderRecord>> report(Access access, String name) {
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        LocalDate from = today.minusMonths(MonthlyBalance.MONTHS).withDayOfMonth(1);
        return client.report(access, name, from, today).flatMap(body -> read(name, body));
    }

    /** A report that is not understood whole is not taken in part. */
    private static ProviderAnswer<List<ProviderRecord>> read(String report, JsonNode body) {
        try {
            List<Optional<YearMonth>> months = months(body.path("Columns").path("Column"));
            List<ProviderRecord> records = new ArrayList<>();
            String currency = body.path("Header").path("Currency").asString("");
            rows(report, body.path("Rows"), months, currency.matches("[A-Z]{3}") ? currency : null, records, 0);
            return new ProviderAnswer.Ok<>(records);
        }
        catch (IllegalArgumentException | DateTimeException e) {
            return new ProviderAnswer.Trouble<>("the report " + report + " cannot be understood: " + e.getMessage());
        }
    }

    /** The month of each column; none for the names of accounts and for totals. */
    private static List<Optional<YearMonth>> months(JsonNode columns) {
        if (!columns.isArray() || columns.isEmpty()) {
            throw new IllegalArgumentException("it has no columns");
        }
        List<Optional<YearMonth>> months = new ArrayList<>();
        for (JsonNode column : columns) {
            String start = meta(column, "StartDate");
            String end = meta(column, "EndDate");
            months.add(start == null || end == null
                    || !YearMonth.from(LocalDate.parse(start)).equals(YearMonth.from(LocalDate.parse(end)))
                            ? Optional.empty() : Optional.of(YearMonth.from(LocalDate.parse(end))));
        }
        return months;
    }

    private static String meta(JsonNode column, String name) {
        for (JsonNode fact : column.path("MetaData")) {
            if (name.equals(fact.path("Name").asString(""))) {
                return fact.path("Value").asString(null);
            }
        }
        return null;
    }

    /**
     * Rows lie in sections; an account with accounts below it stands in the header of its
     * section.
     */
    private static void rows(String report, JsonNode rows, List<Optional<YearMonth>> months, String currency,
            List<ProviderRecord> into, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("its sections lie too deep");
        }
        for (JsonNode row : rows.path("Row")) {
            cells(report, row.path("ColData"), months, currency, into);
            cells(report, row.path("Header").path("ColData"), months, currency, into);
            rows(report, row.path("Rows"), months, currency, into, depth + 1);
        }
    }

    private static void cells(String report, JsonNode cells, List<Optional<YearMonth>> months, String currency,
            List<ProviderRecord> into) {
        String account = cells.path(0).path("id").asString("");
        if (!account.matches("[0-9]{1,18}")) {
            return; // a sum, or what the report works out itself, like the profit of the
                    // year
        }
        for (int column = 1; column < Math.min(cells.size(), months.size()); column++) {
            String value = cells.path(column).path("value").asString("");
            if (months.get(column).isPresent() && !value.isEmpty()) {
                YearMonth month = months.get(column).get();
                into.add(new MonthlyBalance(account, month, report.equals(BALANCE_SHEET), amount(value), currency)
                    .record(JsonNodeFactory.instance.objectNode()
                        .put("report", report)
                        .put("account", account)
                        .put("month", month.toString())
                        .put("value", value)));
            }
        }
    }

    private static BigDecimal amount(String value) {
        if (!value.matches("-?[0-9]{0,18}(\\.[0-9]{1,10})?") || value.isBlank()) {
            throw new IllegalArgumentException("an amount is no number");
        }
        return new BigDecimal(value);
    }

}
