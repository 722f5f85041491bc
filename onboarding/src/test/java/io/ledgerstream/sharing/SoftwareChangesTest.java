package io.ledgerstream.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.ConnectedBooks;
import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.CompanyMatches;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.link.ManageVisits.ManageVisit;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import io.ledgerstream.request.Selection;
import io.ledgerstream.request.SoftwareChanges;
import io.ledgerstream.sharing.Sharings.OtherSoftware;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.SampleCompany;

/**
 * A company that works with other software: the old connection stays until the new one is
 * Linked, and each record counts once.
 */
@OnboardingTest
@Tag("X13")
class SoftwareChangesTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private Connections connections;

    @Autowired
    private CompanyMatches matches;

    @Autowired
    private Requests requests;

    @Autowired
    private RequestProgress progress;

    @Autowired
    private RequestViews views;

    @Autowired
    private Sharings sharings;

    @Autowired
    private SoftwareChanges changes;

    @Autowired
    private Erasures erasures;

    @Autowired
    private MovableClock clock;

    private Fixtures.Bank northwind;

    private UUID company;

    private UUID request;

    private UUID old;

    @BeforeEach
    void aCompanyThatShares() {
        connected.nothingIsDue();
        northwind = fixtures.lender("Northwind Bank");
        company = northwind.companyOf(SampleCompany.BIRCHWOOD);
        request = northwind.request(company);
        northwind.consented(request);
        old = connected.connect(northwind, request, SampleCompany.BIRCHWOOD);
        connected.readAll();
    }

    @AfterEach
    void systemTime() {
        clock.reset();
    }

    @Test
    void theOldConnectionStaysUntilTheNewOneIsLinkedAndEndsInThatMoment() {
        LocalDate day = today().minusMonths(3);
        ManageVisit dora = dora();
        assertThat(sharings.otherSoftware(dora, old)).isEqualTo(OtherSoftware.CHANGE);
        String visit = sharings.changeSoftware(dora, old, day);
        assertThat(visit).hasSize(43);
        UUID change = change();
        assertThat(northwind.as(() -> views.get(change))).satisfies(view -> {
            assertThat(view.status()).isEqualTo(RequestStatus.IN_PROGRESS);
            assertThat(view.products()).containsExactly(Product.SPEND_ANALYSIS);
            assertThat(view.facts().change().connectionId()).isEqualTo(old);
            assertThat(view.facts().change().cutOver()).isEqualTo(day);
        });
        assertThat(mails(change)).containsExactly("LENDER_OTHER_SOFTWARE");
        assertThat(sharings.otherSoftware(dora, old)).isEqualTo(OtherSoftware.GO_ON);
        assertThat(state(old)).as("nothing ends before").isEqualTo("LINKED null");
        northwind.consented(change);
        assertThat(state(old)).isEqualTo("LINKED null");

        UUID now = connects(change);

        assertThat(state(old)).isEqualTo("UNLINKED software-changed");
        assertThat(state(now)).isEqualTo("LINKED null");
        assertThat(mails(request)).contains("CUSTOMER_SHARING_ENDED", "LENDER_SHARING_ENDED");
        assertThat(Db.all()
            .sql("select count(*) from consent where ended_at is null and company_id = ?")
            .param(company)
            .query(Integer.class)
            .single()).as("the new one").isEqualTo(1);
        assertThat(Db.all()
            .sql("select count(*) from sync_position where connection_id = ? and next_at is not null")
            .param(old)
            .query(Integer.class)
            .single()).isZero();
    }

    @Test
    void eachRecordCountsOnceInTheBooksOfItsDay() {
        LocalDate day = middle(old);
        sharings.changeSoftware(dora(), old, day);
        UUID change = change();
        int before = counted(old, "true");
        assertThat(before).as("while nothing is connected instead").isEqualTo(there(old, "true"));
        northwind.consented(change);
        UUID now = connects(change);
        connected.readAll();
        String dated = "normalised ->> 'date' is not null";
        String early = dated + " and normalised ->> 'date' < '" + day + "'";
        String late = dated + " and normalised ->> 'date' >= '" + day + "'";
        assertThat(there(old, early)).isPositive();
        assertThat(there(old, late)).isPositive();
        assertThat(there(now, early)).isPositive();
        assertThat(counted(old, early)).isEqualTo(there(old, early));
        assertThat(counted(old, late)).isZero();
        assertThat(counted(now, early)).isZero();
        assertThat(counted(now, late)).isEqualTo(there(now, late)).isPositive();
        assertThat(counted(now, "data_type = 'VENDORS'")).as("what has no day")
            .isEqualTo(there(now, "data_type = 'VENDORS'"))
            .isPositive();

        clock.advance(Duration.ofDays(northwind.as(() -> views.get(request)).lender().policy().eraseAfterDays() + 1));
        erasures.due(1000)
            .stream()
            .filter(due -> due.lenderId().equals(northwind.id()))
            .forEach(due -> CurrentLender.as(due.lenderId(), () -> erasures.erase(due.consentId())));
        assertThat(there(old, "true")).isZero();
        assertThat(counted(now, "true")).as("nothing else is left to count").isEqualTo(there(now, "true"));
    }

    @Test
    void otherLendersSeeNothingOfWhatCounts() {
        Fixtures.Bank harbour = fixtures.lender("Harbour Credit");
        assertThat(as(northwind)).isPositive();
        assertThat(as(harbour)).isZero();
    }

    private int as(Fixtures.Bank bank) {
        return bank.inTransaction(() -> jdbc.sql("select count(*) from counted_record where connection_id = ?")
            .param(old)
            .query(Integer.class)
            .single());
    }

    @Autowired
    private org.springframework.jdbc.core.simple.JdbcClient jdbc;

    @Test
    void theSameBooksAreNoOtherSoftware() {
        sharings.changeSoftware(dora(), old, today());
        UUID change = change();
        northwind.consented(change);
        new Customer(connections, northwind, change).connects(SampleCompany.BIRCHWOOD);
        assertThat(northwind.as(() -> views.get(change)).attemptReason()).isEqualTo("same-books");
        assertThat(state(old)).isEqualTo("LINKED null");
        connected.nothingIsDue();
        assertThat(Db.all()
            .sql("select count(*) from connection where company_id = ? and revoke_due_at is not null")
            .param(company)
            .query(Integer.class)
            .single()).as("it would end the access that is in use").isZero();
    }

    @Test
    void booksThatTheLenderAcceptedReplaceTheOldOnesToo() {
        sharings.changeSoftware(dora(), old, today());
        UUID change = change();
        northwind.consented(change);
        new Customer(connections, northwind, change).connects(SampleCompany.ZEPHYR);
        connected.checked(northwind, change);
        UUID attempt = Db.all()
            .sql("select attempt_id from request_line where request_id = ?")
            .param(change)
            .query(UUID.class)
            .single();
        northwind.as(() -> matches.confirm(change, attempt, "We were renamed.", Actor.customer(null)));
        assertThat(state(old)).as("undecided").isEqualTo("LINKED null");
        northwind.as(() -> matches.accept(change, attempt, null, northwind.actor()));
        assertThat(state(old)).isEqualTo("UNLINKED software-changed");
    }

    @Test
    void whereFilesAreGivenTheOldConnectionEndsAsWell() {
        sharings.changeSoftware(dora(), old, today());
        UUID change = change();
        northwind.as(() -> progress.selectSoftware(change, Selection.byFile("sage-50"), Actor.customer(null)));
        northwind.consents(change, "sage-50");
        assertThat(state(old)).isEqualTo("LINKED null");
        northwind.as(() -> progress.uploaded(change, Actor.customer(null)));
        assertThat(state(old)).isEqualTo("UNLINKED software-changed");
        assertThat(counted(old, "true")).as("its records count on: no other has their days")
            .isEqualTo(there(old, "true"))
            .isPositive();
    }

    @Test
    void whatIsBegunAndNotDoneChangesNothing() {
        sharings.changeSoftware(dora(), old, today());
        UUID first = change();
        sharings.changeSoftware(dora(), old, today().minusDays(10));
        assertThat(change()).as("a second press goes on").isEqualTo(first);
        assertThat(northwind.as(() -> views.get(first)).facts().change().cutOver()).isEqualTo(today().minusDays(10));
        northwind.as(() -> progress.selectSoftware(first, Selection.direct(Customer.QUICKBOOKS), Actor.customer(null)));
        northwind.as(() -> progress.declined(first, "Not yet.", Actor.customer(null)));
        assertThat(state(old)).isEqualTo("LINKED null");
        assertThat(counted(old, "true")).isEqualTo(there(old, "true"));
        sharings.changeSoftware(dora(), old, today());
        assertThat(change()).as("they may begin anew").isNotEqualTo(first);
        northwind.cancel(change(), null);
        assertThat(state(old)).isEqualTo("LINKED null");
    }

    @Test
    void theLenderAsksTheContactOfTodayUnlessTheyDeclinedBefore() {
        UUID change = northwind.as(() -> changes.ask(company, today(), northwind.actor()));
        assertThat(mails(change)).as("they know").isEmpty();
        assertThat(northwind.as(() -> views.get(change)).status()).isEqualTo(RequestStatus.REQUESTED);
        northwind.consented(change);
        connects(change);
        assertThat(state(old)).isEqualTo("UNLINKED software-changed");

        UUID again = northwind.as(() -> changes.ask(company, today(), northwind.actor()));
        northwind.signedIn(again);
        northwind.as(() -> progress.selectSoftware(again, Selection.direct(Customer.QUICKBOOKS), Actor.customer(null)));
        northwind.as(() -> progress.declined(again, null, Actor.customer(null)));
        assertThatThrownBy(() -> northwind.as(() -> changes.ask(company, today(), northwind.actor())))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("declined-change");
        UUID nothing = northwind.company("Unconnected Ltd");
        assertThatThrownBy(() -> northwind.as(() -> changes.ask(nothing, today(), northwind.actor())))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("nothing-connected");
    }

    @Test
    void whoIsAskedToReconnectIsNoLongerAsked() {
        Db.all().sql("update connection set state = 'DEAUTHORIZED' where id = ?").param(old).update();
        UUID mend = northwind.inTransaction(() -> requests.reconnect(old)).orElseThrow();
        sharings.changeSoftware(dora(), old, today());
        assertThat(northwind.as(() -> views.get(mend)).status()).isEqualTo(RequestStatus.CANCELLED);
        UUID change = change();
        northwind.consented(change);
        connects(change);
        assertThat(state(old)).isEqualTo("UNLINKED software-changed");
    }

    @Test
    void daysOutOfRangeOtherPeopleAndWhatHasEndedAreRefused() {
        for (LocalDate day : List.of(today().plusDays(1), today().minusMonths(24).minusDays(1),
                LocalDate.of(1, 1, 1))) {
            assertThatThrownBy(() -> sharings.changeSoftware(dora(), old, day)).isInstanceOf(Refused.class)
                .hasMessageContaining("cut-over-out-of-range");
        }
        assertThatThrownBy(() -> sharings.changeSoftware(visit("mallory@elsewhere.example"), old, today()))
            .isInstanceOf(NotFound.class);
        ManageVisit never = new ManageVisit(UUID.randomUUID(), email(), true);
        assertThatThrownBy(() -> sharings.changeSoftware(never, old, today())).as("no such visit")
            .isInstanceOf(Refused.class)
            .hasMessageContaining("not-invited");
        assertThat(changes()).as("all of it is undone").isEmpty();
        northwind.as(() -> requests.request(new NewRequest(company, Set.of(Product.FINANCIALS), null, null, "en"),
                northwind.actor()));
        assertThat(sharings.otherSoftware(dora(), old)).isEqualTo(OtherSoftware.TELL);
        assertThatThrownBy(() -> sharings.changeSoftware(dora(), old, today())).isInstanceOf(Refused.class)
            .hasMessageContaining("open-request-exists");
        sharings.end(dora(), old);
        assertThatThrownBy(() -> sharings.changeSoftware(dora(), old, today())).isInstanceOf(Refused.class)
            .hasMessageContaining("sharing-ended");
    }

    /**
     * The company goes by the name of the new books, so that nobody is asked about them.
     */
    private UUID connects(UUID change) {
        Db.all()
            .sql("update company set legal_name = ? where id = ?")
            .params(SampleCompany.ZEPHYR.legalName(), company)
            .update();
        return connected.connect(northwind, change, SampleCompany.ZEPHYR);
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(northwind.as(() -> views.get(request)).company().timeZone()));
    }

    private LocalDate middle(UUID connection) {
        return LocalDate.parse(Db.all().sql("""
                select percentile_disc(0.5) within group (order by normalised ->> 'date') from record
                where connection_id = ? and data_type = 'BILLS'""").param(connection).query(String.class).single());
    }

    private int there(UUID connection, String condition) {
        return Db.all()
            .sql("select count(*) from record where connection_id = ? and not deleted and " + condition)
            .param(connection)
            .query(Integer.class)
            .single();
    }

    private int counted(UUID connection, String condition) {
        return Db.all()
            .sql("select count(*) from counted_record where connection_id = ? and " + condition)
            .param(connection)
            .query(Integer.class)
            .single();
    }

    private UUID change() {
        return changes().getFirst();
    }

    private List<UUID> changes() {
        return Db.all()
            .sql("""
                    select r.id from software_change s join request r on r.id = s.request_id
                    where r.company_id = ? order by r.requested_at desc, r.id desc""")
            .param(company)
            .query(UUID.class)
            .list();
    }

    private ManageVisit dora() {
        return visit(email());
    }

    /** As after the code. */
    private ManageVisit visit(String email) {
        UUID id = Ids.next();
        Db.all().sql("""
                insert into manage_visit (id, email, token_hash, created_at, seen_at, signed_in_at)
                values (?, ?, decode(md5(?), 'hex'), now(), now(), now())""").params(id, email, id.toString()).update();
        return new ManageVisit(id, email, true);
    }

    private String email() {
        return northwind.contactEmail(company).toLowerCase();
    }

    private static String state(UUID connection) {
        return Db.all()
            .sql("select state || ' ' || coalesce(state_reason, 'null') from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single();
    }

    private static List<String> mails(UUID of) {
        return Db.all()
            .sql("select kind from mail where request_id = ? order by planned_at")
            .param(of)
            .query(String.class)
            .list();
    }

}
