package io.ledgerstream.workers;

import io.ledgerstream.Ledgerstream;
import org.springframework.boot.SpringApplication;

/**
 * Starts the job workers, the relay, the mail sender and the syncs alone, without pages.
 */
public final class WorkersApplication {

    private WorkersApplication() {
    }

    public static void main(String[] args) {
        SpringApplication.run(Ledgerstream.class, args);
    }

}
