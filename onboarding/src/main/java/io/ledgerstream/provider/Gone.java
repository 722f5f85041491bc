package io.ledgerstream.provider;

import java.util.Set;

/** Which records of one type are there no more. */
public sealed interface Gone {

    /** Where the provider tells what was deleted. */
    record These(Set<String> ids) implements Gone {
    }

    /**
     * Where it does not: all that are left, so that what is not among them has gone.
     *
     * @param promised those of them that the customer lets us read; of the others nothing
     * but the id was asked for
     */
    record AllBut(Set<String> ids, Set<String> promised) implements Gone {
    }

}
