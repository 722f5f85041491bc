package io.ledgerstream.secret;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The current lender's sealed values, by the version of the key that sealed them. */
@Component
@Transactional
class SealedRows {

    private final JdbcClient jdbc;

    private final Secrets secrets;

    private final List<SealedColumn> columns;

    SealedRows(JdbcClient jdbc, Secrets secrets, List<SealedColumn> columns) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.columns = List.copyOf(columns);
    }

    List<SealedColumn> columns() {
        return columns;
    }

    /** The rows that another version than this one has sealed. */
    List<UUID> notSealedWith(SealedColumn column, int version) {
        return jdbc
            .sql("select id from " + column.table() + " where substring(" + column.column()
                    + " from 2 for 4) <> ? order by id")
            .param(Secrets.mark(version))
            .query(UUID.class)
            .list();
    }

    /**
     * Seals one value again, with the newest key.
     * @return false where it is gone, or somebody is writing it just now
     * @throws IllegalStateException where it does not open
     */
    boolean sealAgain(SealedColumn column, UUID row) {
        return jdbc
            .sql("select " + column.column() + " from " + column.table() + " where id = ? and " + column.column()
                    + " is not null for update skip locked")
            .param(row)
            .query(byte[].class)
            .optional()
            .map(sealed -> jdbc.sql("update " + column.table() + " set " + column.column() + " = ? where id = ?")
                .params(secrets.sealBytes(column.at(row), secrets.openBytes(column.at(row), sealed)), row)
                .update() == 1)
            .orElse(false);
    }

    boolean anySealedWith(int version) {
        return columns.stream()
            .anyMatch(column -> jdbc
                .sql("select exists (select 1 from " + column.table() + " where substring(" + column.column()
                        + " from 2 for 4) = ?)")
                .param(Secrets.mark(version))
                .query(Boolean.class)
                .single());
    }

}
