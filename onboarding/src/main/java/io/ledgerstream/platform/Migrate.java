package io.ledgerstream.platform;

import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema up to date and ends: the one program that holds the owner's
 * credentials. Needs DATABASE_URL, OWNER_USERNAME and OWNER_PASSWORD in the environment;
 * ends with 1 where it fails.
 */
public final class Migrate {

    private static final Logger LOG = LoggerFactory.getLogger(Migrate.class);

    private Migrate() {
    }

    public static void main(String[] args) {
        int applied = Flyway.configure()
            .dataSource(required("DATABASE_URL"), required("OWNER_USERNAME"), required("OWNER_PASSWORD"))
            .locations("classpath:db/migration")
            .load()
            .migrate().migrationsExecuted;
        LOG.info("{} migrations applied; the schema is up to date.", applied);
    }

    private static String required(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set in the environment.");
        }
        return value;
    }

}
