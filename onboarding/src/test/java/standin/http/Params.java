package standin.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters of an address or a form. A name that comes twice has no value, since servers
 * differ in which one they take.
 */
public record Params(Map<String, List<String>> values) {

    public static Params parse(String encoded) {
        var values = new LinkedHashMap<String, List<String>>();
        for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            if (!parts[0].isEmpty()) {
                values.computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
                    .add(parts.length == 2 ? decode(parts[1]) : "");
            }
        }
        return new Params(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
        catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Its one value, if it has exactly one and that is not empty. */
    public Optional<String> one(String name) {
        return Optional.ofNullable(values.get(name))
            .filter(all -> all.size() == 1)
            .map(List::getFirst)
            .filter(value -> !value.isEmpty());
    }

    public String oneOrEmpty(String name) {
        return one(name).orElse("");
    }
}
