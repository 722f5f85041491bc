package io.ledgerstream.link;

import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.Reopening;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.Sharing;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * What a mailed link leads to, as whoever holds the link may know it: nothing names the
 * company or its contact in clear.
 *
 * @param since when it came to what {@code state} says; for a live link when it will end
 * @param zone the company's
 * @param asker the lender's person in charge of the company
 * @param renewal what is asked for ahead of its end; null where it is something else
 * @param changesSoftware whether other software is to be connected in place of what is
 * @param more whether something more is to be shared over what is connected already
 * @param reconnection whether access that was lost is to be given again
 * @param goesOn whether something is shared over what the request is about, which goes on
 * whatever becomes of the request
 */
public record Invitation(UUID linkId, UUID requestId, UUID lenderId, State state, Instant since, String language,
        ZoneId zone, String lenderName, String maskedCompany, String maskedEmail, Asker asker, Renewal renewal,
        boolean changesSoftware, boolean more, boolean reconnection, boolean goesOn) {

    /**
     * What can be done with a link: go on, ask for a new one, tell the lender, or only
     * read how it ended, or what is shared by it.
     */
    public enum State {

        LIVE, REPLACED, LINK_EXPIRED, REQUEST_EXPIRED,
        /** Declined while there is time to change one's mind. */
        DECLINED, DECLINED_FOR_GOOD,
        /**
         * Declined, and the company has been asked again since, by a request of its own.
         */
        DECLINED_ASKED_ANEW,
        /** Declined, and what it was to be added to is no longer shared. */
        DECLINED_SHARING_OVER, CANCELLED,
        /** What was asked for is shared. */
        FINISHED,
        /** It was shared and is to be, but access to the software was lost. */
        INTERRUPTED,
        /** It was shared, and is no longer. */
        ENDED,
        /**
         * It was another person's, who is no longer the contact: whatever became of the
         * request is not theirs to know.
         */
        WITHDRAWN;

        /** Whether the request still waits for its customer. */
        public boolean open() {
            return this == LIVE || newLinkHelps();
        }

        public boolean newLinkHelps() {
            return this == REPLACED || this == LINK_EXPIRED;
        }

    }

    /**
     * @param phone null for none
     */
    public record Asker(String name, String phone, String email) {
    }

    /**
     * The request's end counts before the link's own; a request past its due date is
     * expired before anybody has closed it.
     */
    static State state(RequestStatus status, Reopening reopening, boolean dueDatePassed, boolean replaced,
            boolean expired, Sharing.Standing standing) {
        return switch (status) {
            case DECLINED -> switch (reopening) {
                case POSSIBLE -> State.DECLINED;
                case TOO_LATE -> State.DECLINED_FOR_GOOD;
                case ASKED_ANEW -> State.DECLINED_ASKED_ANEW;
                case SHARING_OVER -> State.DECLINED_SHARING_OVER;
            };
            case CANCELLED -> State.CANCELLED;
            case EXPIRED -> State.REQUEST_EXPIRED;
            case CONNECTED, UPLOADED ->
                standing.ended() ? State.ENDED : standing.interrupted() ? State.INTERRUPTED : State.FINISHED;
            case REQUESTED, OPENED, IN_PROGRESS -> dueDatePassed ? State.REQUEST_EXPIRED
                    : replaced ? State.REPLACED : expired ? State.LINK_EXPIRED : State.LIVE;
        };
    }
}
