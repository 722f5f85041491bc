package io.ledgerstream.sharing;

import java.util.Locale;

/** Why a sharing ended. */
public enum SharingEnd {

    /** The customer wished it so, on the page where sharings are managed. */
    ENDED_BY_CUSTOMER,
    /** Its day had come. */
    CONSENT_ENDED,
    /**
     * The company works with other software now, and that one is connected, or files are
     * given.
     */
    SOFTWARE_CHANGED;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

}
