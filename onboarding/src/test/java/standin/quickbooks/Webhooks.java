package standin.quickbooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Intuit's webhooks as it writes and signs them, in both forms. */
public final class Webhooks {

    public static final String VERIFIER = "stand-in-verifier-9f2c41";

    public static final String HEADER = "intuit-signature";

    private Webhooks() {
    }

    /**
     * @param operation Create, Update, Delete, Merge, Void @param deletedId of what was
     * merged into it; null where nothing was
     */
    public record Event(String id, String realm, String entity, String record, String operation, String deletedId,
            Instant at) {

        public static Event of(String id, SampleCompany company, String entity, long record, String operation,
                Instant at) {
            return new Event(id, company.realmId(), entity, Long.toString(record), operation, null, at);
        }

        public static Event merge(String id, SampleCompany company, long from, long into, Instant at) {
            return new Event(id, company.realmId(), "Vendor", Long.toString(into), "Merge", Long.toString(from), at);
        }
    }

    public static String cloudEvents(List<Event> events) {
        return events.stream()
            .map(event -> """
                    {"specversion":"1.0","id":"%s","source":"intuit.%s","type":"qbo.%s.%s.v1",\
                    "datacontenttype":"application/json","time":"%s",\
                    "intuitentityid":"%s","intuitaccountid":"%s","data":{%s}}""".formatted(event.id(), "dsnIWd",
                    event.entity().toLowerCase(java.util.Locale.ROOT), past(event.operation()), event.at(),
                    event.record(), event.realm(),
                    event.deletedId() == null ? "" : "\"deletedId\":\"" + event.deletedId() + "\""))
            .collect(Collectors.joining(",", "[", "]"));
    }

    /** Realms in the order in which they come first, each once. */
    public static String notifications(List<Event> events) {
        return events.stream()
            .collect(Collectors.groupingBy(Event::realm, java.util.LinkedHashMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .map(realm -> "{\"realmId\":\"" + realm.getKey() + "\",\"dataChangeEvent\":{\"entities\":[" + realm
                .getValue()
                .stream()
                .map(event -> "{\"name\":\"" + event.entity() + "\",\"id\":\"" + event.record() + "\",\"operation\":\""
                        + event.operation() + "\",\"lastUpdated\":\"" + event.at() + "\""
                        + (event.deletedId() == null ? "" : ",\"deletedId\":\"" + event.deletedId() + "\"") + "}")
                .collect(Collectors.joining(",")) + "]}}")
            .collect(Collectors.joining(",", "{\"eventNotifications\":[", "]}"));
    }

    public static String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(VERIFIER.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        }
        catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String past(String operation) {
        return switch (operation) {
            case "Create" -> "created";
            case "Delete" -> "deleted";
            case "Merge" -> "merged";
            case "Void" -> "voided";
            default -> "updated";
        };
    }

}
