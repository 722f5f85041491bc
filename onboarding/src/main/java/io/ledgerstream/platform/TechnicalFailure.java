package io.ledgerstream.platform;

/**
 * Something outside did not do its part; trying again may help. The message is read by
 * operators in incidents: it says cause and remedy, and never carries names, addresses,
 * links or secrets.
 */
public class TechnicalFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TechnicalFailure(String causeAndRemedy) {
        super(causeAndRemedy);
    }

    public TechnicalFailure(String causeAndRemedy, Throwable cause) {
        super(causeAndRemedy, cause);
    }

}
