package io.ledgerstream.consent.web;

import io.ledgerstream.platform.web.Typed;

/**
 * @param reason optional, in the customer's words, without what hides or turns what
 * stands beside it
 */
record DeclineForm(String reason) {

    DeclineForm {
        reason = Typed.lines(reason);
    }
}
