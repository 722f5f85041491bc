package standin.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * A real PostgreSQL for tests and local mode, set up by the same {@code db/bootstrap.sql}
 * as in production: database {@code ledgerstream}, owned by {@link #ownerUser()}
 * (Flyway), used by {@link #appUser()}, which owns nothing, so that row-level security is
 * in force. Tests share {@link #shared()}, one server and one database per JVM, gone with
 * it. Local mode keeps its data with {@link #keptIn}.
 */
public final class StandInPostgres implements AutoCloseable {

    private static final String TEMPORARY = "ledgerstream-postgres-";

    private static final String DATABASE = "ledgerstream";

    private static final String OWNER = "ledgerstream_owner";

    private static final String APP = "ledgerstream_app";

    private final EmbeddedPostgres server;

    private StandInPostgres(EmbeddedPostgres server) {
        this.server = server;
        bootstrap();
    }

    /**
     * The JVM's one server, started at the first call, on a free port. Stopped and
     * deleted when the JVM ends, or by the next run where it was killed.
     */
    public static StandInPostgres shared() {
        return Shared.SERVER;
    }

    /**
     * A server whose data outlive it. A server left over in that directory by a killed
     * run is stopped first. It runs until it is closed, so that whoever uses it can be
     * stopped before.
     * @param port 0 for a free one
     * @throws IllegalStateException another run that is alive uses the directory
     */
    public static StandInPostgres keptIn(Path directory, int port) {
        LeftOverServer.stopIn(directory);
        File log = directory.resolveSibling(directory.getFileName() + ".log").toFile();
        return start(settings(log).setDataDirectory(directory)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setRegisterShutdownHook(false));
    }

    private static StandInPostgres temporary() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        LeftOverServer.removeAll(parent, TEMPORARY + "*", "data");
        try {
            Path directory = Files.createTempDirectory(parent, TEMPORARY);
            File log = directory.resolve("server.log").toFile();
            directory.toFile().deleteOnExit();
            log.deleteOnExit();
            return start(settings(log).setDataDirectory(directory.resolve("data")));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits are as in production, but nothing is flushed to the disk. */
    private static EmbeddedPostgres.Builder settings(File log) {
        return EmbeddedPostgres.builder()
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
            .setServerConfig("fsync", "off")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "200")
            .setServerConfig("timezone", "UTC");
    }

    private static StandInPostgres start(EmbeddedPostgres.Builder builder) {
        try {
            return new StandInPostgres(builder.start());
        }
        catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }

    private void bootstrap() {
        try (Connection maintenance = server.getPostgresDatabase().getConnection();
                var sql = maintenance.createStatement()) {
            if (!sql.executeQuery("select from pg_database where datname = '" + DATABASE + "'").next()) {
                sql.execute("create database " + DATABASE);
            }
        }
        catch (SQLException e) {
            throw new IllegalStateException("database not created", e);
        }
        try (Connection connection = superuser().getConnection(); var sql = connection.createStatement()) {
            sql.execute("set ledgerstream.owner_password = '" + OWNER + "'");
            sql.execute("set ledgerstream.app_password = '" + APP + "'");
            sql.execute(script());
        }
        catch (SQLException e) {
            throw new IllegalStateException("db/bootstrap.sql failed", e);
        }
    }

    private static String script() {
        try (var in = StandInPostgres.class.getResourceAsStream("/db/bootstrap.sql")) {
            return new String(Objects.requireNonNull(in, "db/bootstrap.sql").readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + DATABASE;
    }

    public String ownerUser() {
        return OWNER;
    }

    public String ownerPassword() {
        return OWNER;
    }

    public String appUser() {
        return APP;
    }

    public String appPassword() {
        return APP;
    }

    /**
     * The database as its administrator: passes row-level security by. For assertions and
     * for the stand-ins' own schema.
     */
    public DataSource superuser() {
        return server.getDatabase("postgres", DATABASE);
    }

    /**
     * What the application needs: its own role for the data source, the owner's for
     * Flyway.
     */
    public Map<String, String> properties() {
        return Map.of("spring.datasource.url", url(), "spring.datasource.username", appUser(),
                "spring.datasource.password", appPassword(), "spring.flyway.url", url(), "spring.flyway.user",
                ownerUser(), "spring.flyway.password", ownerPassword());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static final class Shared {

        static final StandInPostgres SERVER = temporary();

    }

}
