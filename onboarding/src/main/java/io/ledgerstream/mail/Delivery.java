package io.ledgerstream.mail;

import java.time.Duration;

/** Where a mail stands for whoever wants it sent. */
public sealed interface Delivery {

    /**
     * It is the caller's to send, outside of any transaction: {@link Deliveries#send}.
     */
    record ToSend(Attempt attempt) implements Delivery {
    }

    /**
     * Not now: somebody else is at it, or the mail server was not ready.
     *
     * @param attempts how often it was tried so far; waits grow, so that 30 of them take
     * about two hours
     */
    record Later(Duration in, String why, int attempts) implements Delivery {
    }

    /**
     * Nothing more will be done about it.
     *
     * @param error the server's reply code where it was refused, as {@code 550 5.1.1};
     * never its words
     */
    record Over(MailState state, String error) implements Delivery {
    }

}
