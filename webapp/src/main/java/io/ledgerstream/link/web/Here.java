package io.ledgerstream.link.web;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.link.Visit;
import io.ledgerstream.request.RequestView;
import java.util.UUID;

/**
 * Where a signed-in customer stands: the visit and the request, at a step that {@link At}
 * allows.
 */
public record Here(Visit visit, RequestView request) {

    public UUID requestId() {
        return request.id();
    }

    /** The customer as the one who acts. */
    public Actor customer() {
        return Actor.customer(visit.id());
    }
}
