package io.ledgerstream.connection;

import io.ledgerstream.request.RequestClosed;
import io.ledgerstream.request.RequestStatus;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A request that ends without a connection takes what had been granted with it, in the
 * transaction that ends it.
 */
@Component
class ClosedRequests {

    private final ConnectionRows rows;

    ClosedRequests(ConnectionRows rows) {
        this.rows = rows;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(RequestClosed closed) {
        if (closed.status() != RequestStatus.CONNECTED) {
            rows.unlinkAll(closed.requestId(), "request-" + closed.status().name().toLowerCase(Locale.ROOT));
        }
    }

}
