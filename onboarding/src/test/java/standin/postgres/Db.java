package standin.postgres;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks into the tests' database past row-level security, so that an assertion sees every
 * lender's rows.
 */
public final class Db {

    private Db() {
    }

    /** As the administrator: sees and may change everything. */
    public static JdbcClient all() {
        return JdbcClient.create(StandInPostgres.shared().superuser());
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
