package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.outbox.OnboardingProcess;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.provider.Outages;
import io.ledgerstream.request.ReminderPolicy.Facts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Plans and counts a request's reminders, under its lock. What is due is decided with the
 * facts of the day.
 */
@Service
public class Reminders {

    /**
     * So long after a mail with a link there is no other by hand: survives double clicks
     * and impatience.
     */
    public static final Duration BY_HAND_APART = Duration.ofMinutes(10);

    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private final Outages outages;

    private final RequestProgress progress;

    private final Companies companies;

    private final Lenders lenders;

    private final MailQueue mails;

    private final OnboardingProcess process;

    private final Audit audit;

    private final JdbcClient jdbc;

    private final Clock clock;

    Reminders(Outages outages, RequestProgress progress, Companies companies, Lenders lenders, MailQueue mails,
            OnboardingProcess process, Audit audit, JdbcClient jdbc, Clock clock) {
        this.outages = outages;
        this.progress = progress;
        this.companies = companies;
        this.lenders = lenders;
        this.mails = mails;
        this.process = process;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Plans the next reminder as things stand now; empty where there is none to come.
     * Safe to repeat.
     */
    @Transactional
    public Optional<Instant> plan(UUID requestId) {
        Optional<Instant> next = next(progress.lock(requestId), clock.instant());
        jdbc.sql("update request set next_reminder_at = ? where id = ?")
            .params(next.map(Timestamp::from).orElse(null), requestId)
            .update();
        return next;
    }

    /**
     * Counts a reminder and plans its mail for the caller to send, if one is due now. In
     * the caller's transaction; asked again it is no longer due.
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
     * A reminder at once, by hand. It counts like any other, and the planned ones move
     * behind it.
     * @throws Refused {@code request-closed}, {@code contact-in-doubt},
     * {@code nothing-to-remind-of} while it is not the customer's turn, or
     * {@code mailed-just-now} within {@link #BY_HAND_APART} of the last mail with a link
     */
    @Transactional
    public void remindNow(UUID requestId, Actor actor) {
        RequestFacts facts = progress.lock(requestId);
        refuseUnlessRemindable(facts);
        Instant now = clock.instant();
        refuseIf(mails.lastWithLink(requestId).filter(at -> at.plus(BY_HAND_APART).isAfter(now)).isPresent(),
                "mailed-just-now");
        String number = count(requestId, now);
        mails.plan(requestId, MailKind.REMINDER, number);
        plan(requestId);
        audit.record(actor, "reminded", facts.companyId(), requestId, Map.of("number", number));
    }

    /**
     * @throws Refused as {@link #remindNow} does, and {@code contact-in-doubt}
     */
    public static void refuseUnlessRemindable(RequestFacts facts) {
        refuseIf(!facts.status().open(), "request-closed");
        refuseIf(facts.contactInDoubt(), "contact-in-doubt");
        refuseIf(!remindable(facts), "nothing-to-remind-of");
    }

    /** Whether it is the customer's turn. */
    public static boolean remindable(RequestFacts facts) {
        return facts.status().open() && !facts.contactInDoubt() && facts.step() != RequestStep.CHECKING
                && facts.step() != RequestStep.LENDER_DECIDES;
    }

    /**
     * <em>Not now, remind me on …</em>
     * @param day the day of the next reminder, by the company's time zone; the due date
     * holds all the same
     * @throws Refused {@code request-closed}, or {@code day-out-of-range} unless it is
     * after today and before the due date
     */
    @Transactional
    public void notNow(UUID requestId, LocalDate day, Actor actor) {
        RequestFacts facts = openOnly(requestId);
        CompanyView company = companies.get(facts.companyId());
        LocalDate today = LocalDate.now(clock.withZone(company.timeZone()));
        Instant until = day.atTime(ReminderPolicy.OPENS).atZone(company.timeZone()).toInstant();
        refuseIf(!day.isAfter(today) || !until.isBefore(dueAt(requestId)), "day-out-of-range");
        held(facts, until, false, actor, "reminders-held", Map.of("until", day.toString()));
    }

    /**
     * <em>Stop reminding me</em>. The request itself stays open. @throws Refused
     * {@code request-closed}
     */
    @Transactional
    public void stop(UUID requestId, Actor actor) {
        held(openOnly(requestId), null, true, actor, "reminders-stopped", Map.of());
    }

    /** Reminders on again, by one press. @throws Refused {@code request-closed} */
    @Transactional
    public void resume(UUID requestId, Actor actor) {
        held(openOnly(requestId), null, false, actor, "reminders-resumed", Map.of());
    }

    /** A repeated press changes nothing, and is not told again. */
    private void held(RequestFacts facts, Instant until, boolean stopped, Actor actor, String action,
            Map<String, ?> detail) {
        Timestamp heldUntil = until == null ? null : Timestamp.from(until);
        boolean changed = jdbc.sql("""
                update request set reminders_held_until = :until, reminders_stopped = :stopped
                where id = :id and (reminders_held_until is distinct from cast(:until as timestamptz)
                                    or reminders_stopped <> :stopped)""")
            .param("until", heldUntil)
            .param("stopped", stopped)
            .param("id", facts.requestId())
            .update() == 1;
        if (changed) {
            process.remindersChanged(facts.requestId());
            audit.record(actor, action, facts.companyId(), facts.requestId(), detail);
        }
    }

    private RequestFacts openOnly(UUID requestId) {
        RequestFacts facts = progress.lock(requestId);
        refuseIf(!facts.status().open(), "request-closed");
        return facts;
    }

    private Instant dueAt(UUID requestId) {
        return jdbc.sql("select due_at from request where id = ?")
            .param(requestId)
            .query(Timestamp.class)
            .single()
            .toInstant();
    }

    /** Counted anew for each contact. */
    private String count(UUID requestId, Instant now) {
        return jdbc.sql("""
                update request set reminders_sent = reminders_sent + 1, last_reminder_at = ?, next_reminder_at = null
                where id = ?
                returning case contact_number when 1 then '' else contact_number || '.' end || reminders_sent""")
            .params(Timestamp.from(now), requestId)
            .query(String.class)
            .single();
    }

    private Optional<Instant> next(RequestFacts facts, Instant now) {
        if (!facts.status().open()) {
            return Optional.empty();
        }
        CompanyView company = companies.get(facts.companyId());
        if (facts.renewal() != null) {
            return AheadOfTime.of(company.timeZone(), company.country(), lenders.current().policy())
                .next(reminderFacts(facts, now), facts.renewal().endsAt(), now);
        }
        ReminderPolicy policy = new ReminderPolicy(lenders.current().policy(), company.timeZone(),
                BusinessDays.of(company.country()));
        return policy.next(reminderFacts(facts, now), now);
    }

    /**
     * While we check the connection the customer has done everything: the pause begins
     * when that ends.
     */
    private Facts reminderFacts(RequestFacts facts, Instant now) {
        boolean held = facts.contactInDoubt() || facts.helpOpen() || facts.step() == RequestStep.LENDER_DECIDES;
        return jdbc.sql("""
                select coalesce(contact_since, requested_at), due_at, reminders_sent, last_reminder_at,
                       last_action_at, reminders_stopped,
                       reminders_held_until
                from request where id = ?""")
            .param(facts.requestId())
            .query((row, n) -> new Facts(instant(row, 1), instant(row, 2), row.getInt(3), instant(row, 4),
                    facts.step() == RequestStep.CHECKING ? now : instant(row, 5), held || row.getBoolean(6),
                    heldUntil(facts, instant(row, 7), now)))
            .single();
    }

    /**
     * Nobody is reminded of what cannot be done just now: while the software is away, a
     * while later is looked again.
     */
    private Instant heldUntil(RequestFacts facts, Instant wish, Instant now) {
        boolean away = facts.step() == RequestStep.CONNECT_SOFTWARE && outages.now(facts.software()).isPresent();
        Instant later = now.plus(LOOK_AGAIN);
        return away && (wish == null || wish.isBefore(later)) ? later : wish;
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
