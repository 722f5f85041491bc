package standin.netsuite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import standin.http.Answer;
import standin.netsuite.State.Role;

/**
 * SuiteQL, as far as PostgreSQL speaks it too: one SELECT, over the records that the role
 * sees. All values come as texts, names of columns in small letters, null not at all, as
 * NetSuite has it.
 */
final class SuiteQl {

    private static final Pattern RECORDS = Pattern.compile("\\b(?:FROM|JOIN)\\s+([A-Za-z]+)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FORBIDDEN = Pattern.compile(
            "(?i);|--|/\\*|\\b(insert|update|delete|drop|alter|create|grant|copy|truncate|pg_\\w+|information_schema"
                    + "|standin|public)\\b");

    /** Functions that both know. */
    private static final Pattern FUNCTIONS = Pattern.compile("\\b([A-Za-z_.]+)\\s*\\(");

    private static final Set<String> KNOWN = Set.of("to_char", "to_timestamp", "to_date", "in", "count", "max", "min",
            "sum", "nvl", "coalesce", "abs", "case", "when", "and", "or", "where", "exists", "not", "values");

    private final JdbcClient jdbc;

    SuiteQl(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param limit 0 for a role that sees none of these
     */
    Answer answer(SampleAccount account, Role role, String statement, String seen, int limit, int offset) {
        if (!statement.strip().toLowerCase(Locale.ROOT).startsWith("select ") || FORBIDDEN.matcher(statement).find()) {
            throw Refusals.query("Search error occurred: Invalid or unsupported search");
        }
        checkRecords(account, role, statement);
        Matcher functions = FUNCTIONS.matcher(statement);
        while (functions.find()) {
            if (!KNOWN.contains(functions.group(1).toLowerCase(Locale.ROOT))) {
                throw Refusals.query("Search error occurred: Unknown function '" + functions.group(1) + "'");
            }
        }
        return page(limit == 0 ? List.of() : rows(account, statement, seen, limit + 1, offset), limit, offset);
    }

    private static void checkRecords(SampleAccount account, Role role, String statement) {
        Matcher records = RECORDS.matcher(statement);
        boolean any = false;
        while (records.find()) {
            String record = records.group(1).toLowerCase(Locale.ROOT);
            any = true;
            boolean there = !(record.equals("subsidiary") || record.equals("vendorsubsidiaryrelationship"))
                    || account.oneWorld();
            if (!there || role.permissions().stream().noneMatch(permission -> permission.shows(record))) {
                throw Refusals.recordNotFound(record);
            }
        }
        if (!any) {
            throw Refusals.query("Search error occurred: Invalid or unsupported search");
        }
    }

    private List<Map<String, Object>> rows(SampleAccount account, String statement, String seen, int limit,
            int offset) {
        String qualified = RECORDS.matcher(statement)
            .replaceAll(found -> found.group().substring(0, found.group().length() - found.group(1).length())
                    + account.schema() + "." + found.group(1).toLowerCase(Locale.ROOT));
        try {
            return jdbc
                .sql("select * from (" + qualified + ") q where " + seen + " limit " + limit + " offset " + offset)
                .query((row, n) -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("links", List.of());
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        Object value = row.getObject(column);
                        if (value != null) {
                            values.put(row.getMetaData().getColumnLabel(column).toLowerCase(Locale.ROOT),
                                    row.getString(column));
                        }
                    }
                    return values;
                })
                .list();
        }
        catch (DataAccessException e) {
            throw Refusals.query("Search error occurred: Invalid or unsupported search");
        }
    }

    private static Answer page(List<Map<String, Object>> rows, int limit, int offset) {
        List<Map<String, Object>> items = new ArrayList<>(rows.subList(0, Math.min(rows.size(), limit)));
        boolean more = rows.size() > limit;
        return Answer.json(200, Map.of("links", List.of(), "count", items.size(), "hasMore", more, "items", items,
                "offset", offset, "totalResults", offset + rows.size()));
    }

}
