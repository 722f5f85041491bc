package standin.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.util.FileSystemUtils;

/**
 * The server that a killed run leaves behind in its data directory: a second one on the
 * same data would fail. It is stopped by its process id, and only where that process is a
 * PostgreSQL started on that very directory. (pg_ctl will not do it for us: it refuses to
 * run as root.)
 */
final class LeftOverServer {

    private static final String LOCK = "epg-lock";

    private static final String PID_FILE = "postmaster.pid";

    private LeftOverServer() {
    }

    /**
     * Stops and deletes what killed runs left beneath a directory. Several runs may do so
     * at once.
     * @param runs matches their directories
     * @param data the name of the data directory in each of them
     */
    static void removeAll(Path parent, String runs, String data) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, runs)) {
            for (Path run : all) {
                remove(run, run.resolve(data));
            }
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run without a lock file is just about to start. */
    private static void remove(Path run, Path data) throws IOException {
        try (FileChannel channel = FileChannel.open(data.resolve(LOCK), StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock != null) {
                if (Files.exists(data.resolve(PID_FILE))) {
                    stop(data.resolve(PID_FILE), data);
                }
                FileSystemUtils.deleteRecursively(run);
            }
        }
        catch (NoSuchFileException e) {
            // Another run deletes it, too, or it is not there yet.
        }
    }

    static void stopIn(Path directory) {
        try {
            Path pidFile = directory.resolve(PID_FILE);
            if (Files.exists(pidFile)) {
                refuseIfInUse(directory.resolve(LOCK));
                stop(pidFile, directory);
            }
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The lock is held by the Java process that started the server; the system takes it
     * away when that one dies.
     */
    private static void refuseIfInUse(Path lockFile) throws IOException {
        if (!Files.exists(lockFile)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE); var lock = channel.tryLock()) {
            if (lock == null) {
                throw new IllegalStateException("Another run uses " + lockFile.getParent() + ": end that one first");
            }
        }
    }

    private static void stop(Path pidFile, Path directory) throws IOException {
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        Optional<ProcessHandle> server = ProcessHandle.of(pid).filter(process -> isServerOf(process, directory));
        if (server.isPresent()) {
            interrupt(server.get());
        }
        else {
            // Nobody, or a stranger that was given the number since: PostgreSQL would
            // refuse to start because of it.
            Files.deleteIfExists(pidFile);
        }
    }

    private static boolean isServerOf(ProcessHandle process, Path directory) {
        String command = process.info().commandLine().orElse("");
        return command.contains("postgres") && command.contains(directory.toString());
    }

    /**
     * SIGINT is PostgreSQL's fast shutdown; Java's own destroy() sends SIGTERM, which
     * waits for every client to leave.
     */
    private static void interrupt(ProcessHandle server) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            server.destroy();
        }
        else {
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).inheritIO().start();
        }
        try {
            server.onExit().get(20, TimeUnit.SECONDS);
        }
        catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(
                    "The PostgreSQL of an earlier run, process " + server.pid() + ", does not end", e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

}
