package io.ledgerstream.request;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/**
 * What is asked for at one company, with the facts that the journey and the process
 * follow.
 */
@Entity
@DynamicUpdate
class RequestLine {

    @Id
    private UUID id;

    @Column
    private UUID lenderId;

    private UUID requestId;

    private UUID companyId;

    private String software;

    @Column
    private Instant softwareAt;

    private UUID consentId;

    private Instant consentedAt;

    private UUID attemptId;

    private int attemptNumber;

    @Enumerated(EnumType.STRING)
    private AttemptState attemptState;

    @Column
    private String attemptReason;

    private boolean byFile;

    private String softwareName;

    private UUID connectionId;

    @Column
    private String matchReason;

    private int rejections;

    protected RequestLine() {
    }

    /**
     * A line whose connection is there already. @param consentId null where consent is to
     * be given (again)
     */
    static RequestLine of(UUID id, Request request, UUID lenderId, Existing existing, Instant now) {
        RequestLine line = new RequestLine(id, lenderId, request.id(), request.companyId());
        line.software = existing.software();
        line.softwareAt = now;
        line.connectionId = existing.connectionId();
        line.consentId = existing.consentId();
        line.consentedAt = existing.consentId() == null ? null : now;
        return line;
    }

    /**
     * A connection that a request is about. @param consentId the consent that still holds
     * for what is asked, null for none
     */
    record Existing(UUID connectionId, String software, UUID consentId) {
    }

    RequestLine(UUID id, UUID lenderId, UUID requestId, UUID companyId) {
        this.id = id;
        this.lenderId = lenderId;
        this.requestId = requestId;
        this.companyId = companyId;
    }

    /**
     * @return whether it is another software than before; then consent and connection are
     * asked for again
     */
    boolean select(Selection selected, Instant now) {
        if (Objects.equals(software, selected.software()) && Objects.equals(softwareName, selected.name())) {
            return false;
        }
        software = selected.software();
        byFile = selected.byFile();
        softwareName = selected.name();
        connectionId = null;
        matchReason = null;
        rejections = 0;
        softwareAt = now;
        consentId = null;
        consentedAt = null;
        attemptId = null;
        attemptState = null;
        attemptReason = null;
        return true;
    }

    void consented(UUID consent, Instant now) {
        consentId = consent;
        consentedAt = now;
    }

    int startAttempt(UUID attempt) {
        attemptId = attempt;
        attemptState = AttemptState.STARTED;
        attemptReason = null;
        return ++attemptNumber;
    }

    void attempt(AttemptState state, String reason) {
        attemptState = state;
        attemptReason = reason;
    }

    void explained(String reason) {
        attemptState = AttemptState.TO_DECIDE;
        matchReason = reason;
    }

    /**
     * @return how often a connection to this software was rejected by now
     */
    int rejected(String reason) {
        attempt(AttemptState.REJECTED, reason);
        return ++rejections;
    }

    RequestFacts facts(Request request, LockedRequest.Rest rest) {
        return new RequestFacts(requestId, companyId, id, request.kind(), request.status(), software, byFile, consentId,
                consentedAt != null, attemptState, attemptId, attemptNumber, connectionId, rest.doubt() != null,
                rest.helpOpen(), rest.settled(), rest.renewal(), rest.change());
    }

}
