package io.ledgerstream.link.web;

/** The page asked for is not where the customer stands; answered with a 303. */
public class Elsewhere extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;

    public Elsewhere(String path) {
        super("The customer stands at " + path, null, false, false);
        this.path = path;
    }

    String path() {
        return path;
    }

}
