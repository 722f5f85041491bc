package io.ledgerstream.request;

import java.time.Instant;

/**
 * What a request asks for ahead of its end, while the connection works.
 *
 * @param endsAt when it ends unless it is renewed
 */
public record Renewal(What what, Instant endsAt) {

    public enum What {

        /** The customer's consent: it is given anew, and nobody has to connect. */
        CONSENT,
        /**
         * The access that the provider gave, where it cannot be renewed from here any
         * more.
         */
        ACCESS,
        /** A certificate of ours that we may not replace ourselves. */
        CERTIFICATE

    }

    public boolean ofConsent() {
        return what == What.CONSENT;
    }
}
