package io.ledgerstream.link.web;

import fixture.Fixtures;
import fixture.MovableClock;
import io.ledgerstream.PageTest;
import io.ledgerstream.link.Links;
import io.ledgerstream.link.SignInCodes;
import io.ledgerstream.request.RequestFacts;
import io.ledgerstream.request.RequestViews;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

/**
 * What tests of customers' pages need: the mailed link, the mailed code, and how the
 * database stands.
 */
public abstract class JourneyTest extends PageTest {

    @Autowired
    protected MovableClock clock;

    @Autowired
    private Links links;

    @Autowired
    private SignInCodes codes;

    @Autowired
    private RequestViews requests;

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    protected Browser browser() {
        return new Browser(pages);
    }

    /** The path of the link that the invitation carries. */
    protected String link(Fixtures.Bank bank, UUID request) {
        return bank.inTransaction(() -> links.address(links.live(requests.get(request), Duration.ZERO))).getPath();
    }

    /** What the newest code mail of a request says. */
    protected String code(Fixtures.Bank bank, UUID request) {
        return bank.as(() -> codes.mailed(codeIds(request).getLast())).digits();
    }

    protected List<UUID> codeIds(UUID request) {
        return Db.all()
            .sql("select id from sign_in_code where request_id = ? order by created_at, id")
            .param(request)
            .query(UUID.class)
            .list();
    }

    /** A browser whose customer has entered the code. */
    protected Browser signedIn(Fixtures.Bank bank, UUID request) {
        Browser browser = browser().open(link(bank, request)).press("/start");
        return browser.press("/journey/code", "code", code(bank, request));
    }

    protected RequestFacts facts(Fixtures.Bank bank, UUID request) {
        return bank.as(() -> requests.facts(request));
    }

    protected static long count(String sql, Object... params) {
        return Db.all().sql("select count(*) from " + sql).params(params).query(Long.class).single();
    }

    /**
     * The state of each table, a line each, but for when a visit was last seen and the
     * lenders' sessions, which end by themselves. A row's place and the transaction that
     * wrote it stand for its content, which costs too much to read in every test: any
     * write changes them, even of the same values.
     */
    protected static String database() {
        return Db.all()
            .sql(String.join(" union all ", tables()) + " order by 1")
            .query(String.class)
            .list()
            .stream()
            .collect(Collectors.joining("\n"));
    }

    /** A query for each table; by content where looking may write the time of it. */
    private static List<String> tables() {
        return Db.all()
            .sql("""
                    select format(case when exists (select from information_schema.columns c
                                                    where c.table_schema = 'public' and c.table_name = t.table_name
                                                      and c.column_name = 'seen_at')
                        then 'select ''%1$s:'' || coalesce(md5(string_agg((to_jsonb(t) - ''seen_at'')::text, '';'' '
                             || 'order by t::text)), ''-'') from %1$I t'
                        else 'select ''%1$s:'' || count(*) || ''/'' || '
                             || 'coalesce(sum(hashtextextended(t.ctid::text || t.xmin::text, 0)), 0) from %1$I t'
                        end, table_name)
                    from information_schema.tables t
                    where table_schema = 'public' and table_type = 'BASE TABLE'
                    and table_name not in ('rate_limit', 'spring_session', 'spring_session_attributes')""")
            .query(String.class)
            .list();
    }

}
