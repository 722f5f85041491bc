package io.ledgerstream.provider.web;

/** @param software the code of the tile that was chosen; anything */
record SoftwareForm(String software) {
}
