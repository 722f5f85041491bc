package io.ledgerstream.connection;

import java.time.Duration;

/** What verification came to. Recorded before it is told to anybody. */
public sealed interface Verdict {

    /** The connection is Linked. */
    record Verified() implements Verdict {
    }

    /** The customer has to connect again, or the request is no longer at this step. */
    record Rejected() implements Verdict {
    }

    /** The provider asked for a pause; nothing is decided. */
    record Later(Duration pause) implements Verdict {
    }
}
