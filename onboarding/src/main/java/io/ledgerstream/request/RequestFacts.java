package io.ledgerstream.request;

import java.util.UUID;

/**
 * The facts of a request that decide where the customer and the process may go.
 *
 * @param software null until one is selected
 * @param byFile whether there is no connection to that software, so that files are
 * uploaded
 * @param consented whether there is a consent for exactly this software
 * @param attempt the newest attempt for this software and consent, null before the first
 * @param connectionId the connection to be mended, or used for one more product; null: a
 * new one
 * @param contactInDoubt whether the contact is perhaps not the right one
 * @param helpOpen whether the customer has asked for help that nobody has answered
 * @param settled whether the process has nothing left to do for it
 * @param renewal what is asked for ahead of its end; null where it is something else, or
 * access has been lost meanwhile
 * @param change what is connected and is to be replaced, since the company works with
 * other software; null where it is something else
 */
public record RequestFacts(UUID requestId, UUID companyId, UUID lineId, RequestKind kind, RequestStatus status,
        String software, boolean byFile, UUID consentId, boolean consented, AttemptState attempt, UUID attemptId,
        int attemptNumber, UUID connectionId, boolean contactInDoubt, boolean helpOpen, boolean settled,
        Renewal renewal, SoftwareChange change) {

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
        return attempt != null && attempt.authorised();
    }

    public boolean reconnection() {
        return kind == RequestKind.RECONNECTION;
    }

    /**
     * Whether it is the consent alone that is given anew, over a connection that works.
     */
    public boolean renewsConsent() {
        return renewal != null && renewal.ofConsent();
    }

    private RequestStep openStep() {
        if (software == null) {
            return RequestStep.SELECT_SOFTWARE;
        }
        if (!consented) {
            return RequestStep.GIVE_CONSENT;
        }
        return byFile ? RequestStep.UPLOAD_FILES : connecting();
    }

    private RequestStep connecting() {
        return switch (attempt) {
            case null -> RequestStep.CONNECT_SOFTWARE;
            case STARTED, REJECTED -> RequestStep.CONNECT_SOFTWARE;
            case AUTHORISED, VERIFIED -> RequestStep.CHECKING;
            case TO_CHOOSE -> RequestStep.CHOOSE_SUBSIDIARIES;
            case MISMATCHED -> RequestStep.CONFIRM_COMPANY;
            case TO_DECIDE -> RequestStep.LENDER_DECIDES;
        };
    }
}
