package io.ledgerstream.platform;

/**
 * There is no such thing for this lender: the same answer whether it exists elsewhere or
 * not. Pages answer 404.
 */
public class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotFound(String what) {
        super("There is no such " + what + ".", null, false, false);
    }

}
