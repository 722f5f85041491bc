package standin.quickbooks;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * QuickBooks' query language: one entity, conditions joined by {@code and} only,
 * {@code orderby}, {@code startposition} from 1, {@code maxresults} up to 1,000 (100
 * unless given). Anything else is refused as the real one refuses it.
 */
record BooksQuery(boolean count, boolean idsOnly, String entity, Predicate<Map<String, Object>> where,
        Comparator<Map<String, Object>> order, int start, int most) {

    private static final int MOST = 1_000;

    private static final Pattern QUERY = Pattern.compile("""
            \\s*select\\s+(?<what>\\*|Id|count\\(\\*\\))\\s+from\\s+(?<entity>[A-Za-z]+)\
            (?:\\s+where\\s+(?<where>.+?))?\
            (?:\\s+order\\s*by\\s+(?<order>[A-Za-z., ]+?))?\
            (?:\\s+startposition\\s+(?<start>\\d+))?\
            (?:\\s+maxresults\\s+(?<most>\\d+))?\\s*""", Pattern.CASE_INSENSITIVE);

    private static final Pattern CONDITION = Pattern.compile("""
            \\s*(?<field>[A-Za-z.]+)\\s*(?<operator>>=|<=|=|<|>|\\bin\\b|\\blike\\b)\\s*\
            (?<value>'(?:[^'\\\\]|\\\\.)*'|\\([^)]*\\)|true|false)\\s*(?<and>\\band\\b)?""", Pattern.CASE_INSENSITIVE);

    private static final Set<String> FIELDS = Set.of("Id", "MetaData.LastUpdatedTime", "MetaData.CreateTime", "TxnDate",
            "DueDate", "DocNumber", "DisplayName", "Name", "Active", "Balance", "TotalAmt", "AccountType", "VendorRef");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private static final Pattern WITH_ZONE = Pattern.compile(".*(Z|[+-]\\d\\d:\\d\\d)");

    private static final Map<String, Instant> TIMES = new ConcurrentHashMap<>();

    static BooksQuery parse(String text) {
        Matcher query = QUERY.matcher(text);
        if (!query.matches()) {
            throw Faults.notParsed("Encountered unexpected input in: " + text);
        }
        String entity = entity(query.group("entity"));
        List<Condition> conditions = conditions(query.group("where"));
        boolean activeAsked = conditions.stream().anyMatch(condition -> condition.field.equals("Active"));
        return new BooksQuery(query.group("what").startsWith("c") || query.group("what").startsWith("C"),
                query.group("what").equalsIgnoreCase("Id"), entity,
                object -> (activeAsked || !Boolean.FALSE.equals(object.get("Active")))
                        && conditions.stream().allMatch(condition -> condition.test(object)),
                order(query.group("order")), start(query.group("start")), most(query.group("most")));
    }

    List<Map<String, Object>> page(Books books) {
        return matching(books).sorted(order)
            .skip(start - 1L)
            .limit(most)
            .<Map<String, Object>>map(
                    object -> idsOnly ? Map.of("Id", object.get("Id"), "domain", "QBO", "sparse", true) : object)
            .toList();
    }

    long total(Books books) {
        return matching(books).count();
    }

    private Stream<Map<String, Object>> matching(Books books) {
        return books.all(entity).stream().filter(where);
    }

    private static String entity(String name) {
        return Books.ENTITIES.stream()
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(() -> Faults.notParsed("Invalid context declaration for class " + name));
    }

    private static int start(String number) {
        int start = number(number, 1);
        if (start < 1) {
            throw Faults.notValid("startPosition must be 1 or more");
        }
        return start;
    }

    private static int most(String number) {
        int most = number(number, 100);
        if (most > MOST) {
            throw Faults.notValid("value " + most + " is too large. Max allowed value is " + MOST);
        }
        return most;
    }

    private static int number(String digits, int otherwise) {
        try {
            return digits == null ? otherwise : Integer.parseInt(digits);
        }
        catch (NumberFormatException e) {
            throw Faults.notValid("not a number: " + digits);
        }
    }

    /** Without an order of the caller's, newest id first: nobody is to rely on one. */
    private static Comparator<Map<String, Object>> order(String fields) {
        Comparator<Map<String, Object>> byId = Comparator
            .comparing(object -> Long.valueOf(object.get("Id").toString()));
        if (fields == null) {
            return byId.reversed();
        }
        return Arrays.stream(fields.split(","))
            .map(String::strip)
            .map(BooksQuery::orderBy)
            .reduce(Comparator::thenComparing)
            .orElse(byId)
            .thenComparing(byId);
    }

    private static Comparator<Map<String, Object>> orderBy(String text) {
        String[] words = text.split("\\s+");
        String direction = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "asc";
        if (words.length > 2 || !Set.of("asc", "desc").contains(direction)) {
            throw Faults.notParsed("order by " + text);
        }
        String field = field(words[0]);
        Comparator<Map<String, Object>> order = (one, other) -> compare(value(one, field), value(other, field));
        return direction.equals("asc") ? order : order.reversed();
    }

    private static List<Condition> conditions(String text) {
        var conditions = new ArrayList<Condition>();
        if (text == null) {
            return conditions;
        }
        Matcher next = CONDITION.matcher(text);
        boolean more = true;
        int end = 0;
        while (more) {
            if (!next.find(end) || next.start() != end) {
                throw Faults.notParsed("Encountered \"" + text.substring(end) + "\"");
            }
            conditions.add(condition(next));
            more = next.group("and") != null;
            end = next.end();
        }
        if (end != text.length()) {
            throw Faults.notParsed("Encountered \"" + text.substring(end) + "\"");
        }
        return conditions;
    }

    private static Condition condition(Matcher text) {
        String value = text.group("value");
        String operator = text.group("operator").toLowerCase(Locale.ROOT);
        if (operator.equals("in") != value.startsWith("(")) {
            throw Faults.notParsed("Encountered \"" + value + "\" after " + operator);
        }
        List<String> values = operator.equals("in") ? Arrays.stream(value.substring(1, value.length() - 1).split(","))
            .map(String::strip)
            .map(BooksQuery::literal)
            .toList() : List.of(literal(value));
        return new Condition(field(text.group("field")), operator, values);
    }

    private static String literal(String text) {
        if (Set.of("true", "false").contains(text.toLowerCase(Locale.ROOT))) {
            return text.toLowerCase(Locale.ROOT);
        }
        if (text.length() < 2 || !text.startsWith("'") || !text.endsWith("'")) {
            throw Faults.notParsed("Encountered \"" + text + "\", expecting a quoted value");
        }
        return text.substring(1, text.length() - 1).replace("\\'", "'");
    }

    private static String field(String name) {
        return FIELDS.stream()
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(() -> Faults.notValid("Property " + name + " not found"));
    }

    private static String value(Map<String, Object> object, String field) {
        Object value = object;
        for (String part : field.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(part) : null;
        }
        if (value instanceof Map<?, ?> reference) {
            value = reference.get("value");
        }
        return value == null ? "" : value.toString();
    }

    /** By what the values are: times, then numbers, then words. */
    private static int compare(String one, String other) {
        if (one.contains("T") && one.contains(":")) {
            return instant(one).compareTo(instant(other));
        }
        if (NUMBER.matcher(one).matches() && NUMBER.matcher(other).matches()) {
            return new BigDecimal(one).compareTo(new BigDecimal(other));
        }
        return one.compareToIgnoreCase(other);
    }

    /** Parsed once: a page in order compares each time many times over. */
    private static Instant instant(String text) {
        return TIMES.computeIfAbsent(text, BooksQuery::parsed);
    }

    private static Instant parsed(String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return WITH_ZONE.matcher(text).matches() ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
        catch (DateTimeParseException e) {
            throw Faults.notValid("not a date: " + text);
        }
    }

    private record Condition(String field, String operator, List<String> values) {

        boolean test(Map<String, Object> object) {
            String actual = value(object, field);
            String wanted = values.getFirst();
            return switch (operator) {
                case "in" -> values.stream().anyMatch(actual::equalsIgnoreCase);
                case "like" -> actual.matches("(?i)"
                        + Stream.of(wanted.split("%", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
                case "=" -> compare(actual, wanted) == 0;
                case ">" -> compare(actual, wanted) > 0;
                case "<" -> compare(actual, wanted) < 0;
                case ">=" -> compare(actual, wanted) >= 0;
                default -> compare(actual, wanted) <= 0;
            };
        }
    }
}
