package io.ledgerstream.provider;

/**
 * How much of one account a provider bears, or we allow ourselves below that, since
 * accounts are shared with their owners' other software.
 *
 * @param atOnce calls on their way, over all nodes
 * @param perMinute calls begun in a minute of the clock
 */
public record Limits(int atOnce, int perMinute) {
}
