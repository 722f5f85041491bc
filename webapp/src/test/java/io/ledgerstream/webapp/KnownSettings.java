package io.ledgerstream.webapp;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every setting that exists: ours from the records that they are bound to, Spring Boot's
 * from the metadata of its modules. By the name that an environment variable would have,
 * dots as underscores and dashes left out.
 */
final class KnownSettings {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    /** Name to whether it is a map, whose own keys follow the name. */
    private final Map<String, Boolean> known = new TreeMap<>();

    KnownSettings() throws IOException, ClassNotFoundException {
        // A condition on beans, bound to no record.
        add("ledgerstream.workers.enabled", false);
        var records = new ClassPathScanningCandidateComponentProvider(false);
        records.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var found : records.findCandidateComponents("io.ledgerstream")) {
            Class<?> type = Class.forName(found.getBeanClassName());
            add(type.getAnnotation(ConfigurationProperties.class).value(), type);
        }
        for (URL metadata : Collections.list(KnownSettings.class.getClassLoader().getResources(METADATA))) {
            try (InputStream json = metadata.openStream()) {
                add(JsonMapper.shared().readTree(json));
            }
        }
    }

    boolean contains(String variable) {
        return known.containsKey(variable) || known.entrySet()
            .stream()
            .anyMatch(setting -> setting.getValue() && variable.startsWith(setting.getKey() + "_"));
    }

    private void add(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + component.getName();
            if (component.getType().isRecord()) {
                add(name, component.getType());
            }
            else {
                add(name, Map.class.isAssignableFrom(component.getType()));
            }
        }
    }

    private void add(JsonNode metadata) {
        metadata.path("properties").forEach(property -> {
            if (!property.has("deprecation")
                    || !"error".equals(property.path("deprecation").path("level").asString(""))) {
                add(property.path("name").asString(), property.path("type").asString("").startsWith("java.util.Map"));
            }
        });
    }

    private void add(String property, boolean map) {
        known.put(property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT), map);
    }

}
