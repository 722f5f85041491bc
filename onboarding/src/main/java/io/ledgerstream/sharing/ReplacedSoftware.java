package io.ledgerstream.sharing;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.ConnectionLinked;
import io.ledgerstream.request.RequestClosed;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.SoftwareChanges;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is shared from the old software ends in the transaction in which the new one is
 * Linked, or files are given: no minute without either, none with both.
 */
@Component
class ReplacedSoftware {

    private final SoftwareChanges changes;

    private final SharingEnds ends;

    ReplacedSoftware(SoftwareChanges changes, SharingEnds ends) {
        this.changes = changes;
        this.ends = ends;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(ConnectionLinked linked) {
        replaced(linked.requestId(), linked.connectionId());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(RequestClosed closed) {
        if (closed.status() == RequestStatus.UPLOADED) {
            replaced(closed.requestId(), null);
        }
    }

    private void replaced(UUID requestId, UUID newConnection) {
        changes.completed(requestId, newConnection)
            .ifPresent(old -> ends.connection(old, ends.newest(old), SharingEnd.SOFTWARE_CHANGED, Actor.PROCESS));
    }

}
