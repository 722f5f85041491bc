package standin.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks into the tests' database past row-level security, so that an assertion sees every
 * lender's rows.
 */
public final class Db {

    private Db() {
    }

    /**
     * Assertions ask thousands of times: a new connection for each would cost more than
     * the answer.
     */
    private static final class Pool {

        static final JdbcClient ALL = JdbcClient.create(pool());

        private static HikariDataSource pool() {
            HikariConfig config = new HikariConfig();
            config.setDataSource(StandInPostgres.shared().superuser());
            config.setPoolName("assertions");
            config.setMaximumPoolSize(8);
            config.setMinimumIdle(0);
            return new HikariDataSource(config);
        }

    }

    /** As the administrator: sees and may change everything. */
    public static JdbcClient all() {
        return Pool.ALL;
    }

    /**
     * As the application's role, without a lender: sees what a query sees that forgot to
     * say whose data it wants.
     */
    public static JdbcClient app() {
        var source = new org.postgresql.ds.PGSimpleDataSource();
        StandInPostgres postgres = StandInPostgres.shared();
        source.setUrl(postgres.url());
        source.setUser(postgres.appUser());
        source.setPassword(postgres.appPassword());
        return JdbcClient.create(source);
    }

}
