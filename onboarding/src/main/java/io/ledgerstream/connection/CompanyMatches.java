package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.RequestProgress;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Books that seem to be another company's: the customer says whether they are right, then the lender decides. Until it has
 * accepted them nothing is synced; books that are not taken lose their access.
 */
@Service
@Transactional
public class CompanyMatches {

    private final RequestProgress progress;
    private final ConnectionRows rows;

    CompanyMatches(RequestProgress progress, ConnectionRows rows) {
        this.progress = progress;
        this.rows = rows;
    }

    /**
     * The customer: it is right, because …
     *
     * @param reason 1 to 1,000 characters
     * @throws Refused {@code out-of-order}, also by a second press
     */
    public void confirm(UUID requestId, String reason, Actor customer) {
        progress.companyConfirmed(requestId, reason, customer);
    }

    /** The customer: I choose another company. Also while the lender has not decided yet. */
    public void chooseAnother(UUID requestId, Actor customer) {
        over(progress.anotherCompany(requestId, customer), "another-company");
    }

    /** The lender takes the books: the connection is Linked, the request Connected. @throws Refused {@code out-of-order} */
    public void accept(UUID requestId, Actor user) {
        UUID attempt = progress.companyAccepted(requestId, user);
        rows.linked(rows.connectionOf(attempt), attempt);
    }

    /**
     * The lender does not take them: access is revoked, and the customer is asked to connect again.
     *
     * @param note for the lender's own timeline, at most 1,000 characters; null for none
     * @throws Refused {@code out-of-order} where the customer has chosen another company, or somebody has decided
     */
    public void refuse(UUID requestId, String note, Actor user) {
        over(progress.companyRefused(requestId, note, user), Reasons.COMPANY_REFUSED);
    }

    private void over(UUID attempt, String reason) {
        rows.over(attempt, reason);
        rows.unlinkPending(rows.connectionOf(attempt), reason);
    }
}
