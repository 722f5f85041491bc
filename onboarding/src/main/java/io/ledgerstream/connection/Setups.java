package io.ledgerstream.connection;

import io.ledgerstream.provider.SetupOver;
import io.ledgerstream.request.RequestClosed;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.SoftwareSelected;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells the providers when a set-up is over, in the transaction that makes it so:
 * connected, the request closed, other software selected, the connection ended. Not where
 * access was rejected or lost: then it is what the customer goes on with.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Setups {

    private final JdbcClient jdbc;

    private final ApplicationEventPublisher events;

    Setups(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @EventListener
    public void on(SoftwareSelected selected) {
        over(selected.requestId(), false);
    }

    @EventListener
    public void on(RequestClosed closed) {
        if (closed.status() != RequestStatus.CONNECTED) {
            over(closed.requestId(), false);
        }
    }

    @EventListener
    public void on(ConnectionLinked linked) {
        over(linked.requestId(), true);
    }

    /**
     * Of every request about it: the one that made it, and those that mended it or added
     * to it.
     */
    void ended(UUID connectionId) {
        jdbc.sql("""
                select id from request_line
                where connection_id = :id or id = (select line_id from connection where id = :id)""")
            .param("id", connectionId)
            .query(UUID.class)
            .list()
            .forEach(line -> events.publishEvent(new SetupOver(line, false)));
    }

    private void over(UUID requestId, boolean connected) {
        jdbc.sql("select id from request_line where request_id = ?")
            .param(requestId)
            .query(UUID.class)
            .list()
            .forEach(line -> events.publishEvent(new SetupOver(line, connected)));
    }

}
