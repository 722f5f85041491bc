package io.ledgerstream.connection;

import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends connections that worked: nothing is read any more, and the access is revoked at
 * the provider and erased, at once or as soon as it answers.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Disconnections {

    private final ConnectionRows rows;

    private final Setups setups;

    Disconnections(ConnectionRows rows, Setups setups) {
        this.rows = rows;
        this.setups = setups;
    }

    /**
     * @param reason a code. @return false where it had ended before
     */
    public boolean disconnect(UUID connectionId, String reason) {
        boolean now = rows.unlinkWorking(connectionId, reason);
        if (now) {
            setups.ended(connectionId);
        }
        return now;
    }

}
