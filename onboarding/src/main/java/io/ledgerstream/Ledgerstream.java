package io.ledgerstream;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The one composition root: what a deployable is made of is what lies on its class path.
 */
@SpringBootApplication
public class Ledgerstream {

}
