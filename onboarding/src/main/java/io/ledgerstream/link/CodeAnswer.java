package io.ledgerstream.link;

import java.time.Instant;

/** What became of a code that was typed in. */
public sealed interface CodeAnswer {

    /**
     * @param visitToken the visit's new cookie; the one before holds no longer
     */
    record Accepted(String visitToken) implements CodeAnswer {
    }

    /** Not eight digits: no try is counted. */
    record Malformed() implements CodeAnswer {
    }

    record Wrong(int triesLeft) implements CodeAnswer {
    }

    /**
     * It was right once; the one sent at {@code newerSentAt} took its place. No try is
     * counted.
     */
    record Replaced(Instant newerSentAt) implements CodeAnswer {
    }

    /** No code is live any more: it is too old, was tried too often or has been used. */
    record Over() implements CodeAnswer {
    }

}
