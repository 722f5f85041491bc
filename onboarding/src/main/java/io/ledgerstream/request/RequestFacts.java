package io.ledgerstream.request;

import java.util.UUID;

/**
 * The facts of a request that decide where the customer and the process may go.
 *
 * @param software null until one is selected
 * @param consented whether there is a consent for exactly this software
 * @param attempt  the newest attempt for this software and consent, null before the first
 * @param settled  whether the process has nothing left to do for it
 */
public record RequestFacts(UUID requestId, UUID companyId, UUID lineId, RequestStatus status, String software, UUID consentId,
                           boolean consented, AttemptState attempt, UUID attemptId, int attemptNumber, boolean settled) {

    public RequestStep step() {
        return switch (status) {
            case DECLINED -> RequestStep.DECLINED;
            case EXPIRED -> RequestStep.EXPIRED;
            case CANCELLED -> RequestStep.CANCELLED;
            case CONNECTED, UPLOADED -> RequestStep.DONE;
            case REQUESTED, OPENED, IN_PROGRESS -> openStep();
        };
    }

    public boolean authorised() {
        return attempt == AttemptState.AUTHORISED || attempt == AttemptState.VERIFIED;
    }

    private RequestStep openStep() {
        if (software == null) {
            return RequestStep.SELECT_SOFTWARE;
        }
        if (!consented) {
            return RequestStep.GIVE_CONSENT;
        }
        return authorised() ? RequestStep.CHECKING : RequestStep.CONNECT_SOFTWARE;
    }
}
