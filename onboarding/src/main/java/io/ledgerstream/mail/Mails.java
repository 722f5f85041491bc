package io.ledgerstream.mail;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.link.Links;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The mails of a request as the lender's people see and cause them. */
@Service
public class Mails {

    private final Requests requests;

    private final RequestViews views;

    private final RequestProgress progress;

    private final Links links;

    private final MailQueue queue;

    private final Composer composer;

    private final Audit audit;

    private final JdbcClient jdbc;

    private final Clock clock;

    Mails(Requests requests, RequestViews views, RequestProgress progress, Links links, MailQueue queue,
            Composer composer, Audit audit, JdbcClient jdbc, Clock clock) {
        this.requests = requests;
        this.views = views;
        this.progress = progress;
        this.links = links;
        this.queue = queue;
        this.composer = composer;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The invitation that this request would send, its link leading nowhere. Stores
     * nothing.
     * @throws Refused as {@link Requests#request} would
     */
    @Transactional(readOnly = true)
    public MailContent preview(NewRequest wanted) {
        return composer.preview(requests.draft(wanted), MailKind.INVITATION);
    }

    /**
     * The reminder that {@link Reminders#remindNow} would send now. @throws Refused
     * {@code request-closed}, {@code nothing-to-remind-of}
     */
    @Transactional(readOnly = true)
    public MailContent previewReminder(UUID requestId) {
        RequestView request = views.get(requestId);
        Reminders.refuseUnlessRemindable(request.facts());
        return composer.preview(request, MailKind.REMINDER);
    }

    /**
     * Mails the customer a new link; the one before says that it was replaced.
     * @throws Refused {@code request-closed}, or {@code mailed-just-now} within
     * {@link Reminders#BY_HAND_APART}
     */
    @Transactional
    public void resend(UUID requestId, Actor actor) {
        RequestView request = locked(requestId);
        refuseIf(!request.status().open(), "request-closed");
        refuseIf(request.facts().contactInDoubt(), "contact-in-doubt");
        Instant now = clock.instant();
        refuseIf(queue.lastWithLink(requestId).filter(at -> at.plus(Reminders.BY_HAND_APART).isAfter(now)).isPresent(),
                "mailed-just-now");
        queue.plan(requestId, MailKind.NEW_LINK, links.issue(request).toString());
        audit.record(actor, "link-resent", request.company().id(), requestId, Map.of());
    }

    /** Oldest first, at most 200; sign-in codes too, never with a code. One statement. */
    @Transactional(readOnly = true)
    public List<MailLine> of(UUID requestId) {
        return jdbc.sql("select * from mail where request_id = ? order by planned_at, id limit 200")
            .param(requestId)
            .query(Mails::line)
            .list();
    }

    /**
     * A mail as it went out, with <em>[personal link]</em> and <em>[code]</em> in place
     * of the values.
     * @throws NotFound also where it is another lender's, or was not composed yet
     */
    @Transactional(readOnly = true)
    public MailContent copy(UUID mailId) {
        return jdbc.sql("""
                select sender, reply_to, recipient, subject, text_body, html_body from mail
                where id = ? and subject is not null""")
            .param(mailId)
            .query((row, n) -> new MailContent(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                    row.getString(5), row.getString(6)))
            .optional()
            .orElseThrow(() -> new NotFound("mail"));
    }

    /** Whether the customer may know of the request by a mail of ours. */
    @Transactional(readOnly = true)
    public boolean customerWasInvited(UUID requestId) {
        return jdbc.sql("""
                select exists (select 1 from mail where request_id = ?
                               and kind in ('INVITATION', 'RECONNECT', 'RENEW', 'REMINDER', 'NEW_LINK')
                               and state in ('SENT', 'UNKNOWN', 'ATTEMPTING'))""")
            .param(requestId)
            .query(Boolean.class)
            .single();
    }

    private RequestView locked(UUID requestId) {
        progress.lock(requestId);
        return views.get(requestId);
    }

    private static void refuseIf(boolean condition, String reason) {
        if (condition) {
            throw new Refused(reason);
        }
    }

    private static MailLine line(ResultSet row, int n) throws SQLException {
        return new MailLine(row.getObject("id", UUID.class), MailKind.valueOf(row.getString("kind")),
                MailState.valueOf(row.getString("state")), row.getTimestamp("planned_at").toInstant(),
                row.getTimestamp("sent_at") == null ? null : row.getTimestamp("sent_at").toInstant(),
                row.getString("recipient"), row.getString("subject"), row.getInt("doubts") > 0);
    }

}
