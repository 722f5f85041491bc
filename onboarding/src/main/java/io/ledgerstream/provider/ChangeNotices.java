package io.ledgerstream.provider;

import java.util.List;

/**
 * Accounting software that tells by itself when something has changed: by a request to
 * us, signed.
 */
public interface ChangeNotices {

    /** Nobody sends more at once. */
    int MOST_BYTES = 1_000_000;

    /** The header that bears the signature. */
    String signatureHeader();

    /**
     * @param body as it came: the signature is over its bytes
     * @param signature null where there is none
     */
    Told read(byte[] body, String signature);

    /** What came of reading a notice. */
    sealed interface Told {

        /** Signed by nobody we know. */
        record Forged() implements Told {
        }

        /** Signed, but in no form that is known. */
        record NotUnderstood() implements Told {
        }

        /**
         * @param changes of any accounts; what is not read of their books is left out
         */
        record Changes(List<ChangeNotice> changes) implements Told {
        }

    }

}
