package io.ledgerstream.engine;

/**
 * Something that looks for work now and then, and at once when the database says that
 * there is some.
 */
public interface Wakeable {

    /** What the trigger says: {@code outbox}, {@code mail}, {@code sync}. */
    String channel();

    /** Looks for work as soon as possible; returns at once. */
    void wake();

}
