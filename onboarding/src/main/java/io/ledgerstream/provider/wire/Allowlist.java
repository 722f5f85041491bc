package io.ledgerstream.provider.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of one data type that may be kept, as paths ({@code VendorRef.value}); lists
 * on the way are gone through. Everything else is dropped, above all what a provider adds
 * tomorrow. Only plain values stand at the end of a path.
 */
public final class Allowlist {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Allowlist> fields = new LinkedHashMap<>();

    public static Allowlist of(String... paths) {
        Allowlist root = new Allowlist();
        for (String path : paths) {
            Allowlist at = root;
            for (String field : path.split("\\.", -1)) {
                at = at.fields.computeIfAbsent(field, f -> new Allowlist());
            }
        }
        return root;
    }

    public ObjectNode keep(JsonNode received) {
        ObjectNode kept = JSON.objectNode();
        fields.forEach((name, inner) -> {
            JsonNode value = inner.kept(received.get(name));
            if (value != null) {
                kept.set(name, value);
            }
        });
        return kept;
    }

    private JsonNode kept(JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isArray()) {
            ArrayNode list = JSON.arrayNode();
            value.forEach(item -> Optional.ofNullable(kept(item)).ifPresent(list::add));
            return list;
        }
        if (value.isNumber()) {
            return fields.isEmpty() ? Facts.number(value).<JsonNode>map(number -> value).orElse(null) : null;
        }
        if (fields.isEmpty()) {
            return value.isString() ? JSON.stringNode(Texts.clean(value.stringValue(), 4000))
                    : value.isValueNode() ? value : null;
        }
        return value.isObject() ? keep(value) : null;
    }

}
