package io.ledgerstream.link.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.link.Invitation;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.RateLimits;
import io.ledgerstream.request.Contacts;
import org.springframework.stereotype.Component;

/**
 * <em>Not me</em>, from a mailed link and without a code: it can be taken back until the
 * lender has answered.
 */
@Component
class NotMe {

    /** Each time the lender's person in charge is mailed. */
    private static final int PER_HOUR = 5;

    private static final Actor CUSTOMER = Actor.customer(null);

    private final Contacts contacts;

    private final RateLimits limits;

    NotMe(Contacts contacts, RateLimits limits) {
        this.contacts = contacts;
        this.limits = limits;
    }

    /**
     * @throws io.ledgerstream.platform.TooMany after too many changes of mind
     * @throws io.ledgerstream.platform.Refused {@code request-closed}
     */
    void said(Invitation invitation) {
        limits.count("not-me", invitation.requestId().toString(), PER_HOUR);
        CurrentLender.as(invitation.lenderId(), () -> contacts.disputed(invitation.requestId(), CUSTOMER));
    }

    /**
     * @throws io.ledgerstream.platform.Refused {@code request-closed}
     */
    void takenBack(Invitation invitation) {
        CurrentLender.as(invitation.lenderId(), () -> contacts.undisputed(invitation.requestId(), CUSTOMER));
    }

}
