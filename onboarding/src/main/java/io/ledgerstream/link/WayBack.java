package io.ledgerstream.link;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.request.ContactDoubt;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one useful next step from a link that no longer works. What it does goes to the
 * invited address or to the company's owner, never to whoever presses.
 */
@Service
public class WayBack {

    /** So often a new link is mailed on request, whoever presses. */
    private static final Duration APART = Duration.ofMinutes(10);

    private final JdbcClient jdbc;

    private final Links links;

    private final RequestProgress progress;

    private final RequestViews requests;

    private final MailQueue mails;

    private final Audit audit;

    private final Clock clock;

    WayBack(JdbcClient jdbc, Links links, RequestProgress progress, RequestViews requests, MailQueue mails, Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.links = links;
        this.progress = progress;
        this.requests = requests;
        this.mails = mails;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Mails a new link to the invited address, where the request is open and none was
     * made in the last ten minutes.
     * @return whether a link is on its way now, also by an earlier press
     */
    @Transactional
    public boolean askForNewLink(Invitation invitation) {
        boolean open = progress.lock(invitation.requestId()).status().open();
        RequestView request = requests.get(invitation.requestId());
        if (!open || request.doubt() == ContactDoubt.DISPUTED || !clock.instant().isBefore(request.dueAt())) {
            return false;
        }
        if (!madeLately(request.id())) {
            UUID link = links.issue(request);
            mails.plan(request.id(), MailKind.NEW_LINK, link.toString());
            audit.record(Actor.customer(null), "new-link-asked-for", request.facts().companyId(), request.id(),
                    Map.of());
        }
        return true;
    }

    /**
     * Mails the link of a visit once more, at most once for each visit: for a step that
     * does not suit the device it began on.
     */
    @Transactional
    public void goOnAtDesk(Visit visit) {
        if (progress.lock(visit.requestId()).status().open()) {
            mails.plan(visit.requestId(), MailKind.GO_ON_AT_DESK, visit.id().toString());
        }
    }

    /**
     * Tells the owner, once a day of the company's, that the customer of an expired
     * request would like to go on.
     */
    @Transactional
    public void wouldLikeToGoOn(UUID requestId, ZoneId zone, Actor customer) {
        UUID companyId = progress.lock(requestId).companyId();
        String today = LocalDate.now(clock.withZone(zone)).toString();
        if (mails.plan(requestId, MailKind.LENDER_WANTS_TO_GO_ON, today)) {
            audit.record(customer, "customer-wants-to-go-on", companyId, requestId, Map.of());
        }
    }

    private boolean madeLately(UUID requestId) {
        Instant since = clock.instant().minus(APART);
        return jdbc.sql("""
                select exists (select from link where request_id = ?
                               and purpose <> 'REMINDER_CHOICES' and created_at > ?)""")
            .params(requestId, Timestamp.from(since))
            .query(Boolean.class)
            .single();
    }

}
