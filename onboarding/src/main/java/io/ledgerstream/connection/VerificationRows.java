package io.ledgerstream.connection;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.connection.Verification.Work;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.outbox.MailQueue;
import io.ledgerstream.provider.Aspect;
import io.ledgerstream.provider.ExternalCompany;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.provider.Subsidiary;
import io.ledgerstream.request.AttemptState;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.Flags;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStep;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What verification writes down: each check in a transaction of its own, and the result
 * under the request's lock.
 */
@Component
@Transactional
class VerificationRows {

    /** So long the checking page asks the customer to wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JdbcClient jdbc;

    private final RequestProgress progress;

    private final MailQueue mails;

    private final ConnectionRows connections;

    private final Companies companies;

    private final SameBooks sameBooks;

    private final Resumption resumption;

    private final ExternalIdentity identity;

    private final Flags flags;

    private final Providers providers;

    private final JsonMapper json;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    VerificationRows(JdbcClient jdbc, RequestProgress progress, MailQueue mails, ConnectionRows connections,
            Companies companies, SameBooks sameBooks, Resumption resumption, ExternalIdentity identity, Flags flags,
            Providers providers, JsonMapper json, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.mails = mails;
        this.connections = connections;
        this.companies = companies;
        this.sameBooks = sameBooks;
        this.resumption = resumption;
        this.identity = identity;
        this.flags = flags;
        this.providers = providers;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    Work work(RequestFacts facts) {
        CompanyView asked = facts.connectionId() == null ? companies.get(facts.companyId()) : null;
        return jdbc.sql("""
                select c.id, c.software, c.external_id, l.sample_books, s.chosen, m.home_currency, a.checks
                from connection_attempt a join connection c on c.id = a.connection_id
                join lender l on l.id = c.lender_id
                join company m on m.id = c.company_id
                left join lateral (select chosen from subsidiary_choice s
                                   where s.connection_id = c.id and c.subsidiaries is not null
                                   order by chosen_at desc, id desc limit 1) s on true
                where a.id = ?""")
            .param(facts.attemptId())
            .query((row, n) -> new Work(facts.requestId(), facts.attemptId(), row.getObject(1, UUID.class),
                    row.getString(2), row.getString(3), asked, row.getString(6), subsidiaries(row.getString(5)),
                    aspects(row.getString(7), row.getString(2)), row.getBoolean(4)))
            .single();
    }

    /**
     * An attempt of before these were written down when it began is checked for
     * everything.
     */
    private List<Aspect> aspects(String checks, String software) {
        List<Aspect> planned = Arrays.stream(json.readValue(checks, Check[].class)).map(Check::name).toList();
        return planned.isEmpty() ? providers.of(software).aspects() : planned;
    }

    /** Null for null. */
    private List<Subsidiary> subsidiaries(String list) {
        return list == null ? null : List.of(json.readValue(list, Subsidiary[].class));
    }

    void checked(Work work, List<Check> checks) {
        jdbc.sql("update connection_attempt set checks = ?::jsonb where id = ? and outcome is null")
            .params(json.writeValueAsString(checks), work.attemptId())
            .update();
    }

    /**
     * Whether these are books that the company shared with the lender until lately:
     * whoever doubted them then had their answer.
     */
    boolean known(Work work) {
        return resumption.earlier(work.connectionId()).isPresent();
    }

    /**
     * @param match null where nothing was compared
     */
    void company(Work work, ExternalCompany company, CompanyMatch match) {
        if (match != null) {
            jdbc.sql("update connection_attempt set company_match = ?::jsonb where id = ? and outcome is null")
                .params(json.writeValueAsString(match), work.attemptId())
                .update();
        }
        identity.read(work.connectionId(), work.requestId(), company);
    }

    /**
     * The customer is asked which companies to share; until then none of their books is
     * read.
     */
    Verdict subsidiariesOffered(Work work, List<Subsidiary> subsidiaries) {
        RequestFacts facts = progress.lock(work.requestId());
        if (!waitsFor(work, facts)) {
            return as(facts);
        }
        jdbc.sql("update connection_attempt set subsidiaries = ?::jsonb where id = ?")
            .params(json.writeValueAsString(subsidiaries), work.attemptId())
            .update();
        progress.subsidiariesOffered(work.requestId(), work.attemptId());
        stillChecking(work);
        return new Verdict.ChooseSubsidiaries();
    }

    /**
     * @param nothingToAnalyse whether the books hold no bill and no expense of the last
     * months: connected, but pointed out
     */
    Verdict verified(Work work, boolean nothingToAnalyse) {
        RequestFacts facts = progress.lock(work.requestId());
        if (!waitsFor(work, facts)) {
            return as(facts);
        }
        UUID connection = work.mends() ? work.connectionId()
                : resumption.resumed(work.connectionId(), work.attemptId());
        connections.linked(connection, work.attemptId());
        if (!work.mends()) {
            sameBooks.noted(connection);
        }
        progress.connectionVerified(work.requestId(), work.attemptId());
        events.publishEvent(new ConnectionLinked(work.requestId(), connection));
        if (nothingToAnalyse) {
            flags.raise(work.requestId(), Flag.NOTHING_TO_ANALYSE);
        }
        return new Verdict.Verified();
    }

    /**
     * Everything may be read, but the books seem to be another company's. Nothing is
     * synced before that is answered.
     */
    Verdict mismatched(Work work) {
        RequestFacts facts = progress.lock(work.requestId());
        if (!waitsFor(work, facts)) {
            return as(facts);
        }
        progress.companyMismatched(work.requestId(), work.attemptId());
        stillChecking(work);
        return new Verdict.Mismatched();
    }

    Verdict rejected(Work work, List<Check> checks, String reason) {
        RequestFacts facts = progress.lock(work.requestId());
        if (!waitsFor(work, facts)) {
            return as(facts);
        }
        checked(work, checks);
        connections.over(work.attemptId(), reason);
        connections.unlinkPending(work.connectionId(), reason);
        progress.connectionRejected(work.requestId(), work.attemptId(), reason);
        stillChecking(work);
        return new Verdict.Rejected();
    }

    private void stillChecking(Work work) {
        if (tookLong(work)) {
            mails.plan(work.requestId(), MailKind.CUSTOMER_STILL_CHECKING, work.attemptId().toString());
        }
    }

    /**
     * The page has told the customer that they may close it and will get a mail. Success
     * has a mail of its own.
     */
    private boolean tookLong(Work work) {
        return jdbc.sql("select authorised_at < ? from connection_attempt where id = ?")
            .params(Timestamp.from(clock.instant().minus(PATIENCE)), work.attemptId())
            .query(Boolean.class)
            .single();
    }

    private static boolean waitsFor(Work work, RequestFacts facts) {
        return facts.step() == RequestStep.CHECKING && facts.attempt() == AttemptState.AUTHORISED
                && work.attemptId().equals(facts.attemptId());
    }

    /** Decided in the meantime, by another node or because the request was closed. */
    private static Verdict as(RequestFacts facts) {
        return Verdict.of(facts.attempt());
    }

}
