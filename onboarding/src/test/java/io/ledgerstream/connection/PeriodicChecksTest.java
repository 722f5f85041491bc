package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.ConnectedBooks;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/** However seldom the data are read, each connection is looked at once a day. */
@OnboardingTest
class PeriodicChecksTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private PeriodicChecks checks;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private UUID request;

    private UUID connection;

    @BeforeEach
    void aConnectedCompany() {
        connected.nothingIsDue();
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.companyOf(SampleCompany.BIRCHWOOD));
        northwind.consented(request);
        connection = connected.connect(northwind, request, SampleCompany.BIRCHWOOD);
        connected.nothingIsDue();
    }

    @AfterEach
    void allIsWellAgain() {
        clock.reset();
        quickBooks.healthy();
        connected.nothingIsDue();
    }

    @Test
    @Tag("X15")
    void aNewNameIsNotedOnceAndNobodyIsAsked() {
        assertThat(due()).as("it was looked at when it was verified").isEmpty();
        Db.all().sql("""
                update connection set external_name = 'Birch & Wood', external_legal_name = 'Birch & Wood Ltd'
                where id = ?""").param(connection).update();
        clock.advance(Duration.ofDays(1).plusMinutes(1));
        look();
        assertThat(renames()).containsExactly(Map.of("from", "Birch & Wood", "to", name()));
        assertThat(state()).isEqualTo("LINKED null");
        assertThat(due()).isEmpty();

        clock.advance(Duration.ofHours(23));
        assertThat(due()).isEmpty();
        clock.advance(Duration.ofMinutes(95));
        look();
        assertThat(due()).isEmpty();
        assertThat(renames()).as("once").hasSize(1);
        assertThat(mails()).as("a line of the timeline, no mail").doesNotContain("LENDER_ACCESS_LOST", "RECONNECT");
    }

    @Test
    @Tag("S4")
    void accessThatWasEndedOverThereIsNoticedWithinADayThoughNothingIsRead() {
        quickBooks.endAccess(SampleCompany.BIRCHWOOD);
        clock.advance(Duration.ofDays(1).plusMinutes(1));
        look();
        assertThat(state()).isEqualTo("DEAUTHORIZED access-ended");
        assertThat(Db.all().sql("""
                select q.kind from request q join request_line l on l.request_id = q.id
                where l.connection_id = ? and q.status = 'REQUESTED'""").param(connection).query(String.class).list())
            .as("the customer is asked to mend it")
            .containsExactly("RECONNECTION");
        clock.advance(Duration.ofDays(2));
        assertThat(due()).as("what does not work is not looked at").isEmpty();
    }

    @Test
    @Tag("S4")
    void aProviderThatIsAwayEndsNothingAndIsAskedAgainInAnHour() {
        quickBooks.fail(Endpoint.COMPANY_INFO, Failure.down());
        clock.advance(Duration.ofDays(1).plusMinutes(1));
        look();
        assertThat(state()).isEqualTo("LINKED null");
        assertThat(due()).isEmpty();
        clock.advance(Duration.ofMinutes(61));
        assertThat(due()).hasSize(1);
        quickBooks.healthy();
        Db.all().sql("delete from provider_health").update();
        look();
        assertThat(due()).isEmpty();
    }

    @Test
    void ofManyNodesOneLooks() {
        clock.advance(Duration.ofDays(1).plusMinutes(1));
        PeriodicChecks.Due due = due().getFirst();
        int calls = quickBooks.ledger(Endpoint.COMPANY_INFO).size();
        CompletableFuture
            .allOf(CompletableFuture.runAsync(() -> checks.check(due)),
                    CompletableFuture.runAsync(() -> checks.check(due)),
                    CompletableFuture.runAsync(() -> checks.check(due)))
            .join();
        assertThat(quickBooks.ledger(Endpoint.COMPANY_INFO)).hasSize(calls + 1);
    }

    @Test
    void whoDiesOverItIsFollowedByAnotherAfterTenMinutes() {
        clock.advance(Duration.ofDays(1).plusMinutes(1));
        Db.all()
            .sql("update connection set check_due_at = ? where id = ?")
            .params(java.sql.Timestamp.from(clock.instant().plus(Duration.ofMinutes(10))), connection)
            .update();
        assertThat(due()).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        assertThat(due()).hasSize(1);
    }

    private List<PeriodicChecks.Due> due() {
        return checks.due(10_000).stream().filter(due -> due.connectionId().equals(connection)).toList();
    }

    private void look() {
        assertThat(due()).hasSize(1).allSatisfy(checks::check);
    }

    private String state() {
        return Db.all()
            .sql("select state || ' ' || coalesce(state_reason, 'null') from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single();
    }

    private String name() {
        return Db.all()
            .sql("select external_name from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single();
    }

    private List<Map<String, String>> renames() {
        return Db.all()
            .sql("""
                    select detail ->> 'from', detail ->> 'to' from audit
                    where request_id = ? and action = 'company-renamed'""")
            .param(request)
            .query((row, n) -> Map.of("from", row.getString(1), "to", row.getString(2)))
            .list();
    }

    private List<String> mails() {
        return Db.all().sql("select kind from mail where request_id = ?").param(request).query(String.class).list();
    }

}
