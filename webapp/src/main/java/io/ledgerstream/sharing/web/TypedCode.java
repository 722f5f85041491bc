package io.ledgerstream.sharing.web;

/** What was typed into the field for the code; anything, also nothing. */
record TypedCode(String code) {

    TypedCode {
        code = code == null ? "" : code;
    }
}
