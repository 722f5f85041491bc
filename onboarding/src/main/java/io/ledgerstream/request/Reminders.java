package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.ReminderPolicy.Facts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Plans and counts a request's reminders, under its lock. What is due is decided with the facts of the day. */
@Service
public class Reminders {

    /** So long after a mail with a link there is no other by hand: survives double clicks and impatience. */
    public static final Duration BY_HAND_APART = Duration.ofMinutes(10);

    private final RequestProgress progress;
    private final Companies companies;
    private final Lenders lenders;
    private final MailQueue mails;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Reminders(RequestProgress progress, Companies companies, Lenders lenders, MailQueue mails, Audit audit, JdbcClient jdbc, Clock clock) {
        this.progress = progress;
        this.companies = companies;
        this.lenders = lenders;
        this.mails = mails;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Plans the next reminder as things stand now; empty where there is none to come. Safe to repeat. */
    @Transactional
    public Optional<Instant> plan(UUID requestId) {
        Optional<Instant> next = next(progress.lock(requestId), clock.instant());
        jdbc.sql("update request set next_reminder_at = ? where id = ?").params(next.map(Timestamp::from).orElse(null), requestId).update();
        return next;
    }

    /**
     * Counts a reminder and plans its mail for the caller to send, if one is due now. In the caller's transaction; asked
     * again it is no longer due.
     *
     * @return the reminder's number, from 1
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> begin(UUID requestId) {
        Instant now = clock.instant();
        return next(progress.lock(requestId), now).filter(at -> !at.isAfter(now)).map(due -> {
            String number = count(requestId, now);
            mails.planForWorker(requestId, MailKind.REMINDER, number);
            return number;
        });
    }

    /**
     * A reminder at once, by hand. It counts like any other, and the planned ones move behind it.
     *
     * @throws Refused {@code request-closed}, {@code nothing-to-remind-of} while the connection is being checked, or
     *                 {@code mailed-just-now} within {@link #BY_HAND_APART} of the last mail with a link
     */
    @Transactional
    public void remindNow(UUID requestId, Actor actor) {
        RequestFacts facts = progress.lock(requestId);
        refuseUnlessRemindable(facts);
        Instant now = clock.instant();
        refuseIf(mails.lastWithLink(requestId).filter(at -> at.plus(BY_HAND_APART).isAfter(now)).isPresent(), "mailed-just-now");
        String number = count(requestId, now);
        mails.plan(requestId, MailKind.REMINDER, number);
        plan(requestId);
        audit.record(actor, "reminded", facts.companyId(), requestId, Map.of("number", number));
    }

    /** @throws Refused as {@link #remindNow} does */
    public static void refuseUnlessRemindable(RequestFacts facts) {
        refuseIf(!facts.status().open(), "request-closed");
        refuseIf(facts.step() == RequestStep.CHECKING, "nothing-to-remind-of");
    }

    private String count(UUID requestId, Instant now) {
        return jdbc.sql("""
                update request set reminders_sent = reminders_sent + 1, last_reminder_at = ?, next_reminder_at = null
                where id = ? returning reminders_sent""").params(Timestamp.from(now), requestId).query(String.class).single();
    }

    private Optional<Instant> next(RequestFacts facts, Instant now) {
        if (!facts.status().open()) {
            return Optional.empty();
        }
        CompanyView company = companies.get(facts.companyId());
        ReminderPolicy policy = new ReminderPolicy(lenders.current().policy(), company.timeZone(), BusinessDays.of(company.country()));
        return policy.next(reminderFacts(facts, now), now);
    }

    /** While we check the connection the customer has done everything: the pause begins when that ends. */
    private Facts reminderFacts(RequestFacts facts, Instant now) {
        return jdbc.sql("""
                select requested_at, due_at, reminders_sent, last_reminder_at, last_action_at, reminders_stopped or flag = 'mail-bounced'
                from request where id = ?""").param(facts.requestId())
                .query((row, n) -> new Facts(instant(row, 1), instant(row, 2), row.getInt(3), instant(row, 4),
                        facts.step() == RequestStep.CHECKING ? now : instant(row, 5), row.getBoolean(6))).single();
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static void refuseIf(boolean condition, String reason) {
        if (condition) {
            throw new Refused(reason);
        }
    }
}
