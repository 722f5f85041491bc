package io.ledgerstream.link.web;

/** What was typed into the field for the code; anything, also nothing. */
record CodeForm(String code) {

    CodeForm {
        code = code == null ? "" : code;
    }
}
