package io.ledgerstream.webapp;

import io.ledgerstream.Ledgerstream;
import org.springframework.boot.SpringApplication;

/**
 * Starts the portal, the journey and, unless {@code ledgerstream.workers.enabled=false},
 * the job workers.
 */
public final class WebApplication {

    private WebApplication() {
    }

    public static void main(String[] args) {
        SpringApplication.run(Ledgerstream.class, args);
    }

}
