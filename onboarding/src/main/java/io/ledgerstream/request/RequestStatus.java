package io.ledgerstream.request;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a request stands; owns its transitions. An open one has a process instance, a
 * closed one is history.
 */
public enum RequestStatus {

    REQUESTED, OPENED, IN_PROGRESS, CONNECTED, UPLOADED, DECLINED, EXPIRED, CANCELLED;

    public boolean open() {
        return this == REQUESTED || this == OPENED || this == IN_PROGRESS;
    }

    public boolean canTransitionTo(RequestStatus next) {
        return successors().contains(next);
    }

    private Set<RequestStatus> successors() {
        return switch (this) {
            case REQUESTED -> EnumSet.of(OPENED, IN_PROGRESS, EXPIRED, CANCELLED);
            case OPENED -> EnumSet.of(IN_PROGRESS, EXPIRED, CANCELLED);
            case IN_PROGRESS -> EnumSet.of(CONNECTED, UPLOADED, DECLINED, EXPIRED, CANCELLED);
            case DECLINED -> EnumSet.of(IN_PROGRESS);
            case CONNECTED, UPLOADED, EXPIRED, CANCELLED -> EnumSet.noneOf(RequestStatus.class);
        };
    }

}
