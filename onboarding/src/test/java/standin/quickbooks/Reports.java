package standin.quickbooks;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import standin.http.Answer;
import standin.http.Params;

/**
 * Two reports by month, as QuickBooks nests them: sections with headers, rows of cells,
 * sums, and a column of totals.
 */
final class Reports {

    private static final DateTimeFormatter TITLE = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);

    private static final long PAYABLES = 3;

    private Reports() {
    }

    static Answer of(Books books, String currency, String name, Params query) {
        LocalDate from = day(query.oneOrEmpty("start_date"));
        LocalDate to = day(query.oneOrEmpty("end_date"));
        if (!query.oneOrEmpty("summarize_column_by").equals("Month") || to.isBefore(from)) {
            throw Faults.invalid("2020", "Required param missing", "summarize_column_by=Month, start_date, end_date");
        }
        List<YearMonth> months = YearMonth.from(from)
            .atDay(1)
            .datesUntil(to.plusDays(1), java.time.Period.ofMonths(1))
            .map(YearMonth::from)
            .toList();
        return switch (name) {
            case "ProfitAndLoss" -> report(name, currency, months, "Expenses", moved(books), false);
            case "BalanceSheet" ->
                report(name, currency, months, "LIABILITIES AND EQUITY", Map.of(PAYABLES, payables(books)), true);
            default -> Faults.fault(404, "ValidationFault", "404", "No such report", name);
        };
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        }
        catch (DateTimeException e) {
            throw Faults.invalid("2020", "Required param missing", "a date");
        }
    }

    /** What bills, credits and purchases cost, by account and month. */
    private static Map<Long, Map<YearMonth, BigDecimal>> moved(Books books) {
        Map<Long, Map<YearMonth, BigDecimal>> moved = new TreeMap<>();
        for (String entity : List.of("Bill", "VendorCredit")) {
            books.all(entity).forEach(one -> ((List<?>) one.get("Line")).forEach(line -> {
                Map<?, ?> reference = (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) line).get("AccountBasedExpenseLineDetail"))
                    .get("AccountRef");
                BigDecimal amount = (BigDecimal) ((Map<?, ?>) line).get("Amount");
                moved.computeIfAbsent(Long.valueOf(reference.get("value").toString()), account -> new TreeMap<>())
                    .merge(month(one), entity.equals("Bill") ? amount : amount.negate(), BigDecimal::add);
            }));
        }
        return moved;
    }

    private static Map<YearMonth, BigDecimal> payables(Books books) {
        Map<YearMonth, BigDecimal> moved = new TreeMap<>();
        books.all("Bill").forEach(one -> moved.merge(month(one), (BigDecimal) one.get("TotalAmt"), BigDecimal::add));
        books.all("VendorCredit")
            .forEach(one -> moved.merge(month(one), ((BigDecimal) one.get("TotalAmt")).negate(), BigDecimal::add));
        books.all("BillPayment")
            .forEach(one -> moved.merge(month(one), ((BigDecimal) one.get("TotalAmt")).negate(), BigDecimal::add));
        return moved;
    }

    private static YearMonth month(Map<String, Object> one) {
        return YearMonth.from(LocalDate.parse(one.get("TxnDate").toString()));
    }

    private static Answer report(String name, String currency, List<YearMonth> months, String section,
            Map<Long, Map<YearMonth, BigDecimal>> amounts, boolean standing) {
        List<Map<String, Object>> columns = new ArrayList<>();
        columns.add(Map.of("ColTitle", "", "ColType", "Account", "MetaData",
                List.of(Map.of("Name", "ColKey", "Value", "account"))));
        months.forEach(month -> columns.add(Map.of("ColTitle", TITLE.format(month), "ColType", "Money", "MetaData",
                List.of(Map.of("Name", "StartDate", "Value", month.atDay(1).toString()),
                        Map.of("Name", "EndDate", "Value", month.atEndOfMonth().toString()),
                        Map.of("Name", "ColKey", "Value", TITLE.format(month))))));
        columns.add(Map.of("ColTitle", "Total", "ColType", "Money", "MetaData",
                List.of(Map.of("Name", "ColKey", "Value", "total"))));
        List<Map<String, Object>> rows = new ArrayList<>();
        amounts.forEach((account, byMonth) -> rows
            .add(Map.of("type", "Data", "ColData", cells(account, months, byMonth, standing))));
        return Answer.json(200,
                Map.of("Header", Map.of("ReportName", name, "ReportBasis", "Accrual", "Currency", currency), "Columns",
                        Map.of("Column", columns), "Rows",
                        Map.of("Row", List.of(Map.of("type", "Section", "group", section, "Header",
                                Map.of("ColData", List.of(Map.of("value", section))), "Rows", Map.of("Row", rows),
                                "Summary", Map.of("ColData", List.of(Map.of("value", "Total " + section))))))));
    }

    private static List<Map<String, Object>> cells(long account, List<YearMonth> months,
            Map<YearMonth, BigDecimal> byMonth, boolean standing) {
        List<Map<String, Object>> cells = new ArrayList<>();
        cells.add(Map.of("value", "Account " + account, "id", Long.toString(account)));
        for (YearMonth month : months) {
            Predicate<YearMonth> counts = standing ? one -> !one.isAfter(month) : month::equals;
            BigDecimal amount = byMonth.entrySet()
                .stream()
                .filter(one -> counts.test(one.getKey()))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
            cells.add(Map.of("value", amount.signum() == 0 && !standing ? "" : amount.setScale(2).toPlainString()));
        }
        cells.add(Map.of("value", ""));
        return cells;
    }

}
