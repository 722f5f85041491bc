package io.ledgerstream.sharing;

import io.ledgerstream.request.RequestClosed;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A request to reconnect that ends without it takes the consent that was given for it
 * with it, in the transaction that ends it.
 */
@Component
class GivenUpReconnections {

    private final SharingEnds ends;

    GivenUpReconnections(SharingEnds ends) {
        this.ends = ends;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(RequestClosed closed) {
        switch (closed.status()) {
            case DECLINED, EXPIRED, CANCELLED -> ends.notReconnected(closed.requestId());
            default -> {
            }
        }
    }

}
