package standin.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    private java.sql.Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(postgres.url(), user, password);
    }

}
