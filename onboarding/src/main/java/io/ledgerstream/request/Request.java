package io.ledgerstream.request;

import io.ledgerstream.platform.Refused;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * A lender's request for one company's data. What ties it to the process is written by
 * SQL and not mapped here.
 */
@Entity
@DynamicUpdate
class Request {

    @Id
    private UUID id;

    @Column
    private UUID lenderId;

    private UUID companyId;

    @Column
    private String reference;

    @Enumerated(EnumType.STRING)
    private RequestStatus status;

    @Column
    private Instant statusChangedAt;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] products;

    private String contactName;

    private String contactEmail;

    @Column
    private String language;

    @Column
    private String note;

    @Column
    private UUID requestedBy;

    @Column
    private Instant requestedAt;

    private Instant dueAt;

    private Instant openedAt;

    private Instant signedInAt;

    @Column
    private Instant lastActionAt;

    @Column
    private String closedReason;

    @Enumerated(EnumType.STRING)
    private RequestKind kind;

    @Column
    private boolean askedAgain;

    protected Request() {
    }

    Request(UUID id, UUID lenderId, String reference, NewRequest wanted, Invited invited, Instant now, Instant dueAt) {
        this.id = id;
        this.lenderId = lenderId;
        this.companyId = wanted.companyId();
        this.reference = reference;
        this.kind = RequestKind.ONBOARDING;
        this.askedAgain = wanted.agreedToBeAsked();
        this.status = RequestStatus.REQUESTED;
        this.statusChangedAt = now;
        this.products = wanted.products().stream().map(Product::name).sorted().toArray(String[]::new);
        this.contactName = invited.name();
        this.contactEmail = invited.email();
        this.language = wanted.language();
        this.note = wanted.note();
        this.requestedBy = invited.requestedBy();
        this.requestedAt = now;
        this.dueAt = dueAt;
    }

    /** The request to mend a connection. */
    static Request reconnection(UUID id, UUID lenderId, String reference, NewRequest wanted, Invited invited,
            Instant now, Instant dueAt) {
        Request request = new Request(id, lenderId, reference, wanted, invited, now, dueAt);
        request.kind = RequestKind.RECONNECTION;
        return request;
    }

    /** Who is invited, and by whom. */
    record Invited(String name, String email, UUID requestedBy) {
    }

    void opened(Instant now) {
        lastActionAt = now;
        if (openedAt == null) {
            openedAt = now;
        }
        if (status == RequestStatus.REQUESTED) {
            moveTo(RequestStatus.OPENED, now);
        }
    }

    /**
     * @return whether this is the first code accepted
     */
    boolean signedIn(Instant now) {
        boolean first = signedInAt == null;
        lastActionAt = now;
        if (first) {
            signedInAt = now;
        }
        if (status == RequestStatus.REQUESTED || status == RequestStatus.OPENED) {
            moveTo(RequestStatus.IN_PROGRESS, now);
        }
        return first;
    }

    void acted(Instant now) {
        lastActionAt = now;
    }

    /** Declined, then thought better of. */
    void reopen(Instant now) {
        moveTo(RequestStatus.IN_PROGRESS, now);
        closedReason = null;
        lastActionAt = now;
    }

    void moveDueDate(Instant to) {
        dueAt = to;
    }

    void contact(String name, String email) {
        contactName = name;
        contactEmail = email;
    }

    void ask(Product product) {
        products = Stream.concat(Arrays.stream(products), Stream.of(product.name()))
            .distinct()
            .sorted()
            .toArray(String[]::new);
    }

    void close(RequestStatus outcome, String reason, Instant now) {
        moveTo(outcome, now);
        closedReason = reason;
    }

    private void moveTo(RequestStatus next, Instant now) {
        if (!status.canTransitionTo(next)) {
            throw new Refused("request-is-" + status.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        }
        status = next;
        statusChangedAt = now;
    }

    UUID id() {
        return id;
    }

    UUID companyId() {
        return companyId;
    }

    RequestStatus status() {
        return status;
    }

    RequestKind kind() {
        return kind;
    }

    String contactName() {
        return contactName;
    }

    String contactEmail() {
        return contactEmail;
    }

    List<Product> products() {
        return Arrays.stream(products).map(Product::valueOf).toList();
    }

    Instant dueAt() {
        return dueAt;
    }

}
