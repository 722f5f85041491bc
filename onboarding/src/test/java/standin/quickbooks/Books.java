package standin.quickbooks;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A company's books: objects by entity and id, each as QuickBooks writes it in JSON. Safe
 * for several threads.
 */
public final class Books {

    /**
     * What QuickBooks can list, of what we ask for; other names are not entities here.
     */
    public static final Set<String> ENTITIES = Set.of("CompanyInfo", "Vendor", "Bill", "BillPayment", "VendorCredit",
            "Purchase", "Account", "PaymentMethod", "TaxRate", "Preferences");

    /** Times in answers carry the Pacific offset, whatever the company's zone. */
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private final Map<String, Map<Long, Map<String, Object>>> entities = new TreeMap<>();

    private final Map<String, Map<Long, Instant>> deleted = new TreeMap<>();

    private final Set<String> neverToBeStored = new LinkedHashSet<>();

    /** All objects of the entity, by id. */
    public synchronized List<Map<String, Object>> all(String entity) {
        return new ArrayList<>(entities.getOrDefault(entity, Map.of()).values());
    }

    public synchronized Optional<Map<String, Object>> find(String entity, long id) {
        return Optional.ofNullable(entities.getOrDefault(entity, Map.of()).get(id));
    }

    /**
     * Adds an object or puts it in place of the one with its id, as changed at that time.
     */
    public synchronized void put(String entity, long id, Instant changed, Map<String, Object> fields) {
        if (!ENTITIES.contains(entity)) {
            throw new IllegalArgumentException("no entity " + entity);
        }
        var object = new LinkedHashMap<String, Object>(fields);
        var before = entities.computeIfAbsent(entity, name -> new TreeMap<>()).get(id);
        object.put("domain", "QBO");
        object.put("sparse", false);
        object.put("Id", Long.toString(id));
        object.put("SyncToken",
                before == null ? "0" : Integer.toString(1 + Integer.parseInt(before.get("SyncToken").toString())));
        object.put("MetaData", Map.of("CreateTime", before == null ? time(changed) : created(before), "LastUpdatedTime",
                time(changed)));
        entities.get(entity).put(id, object);
    }

    /** Some fields of an object change. */
    public synchronized void change(String entity, long id, Instant changed, Map<String, Object> fields) {
        var object = new LinkedHashMap<>(find(entity, id).orElseThrow());
        object.putAll(fields);
        put(entity, id, changed, object);
    }

    public synchronized void delete(String entity, long id, Instant at) {
        entities.get(entity).remove(id);
        deleted.computeIfAbsent(entity, name -> new TreeMap<>()).put(id, at);
    }

    /**
     * One supplier becomes another, as when it is given the other's name: its documents
     * go over, it itself is there no more.
     */
    public synchronized void merge(long from, long into, Instant at) {
        String name = find("Vendor", into).orElseThrow().get("DisplayName").toString();
        for (String entity : List.of("Bill", "BillPayment", "VendorCredit")) {
            for (Map<String, Object> document : all(entity)) {
                if (document.get("VendorRef") instanceof Map<?, ?> vendor
                        && Long.toString(from).equals(vendor.get("value"))) {
                    change(entity, Long.parseLong(document.get("Id").toString()), at,
                            Map.of("VendorRef", Map.of("value", Long.toString(into), "name", name)));
                }
            }
        }
        change("Vendor", into, at, Map.of());
        delete("Vendor", from, at);
    }

    /**
     * Objects changed since then, deleted ones as QuickBooks reports them, oldest change
     * first.
     */
    synchronized List<Map<String, Object>> changedSince(String entity, Instant since) {
        var changed = new ArrayList<>(all(entity).stream().filter(object -> !updated(object).isBefore(since)).toList());
        deleted.getOrDefault(entity, Map.of()).forEach((id, at) -> {
            if (!at.isBefore(since)) {
                changed.add(Map.of("domain", "QBO", "status", "Deleted", "Id", id.toString(), "MetaData",
                        Map.of("LastUpdatedTime", time(at))));
            }
        });
        changed.sort(java.util.Comparator.comparing(Books::updated));
        return changed;
    }

    /**
     * Marks a value, as a tax or bank account number, that stands in these books and may
     * never be stored by us.
     */
    String secret(String value) {
        neverToBeStored.add(value);
        return value;
    }

    /**
     * The tax and bank account numbers in these books: a test looks for them where they
     * must not be.
     */
    public synchronized Set<String> neverToBeStored() {
        return Set.copyOf(neverToBeStored);
    }

    static Instant updated(Map<String, Object> object) {
        return OffsetDateTime.parse(((Map<?, ?>) object.get("MetaData")).get("LastUpdatedTime").toString()).toInstant();
    }

    private static Object created(Map<String, Object> object) {
        return ((Map<?, ?>) object.get("MetaData")).get("CreateTime");
    }

    static String time(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.truncatedTo(ChronoUnit.SECONDS).atZone(PACIFIC));
    }

}
