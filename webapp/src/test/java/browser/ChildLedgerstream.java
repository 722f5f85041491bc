package browser;

import static org.awaitility.Awaitility.await;

import fixture.HaltAfterAnswer;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Local mode in a process of its own, to be killed, started again on the same data, or
 * sent into the future.
 */
final class ChildLedgerstream implements AutoCloseable {

    /** A start takes ten seconds, and a hundred on a machine that does much else. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int web = freePort();

    private final int quickBooks = freePort();

    private final int signIn = freePort();

    private final int netSuite = freePort();

    private final int netSuiteSignIn = freePort();

    private final Path directory;

    private Process process;

    ChildLedgerstream(Path directory) {
        this.directory = directory;
    }

    String address() {
        return "http://localhost:" + web;
    }

    /** Starts it and returns when it answers that it is ready. */
    void start() {
        start("none");
    }

    /**
     * One that will die when a provider has answered this and nothing of it is kept:
     * {@code exchange}, {@code renew}.
     */
    void startToBeHaltedAfter(String answer) {
        start(answer);
    }

    private void start(String haltAfter) {
        try {
            process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                    System.getProperty("java.class.path"), "local.LocalLedgerstream", "--server.port=" + web,
                    "--local.quickbooks-port=" + quickBooks, "--local.sign-in-port=" + signIn,
                    "--local.netsuite-port=" + netSuite, "--local.netsuite-sign-in-port=" + netSuiteSignIn,
                    "--local.directory=" + directory.resolve("data"), "--local.halt-after=" + haltAfter))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target", "child-ledgerstream.log")))
                .start();
        }
        catch (IOException e) {
            throw new IllegalStateException(e);
        }
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).until(this::ready);
    }

    /** As kill -9: nothing is finished, nothing is said. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when it has died of itself. */
    void isHalted() {
        await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(250)).until(() -> !process.isAlive());
        if (process.exitValue() != HaltAfterAnswer.HALTED) {
            throw new IllegalStateException(
                    "Local mode ended with " + process.exitValue() + "; see target/child-ledgerstream.log");
        }
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "Local mode ended with " + process.exitValue() + "; see target/child-ledgerstream.log");
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/local/inbox"))
                .timeout(Duration.ofSeconds(5))
                .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        }
        catch (IOException e) {
            return false;
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** In good order, so that the database it started ends with it. */
    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
        catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

}
