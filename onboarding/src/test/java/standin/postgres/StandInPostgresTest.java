package standin.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class StandInPostgresTest {

    private final StandInPostgres postgres = StandInPostgres.shared();

    @Test
    void neitherRoleIsMoreThanItNeedsToBe() {
        assertThat(Db.all()
            .sql("""
                    select rolname from pg_roles where rolname like 'ledgerstream%'
                    and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication)""")
            .query(String.class)
            .list()).isEmpty();
    }

    @Test
    void theOwnerCreatesTablesAndThePgTrgmExtension() throws SQLException {
        try (var owner = connect(postgres.ownerUser(), postgres.ownerPassword()); var sql = owner.createStatement()) {
            owner.setAutoCommit(false);
            sql.execute("create extension if not exists pg_trgm");
            sql.execute("create table probe (id int)");
            owner.rollback();
        }
    }

    @Test
    void theApplicationCreatesNothing() throws SQLException {
        try (var app = connect(postgres.appUser(), postgres.appPassword()); var sql = app.createStatement()) {
            for (String forbidden : List.of("create table probe (id int)", "create schema probe",
                    "create temp table probe (id int)")) {
                assertThatThrownBy(() -> sql.execute(forbidden)).hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void commitsAreSynchronous() {
        assertThat(Db.all().sql("show synchronous_commit").query(String.class).single()).isEqualTo("on");
    }

    @Test
    void aServerForFaultTestsFlushesToDisk() throws Exception {
        try (StandInPostgres durable = StandInPostgres.durable()) {
            assertThat(JdbcClient.create(durable.superuser()).sql("show fsync").query(String.class).single())
                .isEqualTo("on");
        }
    }

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

    private java.sql.Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(postgres.url(), user, password);
    }

}
