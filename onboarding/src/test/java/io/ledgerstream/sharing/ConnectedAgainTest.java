package io.ledgerstream.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.ConnectedBooks;
import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.connection.Revocations;
import io.ledgerstream.link.ManageVisits.ManageVisit;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import io.ledgerstream.sync.Syncs;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
 * A customer who ended the sharing and connects again: within 30 days the same
 * connection, later a new one.
 */
@OnboardingTest
@Tag("X19")
class ConnectedAgainTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private Connections connections;

    @Autowired
    private Revocations revocations;

    @Autowired
    private Requests requests;

    @Autowired
    private RequestViews views;

    @Autowired
    private Sharings sharings;

    @Autowired
    private Erasures erasures;

    @Autowired
    private Syncs syncs;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private UUID company;

    private UUID first;

    private UUID connection;

    @BeforeEach
    void aCompanyThatShared() {
        connected.nothingIsDue();
        northwind = fixtures.lender("Northwind Bank");
        company = northwind.companyOf(SampleCompany.BIRCHWOOD);
        first = northwind.request(company);
        northwind.consented(first);
        connection = connected.connect(northwind, first, SampleCompany.BIRCHWOOD);
        connected.readAll();
    }

    @AfterEach
    void allIsWellAgain() {
        clock.reset();
        quickBooks.healthy();
        quickBooks.revokedTogether(false);
    }

    @Test
    void withinThirtyDaysItIsTheSameConnectionAndOnlyTheGapIsRead() {
        int before = records(connection);
        sharings.end(dora(), connection);
        revoke();
        clock.advance(Duration.ofDays(30).minusMinutes(5));
        UUID again = asked();
        int calls = quickBooks.ledger(Endpoint.QUERY).size();

        assertThat(connects(again)).isEqualTo(connection);

        assertThat(state(connection)).isEqualTo("LINKED null");
        connected.readAll();
        assertThat(records(connection)).isEqualTo(before);
        assertThat(Db.all()
            .sql("""
                    select coalesce(sum(written), 0) from sync_run
                    where connection_id = ? and began_at > now() + interval '29 days'""")
            .param(connection)
            .query(Integer.class)
            .single()).as("what is there is not written again").isZero();
        assertThat(quickBooks.ledger(Endpoint.QUERY).size() - calls)
            .as("checks, and what a lapse of change data capture needs")
            .isLessThan(60);
        assertThat(actions(again)).contains("connection-resumed").doesNotContain("company-renamed");
        assertThat(northwind.as(() -> views.get(again)).status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(northwind.as(() -> syncs.of(again))).as("what is read is the new request's").isNotEmpty();
        assertThat(northwind.as(() -> syncs.of(first))).isEmpty();
        assertThat(sharings.of(dora())).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo(connection);
            assertThat(one.ended()).isFalse();
            assertThat(one.request().id()).isEqualTo(again);
            assertThat(one.until()).as("the new consent's").isAfter(clock.instant().plus(Duration.ofDays(60)));
            assertThat(one.dataAsOf()).isAfter(clock.instant().minus(Duration.ofHours(1)));
        });
    }

    @Test
    void laterItIsANewOneAndTheHistoryIsKept() {
        int before = records(connection);
        sharings.end(dora(), connection);
        revoke();
        clock.advance(Duration.ofDays(30).plusMinutes(5));
        UUID again = asked();
        assertThat(counted(connection)).as("nothing else to count").isEqualTo(before);

        UUID now = connects(again);

        assertThat(now).isNotEqualTo(connection);
        assertThat(state(connection)).isEqualTo("UNLINKED ended-by-customer");
        assertThat(state(now)).isEqualTo("LINKED null");
        connected.readAll();
        assertThat(records(connection)).isEqualTo(before);
        assertThat(counted(connection)).as("the same books count once").isZero();
        assertThat(counted(now)).isEqualTo(records(now)).isEqualTo(before);
        assertThat(actions(again)).doesNotContain("connection-resumed");
    }

    @Test
    void whatNoConsentHoldsAnyMoreIsErasedAndReadAnewWhenItIsSharedAgain() {
        UUID more = northwind.as(() -> requests
            .request(new NewRequest(company, Set.of(Product.FINANCIALS), null, null, "en"), northwind.actor()));
        northwind.consented(more);
        connected.verified(northwind, more);
        connected.readAll();
        assertThat(records(connection, DataType.BALANCES)).isPositive();
        sharings.end(dora(), connection);
        UUID again = asked();
        connects(again);
        connected.readAll();
        assertThat(sharings.of(dora()).getFirst().products()).containsExactly(Product.SPEND_ANALYSIS);
        assertThat(northwind.as(() -> syncs.dataAsOf(connection))).as("what is not shared makes nothing old")
            .isPresent();

        int bills = records(connection, DataType.BILLS);
        clock.advance(Duration.ofDays(northwind.as(() -> views.get(first)).lender().policy().eraseAfterDays() + 1));
        erase();
        assertThat(records(connection, DataType.BALANCES)).isZero();
        assertThat(records(connection, DataType.BILLS)).as("shared again").isEqualTo(bills);

        UUID third = northwind.as(() -> requests
            .request(new NewRequest(company, Set.of(Product.FINANCIALS), null, null, "en"), northwind.actor()));
        northwind.consented(third);
        connected.verified(northwind, third);
        connected.readAll();
        Fixtures.Bank harbour = fixtures.lender("Harbour Credit");
        UUID theirs = harbour.companyOf(SampleCompany.BIRCHWOOD);
        UUID now = harbour.as(() -> requests
            .request(new NewRequest(theirs, Set.of(Product.FINANCIALS), null, null, "en"), harbour.actor()));
        harbour.consented(now);
        UUID whole = connected.connect(harbour, now, SampleCompany.BIRCHWOOD);
        connected.readAll();
        assertThat(records(connection, DataType.BALANCES)).isEqualTo(records(whole, DataType.BALANCES)).isPositive();
    }

    @Test
    void whatWasErasedBeforeIsReadFromTheBeginning() {
        int before = records(connection);
        Db.all().sql("update lender set erase_after_days = 7 where id = ?").param(northwind.id()).update();
        sharings.end(dora(), connection);
        clock.advance(Duration.ofDays(8));
        erase();
        assertThat(records(connection)).isZero();
        UUID again = asked();
        assertThat(connects(again)).isEqualTo(connection);
        connected.readAll();
        assertThat(records(connection)).isEqualTo(before);
        assertThat(Db.all()
            .sql("select sum(records)::int from sync_position where connection_id = ?")
            .param(connection)
            .query(Integer.class)
            .single()).isEqualTo(before);
    }

    @Test
    void otherBooksAndBooksOfAReplacedConnectionAreNoneOfIt() {
        sharings.end(dora(), connection);
        UUID other = asked();
        Db.all()
            .sql("update company set legal_name = ? where id = ?")
            .params(SampleCompany.ZEPHYR.legalName(), company)
            .update();
        UUID zephyr = connected.connect(northwind, other, SampleCompany.ZEPHYR);
        assertThat(zephyr).isNotEqualTo(connection);
        assertThat(state(connection)).isEqualTo("UNLINKED ended-by-customer");

        sharings.changeSoftware(dora(), zephyr, java.time.LocalDate.now(clock).minusDays(40));
        UUID change = Db.all()
            .sql("select request_id from software_change where old_connection = ?")
            .param(zephyr)
            .query(UUID.class)
            .single();
        northwind.consented(change);
        Db.all()
            .sql("update company set legal_name = ? where id = ?")
            .params(SampleCompany.BIRCHWOOD.legalName(), company)
            .update();
        assertThat(connects(change)).as("back to the books of before").isEqualTo(connection);
        assertThat(state(zephyr)).isEqualTo("UNLINKED software-changed");
        assertThat(Db.all()
            .sql("select new_connection from software_change where request_id = ?")
            .param(change)
            .query(UUID.class)
            .single()).isEqualTo(connection);

        sharings.changeSoftware(dora(), connection, java.time.LocalDate.now(clock));
        UUID back = Db.all()
            .sql("select request_id from software_change where old_connection = ?")
            .param(connection)
            .query(UUID.class)
            .single();
        northwind.consented(back);
        Db.all()
            .sql("update company set legal_name = ? where id = ?")
            .params(SampleCompany.ZEPHYR.legalName(), company)
            .update();
        UUID anew = connected.connect(northwind, back, SampleCompany.ZEPHYR);
        assertThat(anew).as("the replaced one counts until its day only").isNotEqualTo(zephyr);
        assertThat(state(connection)).isEqualTo("UNLINKED software-changed");
    }

    @Test
    void booksThatTheLenderAcceptedThenAreNotDoubtedAgain() {
        sharings.end(dora(), connection);
        Db.all().sql("update company set legal_name = 'Nothing Alike GmbH' where id = ?").param(company).update();
        UUID again = asked();
        assertThat(connects(again)).isEqualTo(connection);
    }

    @Test
    void booksThatAreRejectedLeaveTheEndAsItWas() {
        sharings.end(dora(), connection);
        revoke();
        UUID again = asked();
        new Customer(connections, northwind, again).connects(SampleCompany.BIRCHWOOD);
        northwind.cancel(again, null);
        assertThat(state(connection)).isEqualTo("UNLINKED ended-by-customer");
        assertThat(northwind.as(() -> views.get(first)).facts().connectionId()).isNull();
    }

    @Test
    void aRevocationThatIsStillDueNeverEndsTheNewAccess() {
        quickBooks.revokedTogether(true);
        quickBooks.fail(Endpoint.REVOKE, Failure.down().times(1));
        sharings.end(dora(), connection);
        revoke();
        assertThat(due()).as("the provider was down").isTrue();
        UUID again = asked();
        new Customer(connections, northwind, again).connects(SampleCompany.BIRCHWOOD);
        clock.advance(Duration.ofMinutes(10));
        int calls = quickBooks.ledger(Endpoint.REVOKE).size();
        revoke();
        assertThat(quickBooks.ledger(Endpoint.REVOKE)).as("the new access is about to be checked").hasSize(calls);
        connected.verified(northwind, again);
        assertThat(state(connection)).isEqualTo("LINKED null");
        clock.advance(Duration.ofHours(2));
        revoke();
        assertThat(quickBooks.ledger(Endpoint.REVOKE)).hasSize(calls);
        assertThat(due()).isFalse();
        connected.readAll();
        assertThat(state(connection)).as("its access works").isEqualTo("LINKED null");
        assertThat(actions(again)).contains("access-given-anew");
    }

    @Test
    void anotherLendersEndedConnectionIsNoneOfIt() {
        Fixtures.Bank harbour = fixtures.lender("Harbour Credit");
        UUID theirs = harbour.companyOf(SampleCompany.BIRCHWOOD);
        sharings.end(dora(), connection);
        UUID asked = harbour.request(theirs);
        harbour.consented(asked);
        assertThat(connected.connect(harbour, asked, SampleCompany.BIRCHWOOD)).isNotEqualTo(connection);
        assertThat(state(connection)).isEqualTo("UNLINKED ended-by-customer");
    }

    private UUID asked() {
        UUID again = northwind.request(company);
        northwind.consented(again);
        return again;
    }

    /**
     * @return the connection that the request has brought
     */
    private UUID connects(UUID request) {
        new Customer(connections, northwind, request).connects(SampleCompany.BIRCHWOOD);
        connected.verified(northwind, request);
        return Db.all().sql("""
                select a.connection_id from connection_attempt a join request_line l on l.attempt_id = a.id
                where l.request_id = ? and a.outcome = 'VERIFIED'""").param(request).query(UUID.class).single();
    }

    private void revoke() {
        revocations.due(1000)
            .stream()
            .filter(due -> due.lenderId().equals(northwind.id()))
            .forEach(revocations::revoke);
    }

    private boolean due() {
        return Db.all()
            .sql("""
                    select exists (select from connection
                                   where company_id = ? and refresh_token is not null and state = 'UNLINKED')""")
            .param(company)
            .query(Boolean.class)
            .single();
    }

    private void erase() {
        erasures.due(1000)
            .stream()
            .filter(due -> due.lenderId().equals(northwind.id()))
            .forEach(due -> CurrentLender.as(due.lenderId(), () -> erasures.erase(due.consentId())));
    }

    private static int records(UUID connection) {
        return Db.all()
            .sql("select count(*) from record where connection_id = ? and not deleted")
            .param(connection)
            .query(Integer.class)
            .single();
    }

    private static int records(UUID connection, DataType type) {
        return Db.all()
            .sql("select count(*) from record where connection_id = ? and data_type = ? and not deleted")
            .params(connection, type.name())
            .query(Integer.class)
            .single();
    }

    private static int counted(UUID connection) {
        return Db.all()
            .sql("select count(*) from counted_record where connection_id = ?")
            .param(connection)
            .query(Integer.class)
            .single();
    }

    private static String state(UUID connection) {
        return Db.all()
            .sql("select state || ' ' || coalesce(state_reason, 'null') from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single();
    }

    private static List<String> actions(UUID request) {
        return Db.all().sql("select action from audit where request_id = ?").param(request).query(String.class).list();
    }

    private ManageVisit dora() {
        UUID id = Ids.next();
        String email = northwind.contactEmail(company).toLowerCase();
        Db.all().sql("""
                insert into manage_visit (id, email, token_hash, created_at, seen_at, signed_in_at)
                values (?, ?, decode(md5(?), 'hex'), now(), now(), now())""").params(id, email, id.toString()).update();
        return new ManageVisit(id, email, true);
    }

}
