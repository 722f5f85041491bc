package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.outbox.OnboardingProcess;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Help from any step: the customer asks, somebody of the lender answers, the journey goes
 * on meanwhile. Reminders are held until the answer. A question that is still open when
 * the request is closed can be answered all the same.
 */
@Service
public class Help {

    private static final int OPEN_AT_MOST = 5;

    private final RequestProgress progress;

    private final OnboardingProcess process;

    private final MailQueue mails;

    private final Flags flags;

    private final Audit audit;

    private final JdbcClient jdbc;

    private final Clock clock;

    Help(RequestProgress progress, OnboardingProcess process, MailQueue mails, Flags flags, Audit audit,
            JdbcClient jdbc, Clock clock) {
        this.progress = progress;
        this.process = process;
        this.mails = mails;
        this.flags = flags;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param question in the customer's words, 1 to 1,000 characters
     * @return the question's id
     * @throws Refused {@code request-closed}, or {@code help-asked-already} with five
     * questions open
     */
    @Transactional
    public UUID ask(UUID requestId, String question, Actor actor) {
        RequestFacts facts = progress.lock(requestId);
        refuseIf(!facts.status().open(), "request-closed");
        refuseIf(open(requestId) >= OPEN_AT_MOST, "help-asked-already");
        UUID id = Ids.next();
        jdbc.sql("""
                insert into help_request (id, lender_id, request_id, step, question, asked_at)
                values (?, ?, ?, ?, ?, ?)""")
            .params(id, CurrentLender.required(), requestId, facts.step().name(), question, now())
            .update();
        flags.raise(requestId, Flag.HELP_WAITING);
        mails.plan(requestId, MailKind.LENDER_HELP_ASKED, id.toString());
        audit.record(actor, "help-asked", facts.companyId(), requestId, Map.of("step", facts.step()));
        if (!facts.helpOpen()) {
            process.helpAsked(requestId, id);
            process.remindersChanged(requestId);
        }
        return id;
    }

    /**
     * Answers all that is open: the customer gets one mail with question and answer.
     * @param answer 1 to 2,000 characters
     * @throws Refused {@code nothing-asked} where another person was faster
     */
    @Transactional
    public void answer(UUID requestId, String answer, Actor actor) {
        RequestFacts facts = progress.lock(requestId);
        List<UUID> answered = jdbc.sql("""
                update help_request set answer = ?, answered_at = ?, answered_by = ?
                where request_id = ? and answered_at is null
                returning id""").params(answer, now(), actor.id(), requestId).query(UUID.class).list();
        refuseIf(answered.isEmpty(), "nothing-asked");
        flags.clear(requestId, Flag.HELP_WAITING);
        mails.plan(requestId, MailKind.CUSTOMER_HELP_ANSWERED,
                answered.stream().max(UUID::compareTo).orElseThrow().toString());
        audit.record(actor, "help-answered", facts.companyId(), requestId, Map.of());
        process.helpAnswered(requestId);
        process.remindersChanged(requestId);
    }

    /** All questions of a request, oldest first. */
    @Transactional(readOnly = true)
    public List<Question> of(UUID requestId) {
        return jdbc.sql(SELECT + " where h.request_id = ? order by h.asked_at, h.id")
            .param(requestId)
            .query(Help::question)
            .list();
    }

    /**
     * @throws NotFound also where it is another lender's
     */
    @Transactional(readOnly = true)
    public Question get(UUID id) {
        return jdbc.sql(SELECT + " where h.id = ?")
            .param(id)
            .query(Help::question)
            .optional()
            .orElseThrow(() -> new NotFound("question"));
    }

    private static final String SELECT = """
            select h.id, h.step, h.question, h.asked_at, h.answer, h.answered_at, u.name
            from help_request h left join app_user u on u.id = h.answered_by""";

    /**
     * @param step where the customer stood
     * @param answer null until somebody has answered
     * @param answeredBy a person's name, null until then
     */
    public record Question(UUID id, RequestStep step, String question, Instant askedAt, String answer,
            Instant answeredAt, String answeredBy) {
    }

    private int open(UUID requestId) {
        return jdbc.sql("select count(*) from help_request where request_id = ? and answered_at is null")
            .param(requestId)
            .query(Integer.class)
            .single();
    }

    private static Question question(ResultSet row, int n) throws SQLException {
        Timestamp answered = row.getTimestamp(6);
        return new Question(row.getObject(1, UUID.class), RequestStep.valueOf(row.getString(2)), row.getString(3),
                row.getTimestamp(4).toInstant(), row.getString(5), answered == null ? null : answered.toInstant(),
                row.getString(7));
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
