package io.ledgerstream.sync;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.ConnectedBooks;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.request.Flag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

/**
 * When data are read, whose turn it is, what is kept of it, and what is said when it does
 * not come about.
 */
@OnboardingTest
class SyncScheduleTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private SyncPositions positions;

    @Autowired
    private SyncPages pages;

    @Autowired
    private SyncOrders orders;

    @Autowired
    private ConnectionDataViews views;

    @Autowired
    private StaleData stale;

    @Autowired
    private SyncRuns runs;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private UUID request;

    private UUID connection;

    @BeforeEach
    void everythingIsReadOnce() {
        connected.nothingIsDue();
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.companyOf(SampleCompany.BIRCHWOOD));
        northwind.consented(request);
        connection = connected.connect(northwind, request, SampleCompany.BIRCHWOOD);
        connected.readAll();
    }

    @AfterEach
    void allIsWell() {
        quickBooks.healthy();
        clock.reset();
    }

    @Test
    @Tag("S3")
    void everyReadIsKeptWithWhatItBrought() {
        ConnectionData first = data();
        assertThat(first.history()).hasSize(first.types().size())
            .allMatch(run -> run.endedAt() != null && run.error() == null && run.pages() > 0);
        assertThat(first.history()).filteredOn(run -> run.type() == DataType.BILLS)
            .singleElement()
            .satisfies(run -> assertThat(run.written())
                .isEqualTo(quickBooks.books(SampleCompany.BIRCHWOOD).all("Bill").size()));
        assertThat(first.types()).allMatch(type -> type.lastChange() != null || type.records() == 0);
        assertThat(first.dataAsOf()).isNotNull();

        clock.advance(Duration.ofHours(25));
        connected.readAll();
        assertThat(data().history()).hasSize(2 * first.types().size())
            .filteredOn(run -> run.beganAt().isAfter(first.dataAsOf().plusSeconds(3600)))
            .allMatch(run -> run.written() == 0 && run.gone() == 0);

        clock.advance(Duration.ofDays(90));
        assertThat(runs.forget()).isGreaterThanOrEqualTo(2 * first.types().size());
        assertThat(data().history()).isEmpty();
    }

    /**
     * Ten thousand companies read every hour leave more in a day than goes in one
     * transaction.
     */
    @Test
    @Tag("S3")
    void allThatIsOldIsForgottenHoweverMuchItIs() {
        Db.all().sql("""
                insert into sync_run (id, lender_id, connection_id, data_type, began_at,
                                      ended_at, pages, written, gone)
                select gen_random_uuid(), ?, ?, 'BILLS', now() - interval '91 days', now() - interval '91 days', 1,
                       0, 0 from generate_series(1, 11000)""").params(northwind.id(), connection).update();
        assertThat(runs.forget()).isGreaterThanOrEqualTo(11_000);
        assertThat(data().history()).hasSameSizeAs(data().types());
    }

    @Test
    @Tag("S3")
    void aRefreshReadsAtOnceAndKeepsToTheScheduleAfterwards() {
        int calls = quickBooks.ledger(Endpoint.CHANGES).size();
        northwind.as(() -> orders.refresh(connection, Actor.SYSTEM));
        connected.readAll();
        assertThat(quickBooks.ledger(Endpoint.CHANGES).size()).isGreaterThan(calls);
        assertThat(data().types()).allMatch(type -> type.nextAt().isAfter(clock.instant().plus(Duration.ofHours(23))));
    }

    @Test
    @Tag("S7")
    void theIntervalIsTheConnections() {
        northwind.as(() -> orders.every(connection, SyncInterval.HOURLY, Actor.SYSTEM));
        assertThat(data().types())
            .allMatch(type -> type.nextAt().isBefore(clock.instant().plus(Duration.ofMinutes(61))));
        clock.advance(Duration.ofMinutes(70));
        connected.readAll();
        assertThat(data().types()).allMatch(type -> type.nextAt().isAfter(clock.instant().plus(Duration.ofMinutes(59)))
                && type.nextAt().isBefore(clock.instant().plus(Duration.ofMinutes(62))));

        northwind.as(() -> orders.every(connection, SyncInterval.MONTHLY, Actor.SYSTEM));
        assertThat(data().types()).allMatch(type -> type.nextAt().isAfter(clock.instant().plus(Duration.ofDays(29))));
        assertThat(data().interval()).isEqualTo(SyncInterval.MONTHLY);
    }

    @Test
    @Tag("S3")
    void whoseDataAreStaleIsToldOnceAndThatTheyAreFreshAgain() {
        look();
        assertThat(flags()).doesNotContain(Flag.DATA_STALE);

        quickBooks.fail(Endpoint.CHANGES, Failure.down());
        quickBooks.fail(Endpoint.QUERY, Failure.down());
        clock.advance(Duration.ofHours(49));
        positions.lease(20).forEach(pages::pull);
        look();
        look();
        assertThat(flags()).contains(Flag.DATA_STALE);
        assertThat(mails()).isEqualTo(1);
        assertThat(data().staleSince()).isNotNull();
        assertThat(data().history()).anyMatch(run -> "provider-unavailable".equals(run.error()));

        quickBooks.healthy();
        clock.advance(Duration.ofHours(1));
        connected.readAll();
        look();
        assertThat(flags()).doesNotContain(Flag.DATA_STALE);
        assertThat(data().staleSince()).isNull();
        assertThat(mails()).as("no second mail").isEqualTo(1);
        assertThat(toldThatTheyAreFresh()).isTrue();
    }

    @Test
    @Tag("S4")
    void dataThatAccessIsLostToAreNotToldToBeFreshAgain() {
        quickBooks.fail(Endpoint.CHANGES, Failure.down());
        quickBooks.fail(Endpoint.QUERY, Failure.down());
        clock.advance(Duration.ofHours(49));
        positions.lease(20).forEach(pages::pull);
        look();
        assertThat(flags()).contains(Flag.DATA_STALE);

        quickBooks.healthy();
        quickBooks.endAccess(SampleCompany.BIRCHWOOD);
        clock.advance(Duration.ofHours(1));
        connected.readAll();
        look();
        assertThat(data().types()).isNotEmpty().allMatch(type -> "access-lost".equals(type.error()));
        assertThat(flags()).doesNotContain(Flag.DATA_STALE);
        assertThat(toldThatTheyAreFresh()).isFalse();
    }

    private boolean toldThatTheyAreFresh() {
        return Db.all()
            .sql("select exists (select from audit where request_id = ? and action = 'data-fresh')")
            .param(request)
            .query(Boolean.class)
            .single();
    }

    @Test
    @Tag("S7")
    void aLenderWithHundredsWaitingKeepsNoOtherWaiting() {
        Fixtures.Bank harbour = fixtures.lender("Harbour Credit");
        UUID others = harbour.request(harbour.companyOf(SampleCompany.DELTA));
        harbour.consented(others);
        UUID small = connected.connect(harbour, others, SampleCompany.DELTA);
        Db.all().sql("update sync_position set next_at = null").update();
        Db.all().sql("""
                with many as (insert into connection (id, lender_id, company_id, request_id, line_id, software,
                                                      state, state_reason, state_changed_at)
                              select gen_random_uuid(), lender_id, company_id, request_id, line_id, software,
                                     'UNLINKED', 'one-of-many', now()
                              from connection, generate_series(1, 500)
                              where id = ? returning id, lender_id, request_id)
                insert into sync_position (connection_id, data_type, lender_id, request_id,
                                           history_from, state, next_at)
                select id, 'BILLS', lender_id, request_id, date '2024-01-01', 'PLANNED', now() - interval '1 hour'
                from many""").param(connection).update();
        Db.all().sql("""
                update sync_position set next_at = now() - interval '1 second'
                where connection_id = ? and data_type = 'BILLS'""").param(small).update();
        try {
            assertThat(leased(4)).as("the small lender's one page comes with the first").hasSize(4).contains(small);
            Db.all().sql("""
                    update sync_position set leased_until = null, next_at = now() - interval '1 second'
                    where connection_id = ? and data_type = 'BILLS'""").param(small).update();
            assertThat(leased(1)).as("and before a fifth of the big one's").containsExactly(small);
        }
        finally {
            Db.all().sql("delete from sync_position").update();
            Db.all().sql("delete from connection where state_reason = 'one-of-many'").update();
        }
    }

    private List<UUID> leased(int atMost) {
        return positions.lease(atMost).stream().map(Due::connectionId).toList();
    }

    private void look() {
        stale.due(100).forEach(change -> northwind.as(() -> stale.look(change.connectionId())));
    }

    private ConnectionData data() {
        return northwind.as(() -> views.of(connection, null));
    }

    private List<Flag> flags() {
        return Db.all()
            .sql("select flag from request_flag where request_id = ?")
            .param(request)
            .query(String.class)
            .list()
            .stream()
            .map(Flag::valueOf)
            .toList();
    }

    private int mails() {
        return Db.all()
            .sql("select count(*) from mail where request_id = ? and kind = 'LENDER_DATA_STALE'")
            .param(request)
            .query(Integer.class)
            .single();
    }

}
