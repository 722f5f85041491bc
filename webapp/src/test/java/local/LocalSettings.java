package local;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Where local mode listens and keeps its data: {@code --server.port=8080},
 * {@code --local.quickbooks-port=8090}, {@code --local.sign-in-port=8091},
 * {@code --local.netsuite-port=8092}, {@code --local.netsuite-sign-in-port=8093},
 * {@code --local.directory=<project>/.local}.
 */
public record LocalSettings(int webPort, int quickBooksPort, int signInPort, int netSuitePort, int netSuiteSignInPort,
        Path directory) {

    public static LocalSettings of(String... arguments) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        return new LocalSettings(environment.getProperty("server.port", int.class, 8080),
                environment.getProperty("local.quickbooks-port", int.class, 8090),
                environment.getProperty("local.sign-in-port", int.class, 8091),
                environment.getProperty("local.netsuite-port", int.class, 8092),
                environment.getProperty("local.netsuite-sign-in-port", int.class, 8093),
                Path.of(environment.getProperty("local.directory", projectRoot().resolve(".local").toString()))
                    .toAbsolutePath());
    }

    public String baseUrl() {
        return "http://localhost:" + webPort;
    }

    /** The outermost directory with a pom.xml, from the working directory upwards. */
    private static Path projectRoot() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory.getParent() != null && Files.exists(directory.getParent().resolve("pom.xml"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
