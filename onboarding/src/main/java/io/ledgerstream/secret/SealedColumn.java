package io.ledgerstream.secret;

import java.util.UUID;

/**
 * A column of sealed values, in a table whose key is {@code id} and that belongs to
 * lenders. Whoever keeps secrets in a column makes it a bean: what keys are renewed for
 * is found by these, and a key goes only when none of these columns needs it any more.
 */
public record SealedColumn(String table, String column) {

    private static final String NAME = "[a-z_]{1,63}";

    public SealedColumn {
        if (!table.matches(NAME) || !column.matches(NAME)) {
            throw new IllegalArgumentException("not the names of a table and a column");
        }
    }

    public Secrets.Place at(UUID row) {
        return new Secrets.Place(table, column, row);
    }
}
