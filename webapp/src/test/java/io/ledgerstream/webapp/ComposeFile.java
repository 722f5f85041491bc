package io.ledgerstream.webapp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml as compose would read it, with .env.example beside it. */
final class ComposeFile {

    private static final Path ROOT = Path.of("..");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)[^}]*}");

    private static final Pattern SETTING = Pattern.compile("(?m)^(\\w+)=");

    private final String text = read("docker-compose.yml");

    /** The environment of a service, as its application would see it. */
    Map<String, Object> environment(String service) {
        Map<String, ?> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        Map<String, Object> environment = new LinkedHashMap<>();
        map(map(map(file.get("services")).get(service)).get("environment"))
            .forEach((name, value) -> environment.put((String) name, value));
        return environment;
    }

    /** Reads the service's environment as Spring Boot does. */
    Binder binder(String service) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment.getPropertySources()
            .addFirst(new SystemEnvironmentPropertySource("x-systemEnvironment", environment(service)));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment);
    }

    /** What is to be filled in before compose starts. */
    Set<String> variables() {
        return names(VARIABLE, text.replaceAll("(?m)^\\s*#.*$", ""));
    }

    /** What .env.example offers to fill in. */
    static Set<String> offered() {
        return names(SETTING, read(".env.example"));
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static String read(String name) {
        try {
            return Files.readString(ROOT.resolve(name));
        }
        catch (IOException e) {
            throw new IllegalStateException("The tests run in the module's directory.", e);
        }
    }

}
