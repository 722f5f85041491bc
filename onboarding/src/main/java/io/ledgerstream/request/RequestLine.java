package io.ledgerstream.request;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** What is asked for at one company, with the facts that the journey and the process follow. */
@Entity
@DynamicUpdate
class RequestLine {

    @Id
    private UUID id;
    private UUID lenderId;
    private UUID requestId;
    private UUID companyId;
    private String software;
    private Instant softwareAt;
    private UUID consentId;
    private Instant consentedAt;
    private UUID attemptId;
    private int attemptNumber;
    @Enumerated(EnumType.STRING)
    private AttemptState attemptState;
    private String attemptReason;

    protected RequestLine() {
    }

    RequestLine(UUID id, UUID lenderId, UUID requestId, UUID companyId) {
        this.id = id;
        this.lenderId = lenderId;
        this.requestId = requestId;
        this.companyId = companyId;
    }

    /** @return whether it is another software than before; then consent and connection are asked for again */
    boolean select(String selected, Instant now) {
        if (Objects.equals(software, selected)) {
            return false;
        }
        software = selected;
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

    RequestFacts facts(Request request, boolean settled) {
        return new RequestFacts(requestId, companyId, id, request.status(), software, consentId, consentedAt != null, attemptState,
                attemptId, attemptNumber, settled);
    }
}
