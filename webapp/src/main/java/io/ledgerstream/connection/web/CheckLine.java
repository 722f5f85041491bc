package io.ledgerstream.connection.web;

/**
 * One check as people read it.
 *
 * @param state as the checklist has it: waiting, now, done, noted, doubtful, failed
 * @param words what is checked
 * @param why what is wrong, or pointed out, in one sentence; null for nothing
 */
public record CheckLine(String state, String words, String why) {
}
