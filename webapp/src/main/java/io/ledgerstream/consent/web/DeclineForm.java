package io.ledgerstream.consent.web;

/** @param reason optional, in the customer's words */
record DeclineForm(String reason) {

    DeclineForm {
        reason = reason == null ? "" : reason.strip();
    }
}
