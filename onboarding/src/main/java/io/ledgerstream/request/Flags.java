package io.ledgerstream.request;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.audit.Audit;
import io.ledgerstream.platform.CurrentLender;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Raises and lowers the marks beside a request's status. Under the request's lock;
 * repeating either changes nothing.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Flags {

    private final JdbcClient jdbc;

    private final Audit audit;

    private final Clock clock;

    Flags(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @return whether it was raised now; a mark that speaks of an open request is not
     * raised on a closed one
     */
    public boolean raise(UUID requestId, Flag flag) {
        boolean raised = jdbc.sql("""
                insert into request_flag (request_id, lender_id, flag, rank, raised_at)
                select id, :lender, :flag, :rank, :now from request
                where id = :id and (not :openOnly or status in ('REQUESTED', 'OPENED', 'IN_PROGRESS'))
                on conflict do nothing""")
            .param("lender", CurrentLender.required())
            .param("flag", flag.name())
            .param("rank", flag.rank())
            .param("now", Timestamp.from(clock.instant()))
            .param("id", requestId)
            .param("openOnly", flag.endsWithTheRequest())
            .update() == 1;
        if (raised) {
            audited(requestId, flag);
        }
        return raised;
    }

    public void clear(UUID requestId, Flag... flags) {
        jdbc.sql("delete from request_flag where request_id = ? and flag = any (?)")
            .params(requestId, Arrays.stream(flags).map(Flag::name).toArray(String[]::new))
            .update();
    }

    /** The request was closed: what spoke of it alone is over. */
    void closed(UUID requestId) {
        clear(requestId, Arrays.stream(Flag.values()).filter(Flag::endsWithTheRequest).toArray(Flag[]::new));
    }

    /**
     * A company is connected (again), or what access was lost to is shared no more: a
     * request to mend it that came to nothing is no longer of interest either.
     */
    public void mended(UUID companyId) {
        jdbc.sql("""
                delete from request_flag f using request r
                where r.id = f.request_id and r.company_id = ? and f.flag = ?""")
            .params(companyId, Flag.ACCESS_LOST.name())
            .update();
    }

    /**
     * A consent that was going to end has ended, or was given anew. Where another one
     * ends soon, that is noticed again.
     */
    public void consentOver(UUID companyId) {
        jdbc.sql("""
                delete from request_flag f using request r
                where r.id = f.request_id and r.company_id = ? and f.flag = ?""")
            .params(companyId, Flag.CONSENT_ENDING.name())
            .update();
    }

    /**
     * Bills or expenses have come that there were none of before: whoever marked their
     * absence, it is over.
     */
    public void somethingToAnalyse(UUID companyId) {
        jdbc.sql("""
                delete from request_flag f using request r
                where r.id = f.request_id and r.company_id = ? and f.flag = ?""")
            .params(companyId, Flag.NOTHING_TO_ANALYSE.name())
            .update();
    }

    private void audited(UUID requestId, Flag flag) {
        UUID company = jdbc.sql("select company_id from request where id = ?")
            .param(requestId)
            .query(UUID.class)
            .single();
        audit.record(Actor.PROCESS, flag.name().toLowerCase(Locale.ROOT).replace('_', '-'), company, requestId,
                Map.of());
    }

}
