package io.ledgerstream.sharing.web;

import io.ledgerstream.link.ManageVisits.ManageVisit;

/** A visit that waits for its code. */
record Waiting(ManageVisit visit) {
}
