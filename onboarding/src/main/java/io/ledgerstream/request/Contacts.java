package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.company.Companies;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.outbox.OnboardingProcess;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.Refused;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether a request's contact is the right one: doubts (a mail refused or come back,
 * somebody who says "not me") and the lender's answer to them. A doubt holds reminders
 * and links until it is answered; the first one stays.
 */
@Service
@Transactional
public class Contacts {

    private final LockedRequest locked;

    private final RequestRepository requests;

    private final Companies companies;

    private final OnboardingProcess process;

    private final MailQueue mails;

    private final Flags flags;

    private final Audit audit;

    private final ApplicationEventPublisher events;

    private final JdbcClient jdbc;

    private final Clock clock;

    Contacts(LockedRequest locked, RequestRepository requests, Companies companies, OnboardingProcess process,
            MailQueue mails, Flags flags, Audit audit, ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.locked = locked;
        this.requests = requests;
        this.companies = companies;
        this.process = process;
        this.mails = mails;
        this.flags = flags;
        this.audit = audit;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The mail that the process begins with, for the contact as it is now: which, and its
     * business number.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Invitation invitation(UUID requestId) {
        LockedRequest.Held held = locked.hold(requestId);
        MailKind reconnection = held.rest().renewal() == null ? MailKind.RECONNECT : MailKind.RENEW;
        return new Invitation(held.request().kind() == RequestKind.RECONNECTION ? reconnection : MailKind.INVITATION,
                Integer.toString(number(requestId)));
    }

    public record Invitation(MailKind kind, String number) {
    }

    /**
     * The mail server has refused the contact's invitation for good.
     * @param number the invitation's
     * @return whether the process is to wait for another contact: not where it was
     * corrected meanwhile, or the request closed
     */
    public boolean undeliverable(UUID requestId, String number) {
        LockedRequest.Held held = locked.hold(requestId);
        if (!held.request().status().open() || !number.equals(Integer.toString(number(requestId)))) {
            return false;
        }
        if (held.rest().doubt() == null) {
            doubted(held, ContactDoubt.UNDELIVERABLE, Actor.PROCESS);
        }
        return true;
    }

    /**
     * A mail to the contact was refused or has come back, after the first one was
     * accepted.
     * @param address where that mail had gone; one that is no longer the contact's
     * changes nothing
     */
    public void bounced(UUID requestId, String address) {
        LockedRequest.Held held = locked.hold(requestId);
        if (!held.request().contactEmail().equalsIgnoreCase(address)) {
            return;
        }
        if (!held.request().status().open()) {
            audit.record(Actor.PROCESS, "mail-bounced", held.request().companyId(), requestId, Map.of());
        }
        else if (held.rest().doubt() == null) {
            process.mailBounced(requestId, doubted(held, ContactDoubt.BOUNCED, Actor.PROCESS));
        }
    }

    /**
     * Somebody who holds the link says that they are not the right person. The link works
     * until the lender answers.
     * @throws Refused {@code request-closed}
     */
    public void disputed(UUID requestId, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        if (held.rest().doubt() == null) {
            process.contactDisputed(requestId, doubted(held, ContactDoubt.DISPUTED, actor));
        }
    }

    /**
     * <em>It is me after all</em>. Only a dispute can be taken back so; anything else is
     * the lender's to answer.
     */
    public void undisputed(UUID requestId, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        if (held.rest().doubt() == ContactDoubt.DISPUTED) {
            settled(held);
            audit.record(actor, "contact-undisputed", held.request().companyId(), requestId, Map.of());
        }
    }

    /**
     * The lender's answer: another person, another address, or the same again where the
     * contact was in doubt. Another address ends the old links, codes and sessions, and
     * what was wished about reminders. Either way an invitation goes out.
     * @param email an address as the forms check it
     * @throws Refused {@code request-closed}, or {@code same-contact} where nothing was
     * in doubt and nothing would change
     */
    public void correct(UUID requestId, String name, String email, Actor actor) {
        LockedRequest.Held held = openOnly(requestId);
        Request request = held.request();
        boolean another = !request.contactEmail().equalsIgnoreCase(email);
        refuseIf(held.rest().doubt() == null && !another && request.contactName().equals(name), "same-contact");
        request.contact(name, email);
        requests.saveAndFlush(request);
        companies.contact(request.companyId(), name, email);
        jdbc.sql("""
                update request set contact_number = contact_number + 1, contact_since = ?, reminders_sent = 0,
                    last_reminder_at = null where id = ?""").params(now(), requestId).update();
        if (another) {
            jdbc.sql("update request set reminders_held_until = null, reminders_stopped = false where id = ?")
                .param(requestId)
                .update();
            events.publishEvent(new ContactCorrected(requestId));
        }
        audit.record(actor, "contact-corrected", request.companyId(), requestId,
                held.rest().doubt() == null ? Map.of() : Map.of("doubt", held.rest().doubt()));
        invite(held);
    }

    /**
     * A task *Correct contact* waits where there was a doubt, and the process invites;
     * else nobody but us does.
     */
    private void invite(LockedRequest.Held held) {
        UUID requestId = held.request().id();
        if (held.rest().doubt() == null) {
            Invitation invitation = invitation(requestId);
            mails.plan(requestId, invitation.kind(), invitation.number());
            process.remindersChanged(requestId);
        }
        else {
            settled(held);
        }
    }

    private void settled(LockedRequest.Held held) {
        UUID requestId = held.request().id();
        jdbc.sql("update request set contact_doubt = null, contact_doubt_id = null where id = ?")
            .param(requestId)
            .update();
        flags.clear(requestId, Flag.MAIL_BOUNCED, Flag.CONTACT_DISPUTED, Flag.MAIL_UNKNOWN);
        process.contactCorrected(requestId);
        process.remindersChanged(requestId);
    }

    /**
     * @return the id of this doubt
     */
    private UUID doubted(LockedRequest.Held held, ContactDoubt doubt, Actor actor) {
        UUID requestId = held.request().id();
        UUID doubtId = Ids.next();
        jdbc.sql("update request set contact_doubt = ?, contact_doubt_id = ? where id = ?")
            .params(doubt.name(), doubtId, requestId)
            .update();
        boolean disputed = doubt == ContactDoubt.DISPUTED;
        flags.raise(requestId, disputed ? Flag.CONTACT_DISPUTED : Flag.MAIL_BOUNCED);
        mails.plan(requestId, disputed ? MailKind.LENDER_CONTACT_DISPUTED : MailKind.LENDER_MAIL_BOUNCED,
                clock.instant().toString());
        process.remindersChanged(requestId);
        if (disputed) {
            audit.record(actor, "contact-disputed-by-customer", held.request().companyId(), requestId, Map.of());
        }
        return doubtId;
    }

    private int number(UUID requestId) {
        return jdbc.sql("select contact_number from request where id = ?")
            .param(requestId)
            .query(Integer.class)
            .single();
    }

    private LockedRequest.Held openOnly(UUID requestId) {
        LockedRequest.Held held = locked.hold(requestId);
        refuseIf(!held.request().status().open(), "request-closed");
        return held;
    }

    private static void refuseIf(boolean condition, String reason) {
        if (condition) {
            throw new Refused(reason);
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

}
