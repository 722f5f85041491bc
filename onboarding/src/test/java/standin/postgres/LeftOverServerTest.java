package standin.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Servers that outlive the run that started them, as a killed one leaves them. */
@Tag("faults")
class LeftOverServerTest {

    @Test
    void keptDataAreThereAfterARestart(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("postgres");
        try (StandInPostgres first = StandInPostgres.keptIn(data, 0)) {
            JdbcClient.create(first.superuser()).sql("create table kept as select 7 as n").update();
        }
        try (StandInPostgres second = StandInPostgres.keptIn(data, 0)) {
            assertThat(JdbcClient.create(second.superuser()).sql("select n from kept").query(Integer.class).single())
                .isEqualTo(7);
        }
    }

    @Test
    void aDirectoryInUseByALivingRunIsRefused(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("postgres");
        try (StandInPostgres first = StandInPostgres.keptIn(data, 0)) {
            assertThatThrownBy(() -> StandInPostgres.keptIn(data, 0)).isInstanceOf(RuntimeException.class);
            assertThat(JdbcClient.create(first.superuser()).sql("select 1").query(Integer.class).single()).isEqualTo(1);
        }
    }

    @Test
    void aServerLeftOverByAKilledRunIsReplaced(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("postgres");
        Process killed = KilledRun.startAndKill(data);
        assertThat(killed.isAlive()).isFalse();
        long leftOver = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        assertThat(ProcessHandle.of(leftOver)).hasValueSatisfying(server -> assertThat(server.isAlive()).isTrue());

        try (StandInPostgres second = StandInPostgres.keptIn(data, 0)) {
            assertThat(JdbcClient.create(second.superuser()).sql("select n from kept").query(Integer.class).single())
                .isEqualTo(7);
            assertThat(ProcessHandle.of(leftOver).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }

    @Test
    void aPidFileThatNamesAStrangerDoesNotHarmTheStranger(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("postgres");
        StandInPostgres.keptIn(data, 0).close();
        Files.writeString(data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + data + "\n");
        try (StandInPostgres second = StandInPostgres.keptIn(data, 0)) {
            assertThat(second.url()).startsWith("jdbc:postgresql://127.0.0.1:");
        }
    }

    @Test
    void whatKilledRunsLeaveIsStoppedAndDeletedAndALivingRunIsNot(@TempDir Path directory) throws Exception {
        KilledRun.startAndKill(directory.resolve("run-1/data"));
        long leftOver = Long.parseLong(Files.readAllLines(directory.resolve("run-1/data/postmaster.pid")).getFirst());
        Files.createDirectories(directory.resolve("run-2"));
        Process living = KilledRun.start(directory.resolve("run-3/data"));
        try {
            LeftOverServer.removeAll(directory, "run-*", "data");

            assertThat(ProcessHandle.of(leftOver).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(directory.resolve("run-1")).doesNotExist();
            assertThat(directory.resolve("run-2")).as("is about to start").exists();
            assertThat(directory.resolve("run-3/data/postmaster.pid")).exists();
        }
        finally {
            living.destroyForcibly().waitFor();
            LeftOverServer.stopIn(directory.resolve("run-3/data"));
        }
    }

}
