package browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import local.LocalLedgerstream;
import local.LocalSettings;
import org.awaitility.Awaitility;

/**
 * The whole of local mode, started once for all browser tests of a JVM, on free ports and
 * with data of its own.
 */
final class Local {

    private static final LocalSettings SETTINGS = settings();

    private static final LocalLedgerstream.Running RUNNING = start();

    private Local() {
    }

    static String address() {
        return SETTINGS.baseUrl();
    }

    static LocalLedgerstream.Running running() {
        return RUNNING;
    }

    private static LocalLedgerstream.Running start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40)); // as in StandIns
        try {
            LocalLedgerstream.Running running = LocalLedgerstream.start(SETTINGS,
                    "--server.port=" + SETTINGS.webPort());
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
            return running;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocalSettings settings() {
        try {
            Path directory = Files.createTempDirectory("ledgerstream-browser");
            return LocalSettings.of("--server.port=" + freePort(), "--local.quickbooks-port=" + freePort(),
                    "--local.sign-in-port=" + freePort(), "--local.netsuite-port=" + freePort(),
                    "--local.netsuite-sign-in-port=" + freePort(), "--local.directory=" + directory);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

}
