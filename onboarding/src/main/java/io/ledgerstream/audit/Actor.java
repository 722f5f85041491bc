package io.ledgerstream.audit;

import java.util.UUID;

/**
 * Who acts.
 *
 * @param id the portal user's or the visit's id; null for the process and the system
 */
public record Actor(Kind kind, UUID id) {

    public enum Kind {

        USER, CUSTOMER, PROCESS, SYSTEM

    }

    public static final Actor PROCESS = new Actor(Kind.PROCESS, null);

    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null);

    public static Actor user(UUID userId) {
        return new Actor(Kind.USER, userId);
    }

    public static Actor customer(UUID visitId) {
        return new Actor(Kind.CUSTOMER, visitId);
    }
}
