package local;

import ch.qos.logback.classic.Level;
import io.ledgerstream.Ledgerstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Local mode: the whole application and, beside it in this JVM, everything that stands in
 * for the outside. Started by {@code mvn spring-boot:test-run}; addresses and directory
 * as in {@link LocalSettings}.
 */
public final class LocalLedgerstream {

    private LocalLedgerstream() {
    }

    public static void main(String[] arguments) {
        quiet();
        try {
            LocalSettings settings = LocalSettings.of(arguments);
            requireFree(settings);
            start(settings, arguments);
        }
        catch (RuntimeException | IOException e) {
            // The threads of the stand-ins that run already would keep the JVM alive.
            System.err.println("\nLocal mode did not start: " + e.getMessage() + "\n");
            System.exit(1);
        }
    }

    /**
     * What was started: closing it stops the application first, then the stand-ins, as
     * the end of the JVM does.
     */
    public record Running(ConfigurableApplicationContext application, Outside outside) implements AutoCloseable {
        @Override
        public void close() {
            application.close();
            outside.close();
        }
    }

    public static Running start(LocalSettings settings, String... arguments) throws IOException {
        Outside outside = Outside.start(settings);
        SpringApplication.getShutdownHandlers().add(outside::close);
        var application = new SpringApplication(Ledgerstream.class, LocalConfiguration.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setAdditionalProfiles("local");
        application.addInitializers(context -> {
            context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("local", outside.properties()));
            context.getBeanFactory().registerSingleton("outside", outside);
        });
        return new Running(application.run(arguments), outside);
    }

    /**
     * Until the application's logging settings are read, the stand-ins would tell
     * everything they do.
     */
    private static void quiet() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
    }

    static void requireFree(LocalSettings settings) {
        for (int port : List.of(settings.webPort(), settings.quickBooksPort(), settings.signInPort(),
                settings.netSuitePort(), settings.netSuiteSignInPort())) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                socket.getLocalPort();
            }
            catch (IOException e) {
                throw new IllegalStateException(
                        "port " + port + " is in use. End what uses it, or choose another with "
                                + "-Dspring-boot.run.arguments=\"--server.port=… --local.quickbooks-port=… "
                                + "--local.sign-in-port=… --local.netsuite-port=… --local.netsuite-sign-in-port=…\"",
                        e);
            }
        }
    }

}
