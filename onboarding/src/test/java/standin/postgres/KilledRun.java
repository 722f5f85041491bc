package standin.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A Java process of its own that starts a server, writes a row, and is killed without a
 * chance to stop it.
 */
final class KilledRun {

    private KilledRun() {
    }

    static Process startAndKill(Path data) throws IOException, InterruptedException {
        Process process = start(data);
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        return process;
    }

    /** Its server is ready. */
    static Process start(Path data) throws IOException {
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                System.getProperty("java.class.path"), KilledRun.class.getName(), data.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        try (var lines = process.inputReader()) {
            lines.lines().filter("ready"::equals).findFirst().orElseThrow();
        }
        return process;
    }

    public static void main(String[] arguments) throws InterruptedException {
        StandInPostgres postgres = StandInPostgres.keptIn(Path.of(arguments[0]), 0);
        JdbcClient.create(postgres.superuser()).sql("create table kept as select 7 as n").update();
        System.out.println("ready");
        Thread.currentThread().join();
    }

}
