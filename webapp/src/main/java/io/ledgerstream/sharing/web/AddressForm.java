package io.ledgerstream.sharing.web;

/** What was typed into the field for the address; anything, also nothing. */
record AddressForm(String email) {

    AddressForm {
        email = email == null ? "" : email.strip();
    }
}
