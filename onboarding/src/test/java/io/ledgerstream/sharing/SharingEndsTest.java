package io.ledgerstream.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.ConnectedBooks;
import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.Revocations;
import io.ledgerstream.link.ManageVisits;
import io.ledgerstream.link.ManageVisits.ManageVisit;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import io.ledgerstream.request.Sharing;
import java.sql.Timestamp;
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
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

@OnboardingTest
@Tag("C11")
class SharingEndsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private Revocations revocations;

    @Autowired
    private Requests requests;

    @Autowired
    private RequestViews views;

    @Autowired
    private Sharing sharing;

    @Autowired
    private Sharings sharings;

    @Autowired
    private SharingEnds ends;

    @Autowired
    private Erasures erasures;

    @Autowired
    private ManageVisits visits;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private UUID company;

    private UUID request;

    private UUID connection;

    @BeforeEach
    void aCompanyThatShares() {
        connected.nothingIsDue();
        northwind = fixtures.lender("Northwind Bank");
        company = northwind.companyOf(SampleCompany.BIRCHWOOD);
        request = northwind.request(company);
        connection = connected(northwind, request);
        connected.readAll();
    }

    @AfterEach
    void systemTime() {
        clock.reset();
        quickBooks.revokedTogether(false);
    }

    private UUID connected(Fixtures.Bank bank, UUID of) {
        bank.consented(of);
        return connected.connect(bank, of, SampleCompany.BIRCHWOOD);
    }

    @Test
    @Tag("V5")
    void whatIsEndedIsReadNoMoreAndRevokedAtTheProvider() {
        assertThat(sharings.of(dora())).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo(connection);
            assertThat(one.ended()).isFalse();
            assertThat(one.software()).isEqualTo("QuickBooks Online");
            assertThat(one.products()).containsExactly(Product.SPEND_ANALYSIS);
            assertThat(one.dataAsOf()).isNotNull();
        });
        int revokes = quickBooks.ledger(Endpoint.REVOKE).size();

        assertThat(sharings.end(dora(), connection)).isTrue();

        assertThat(state()).isEqualTo("UNLINKED ended-by-customer");
        assertThat(Db.all()
            .sql("select count(*) from sync_position where connection_id = ? and next_at is not null")
            .param(connection)
            .query(Integer.class)
            .single()).isZero();
        assertThat(consent("ended_reason")).isEqualTo("ended-by-customer");
        assertThat(mails()).contains("CUSTOMER_SHARING_ENDED", "LENDER_SHARING_ENDED");
        revocations.due(100).stream().filter(due -> due.connectionId().equals(connection)).forEach(revocations::revoke);
        assertThat(quickBooks.ledger(Endpoint.REVOKE)).hasSize(revokes + 1);
        assertThat(Db.all()
            .sql("select access_token is null and refresh_token is null from connection where id = ?")
            .param(connection)
            .query(Boolean.class)
            .single()).isTrue();
        assertThat(sharings.end(dora(), connection)).as("a second press").isFalse();
        assertThat(mails().stream().filter("CUSTOMER_SHARING_ENDED"::equals)).hasSize(1);
        assertThat(sharings.get(dora(), connection)).satisfies(one -> assertThat(one.ended()).isTrue())
            .satisfies(one -> assertThat(one.eraseAt()).isAfter(one.endedAt()));
    }

    @Test
    @Tag("S8")
    void copiesAreErasedOnTheirDayAndTheConsentStaysAsEvidence() {
        assertThat(records()).isPositive();
        sharings.end(dora(), connection);
        int days = northwind.as(() -> views.get(request)).lender().policy().eraseAfterDays();
        clock.advance(Duration.ofDays(days).minusMinutes(1));
        erase();
        assertThat(records()).isPositive();
        clock.advance(Duration.ofMinutes(2));
        erase();
        assertThat(records()).isZero();
        assertThat(consent("erased_at")).isNotNull();
        assertThat(consent("person_name")).isEqualTo("Dora Patel");
        assertThat(Db.all()
            .sql("select detail ->> 'records' from audit where request_id = ? and action = 'data-erased'")
            .param(request)
            .query(String.class)
            .single()).isNotEqualTo("0");
        assertThat(erasures.due(1000)).extracting(SharingEnds.Due::lenderId).doesNotContain(northwind.id());
    }

    @Test
    @Tag("S8")
    void aLenderThatKeepsCopiesLongerByNowKeepsNoneLongerThanWasPromised() {
        policy(120);
        assertThat(sharings.get(dora(), connection).eraseAfterDays()).as("promised").isEqualTo(90);
        sharings.end(dora(), connection);
        assertThat(keptFor()).isEqualTo(Duration.ofDays(90));
    }

    @Test
    @Tag("S8")
    void oneThatKeepsThemShorterByNowErasesThemThen() {
        policy(30);
        assertThat(sharings.get(dora(), connection).eraseAfterDays()).isEqualTo(30);
        Db.all().sql("update consent set ends_at = now() where request_id = ?").param(request).update();
        due().forEach(due -> CurrentLender.as(due.lenderId(), () -> ends.dayHasCome(due.consentId())));
        assertThat(keptFor()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    @Tag("S8")
    void filesAreKeptNoLongerThanWasPromised() {
        UUID given = northwind.request(northwind.company("Oak Ltd"));
        northwind.atConsent(given);
        northwind.consents(given, Customer.QUICKBOOKS);
        policy(120);
        request = given;
        assertThat(standing(given).goesOn()).isTrue();
        assertThat(northwind.as(() -> ends.files(given, SharingEnd.ENDED_BY_CUSTOMER, Actor.customer(null)))).isTrue();
        assertThat(standing(given).ended()).isTrue();
        assertThat(keptFor()).isEqualTo(Duration.ofDays(90));
    }

    private void policy(int eraseAfterDays) {
        Db.all()
            .sql("update lender set erase_after_days = ? where id = ?")
            .params(eraseAfterDays, northwind.id())
            .update();
    }

    private Duration keptFor() {
        return Duration.ofSeconds(Db.all()
            .sql("select extract(epoch from erase_at - ended_at) from consent where request_id = ?")
            .param(request)
            .query(Long.class)
            .single());
    }

    private void erase() {
        erasures.due(1000)
            .stream()
            .filter(due -> due.lenderId().equals(northwind.id()))
            .forEach(due -> CurrentLender.as(due.lenderId(), () -> erasures.erase(due.consentId())));
    }

    @Test
    @Tag("X20")
    void aConsentEndsInItsMinuteAndWithItWhatItAllowed() {
        Db.all()
            .sql("update consent set ends_at = ? where request_id = ?")
            .params(Timestamp.from(clock.instant().plusSeconds(3600)), request)
            .update();
        assertThat(due()).isEmpty();
        clock.advance(Duration.ofMinutes(61));
        Db.all()
            .sql("update sync_position set next_at = now() - interval '1 day' where connection_id = ?")
            .param(connection)
            .update();
        int calls = quickBooks.ledger(Endpoint.QUERY).size();
        connected.readAll();
        assertThat(quickBooks.ledger(Endpoint.QUERY)).as("not one more").hasSize(calls);
        assertThat(due()).hasSize(1);
        due().forEach(due -> CurrentLender.as(due.lenderId(), () -> ends.dayHasCome(due.consentId())));
        assertThat(state()).isEqualTo("UNLINKED consent-ended");
        assertThat(mails()).contains("CUSTOMER_SHARING_ENDED", "LENDER_SHARING_ENDED");
        assertThat(due()).isEmpty();
        assertThat(sharings.get(dora(), connection).endedReason()).isEqualTo("consent-ended");
    }

    @Test
    @Tag("X20")
    void whereAnotherConsentHoldsOnlyWhatTheFirstAllowedEnds() {
        UUID more = asksForFinancialsToo();
        assertThat(standing(more).since()).as("what was added later").isAfter(standing(request).since());
        Db.all()
            .sql("update consent set ends_at = ? where request_id = ?")
            .params(Timestamp.from(clock.instant().minusSeconds(1)), request)
            .update();
        due().forEach(due -> CurrentLender.as(due.lenderId(), () -> ends.dayHasCome(due.consentId())));
        assertThat(state()).startsWith("LINKED");
        assertThat(consent("ended_reason")).isEqualTo("consent-ended");
        assertThat(standing(request).ended()).isTrue();
        assertThat(standing(more).goesOn()).isTrue();

        clock.advance(Duration.ofHours(25));
        int bills = reads("Bill");
        int accounts = reads("Account");
        connected.readAll();
        assertThat(reads("Bill")).as("nobody allows it any more").isEqualTo(bills);
        assertThat(reads("Account")).as("financials are made from them too").isGreaterThan(accounts);

        clock.advance(Duration.ofDays(northwind.as(() -> views.get(request)).lender().policy().eraseAfterDays()));
        erase();
        assertThat(kinds()).containsExactly("ACCOUNTS", "BALANCES");
        assertThat(sharings.end(dora(), connection)).isTrue();
        assertThat(state()).startsWith("UNLINKED");
        assertThat(standing(more).ended()).isTrue();
    }

    @Test
    @Tag("X20")
    void whatWasAddedEndsByItsOwnConsent() {
        UUID more = asksForFinancialsToo();
        Db.all()
            .sql("update consent set ends_at = ? where request_id = ?")
            .params(Timestamp.from(clock.instant().minusSeconds(1)), more)
            .update();
        int reports = reports();
        clock.advance(Duration.ofHours(25));
        int bills = reads("Bill");
        connected.readAll();
        assertThat(reports()).as("also before its end has been noticed").isEqualTo(reports);
        assertThat(reads("Bill")).isGreaterThan(bills);
    }

    private Sharing.Standing standing(UUID of) {
        return northwind.as(() -> sharing.standing(of));
    }

    /** Of this test's own lender. */
    private List<SharingEnds.Due> due() {
        return ends.due(1000).stream().filter(due -> due.lenderId().equals(northwind.id())).toList();
    }

    private UUID asksForFinancialsToo() {
        UUID more = northwind.as(() -> requests
            .request(new NewRequest(company, Set.of(Product.FINANCIALS), null, null, "en"), northwind.actor()));
        northwind.signedIn(more);
        northwind.consents(more, Customer.QUICKBOOKS);
        connected.verified(northwind, more);
        connected.readAll();
        assertThat(kinds()).contains("BALANCES", "BILLS");
        return more;
    }

    /** Reads of one kind, whole or of what has changed. */
    private int reads(String entity) {
        return (int) quickBooks.ledger()
            .stream()
            .filter(call -> call.target().contains("from " + entity + " ")
                    || call.target().contains("/cdc?entities=" + entity + "&"))
            .count();
    }

    private int reports() {
        return (int) quickBooks.ledger().stream().filter(call -> call.target().contains("/reports/")).count();
    }

    private List<String> kinds() {
        return Db.all()
            .sql("select distinct data_type from record where connection_id = ? order by 1")
            .param(connection)
            .query(String.class)
            .list();
    }

    @Test
    @Tag("X22")
    void eachLenderIsApartAndOnlyTheOneEndsThatWasMeant() {
        Fixtures.Bank harbour = fixtures.lender("Harbour Credit");
        UUID theirs = harbour.request(harbour.companyOf(SampleCompany.BIRCHWOOD));
        UUID other = connected(harbour, theirs);
        Db.all().sql("update request set contact_email = upper(?) where id = ?").params(email(), theirs).update();
        assertThat(sharings.of(dora())).extracting(one -> one.request().lender().name())
            .containsExactly("Harbour Credit", "Northwind Bank");
        sharings.end(dora(), connection);
        assertThat(Db.all().sql("select state from connection where id = ?").param(other).query(String.class).single())
            .isEqualTo("LINKED");
        assertThat(Db.all()
            .sql("select count(*) from audit where lender_id = ? and action = 'sharing-ended'")
            .param(harbour.id())
            .query(Integer.class)
            .single()).isZero();
        assertThat(sharings.of(dora())).extracting(SharingView::ended).containsExactly(false, true);
    }

    /**
     * A provider may end every permission to the same books at one revocation: then the
     * other lender's customer is asked to connect again.
     */
    @Test
    @Tag("X22")
    void whereOneRevocationEndsBothTheOtherLenderIsOnlyToldThatItsOwnAccessWasLost() {
        Fixtures.Bank harbour = fixtures.lender("Harbour Credit");
        UUID theirs = harbour.request(harbour.companyOf(SampleCompany.BIRCHWOOD));
        UUID other = connected(harbour, theirs);
        connected.readAll();
        long northwinds = audited(northwind);
        quickBooks.revokedTogether(true);

        sharings.end(dora(), connection);
        revocations.due(100).stream().filter(due -> due.connectionId().equals(connection)).forEach(revocations::revoke);
        Db.all()
            .sql("update sync_position set next_at = now() - interval '1 minute' where connection_id = ?")
            .param(other)
            .update();
        connected.readAll();

        assertThat(Db.all().sql("select state from connection where id = ?").param(other).query(String.class).single())
            .isEqualTo("DEAUTHORIZED");
        UUID reconnection = Db.all()
            .sql("select id from request where lender_id = ? and kind = 'RECONNECTION' and status = 'REQUESTED'")
            .param(harbour.id())
            .query(UUID.class)
            .single();
        assertThat(Db.all()
            .sql("select kind from mail where request_id = ?")
            .param(reconnection)
            .query(String.class)
            .list()).contains("LENDER_ACCESS_LOST");
        assertThat(Db.all()
            .sql("select coalesce(string_agg(a::text, ' '), '') from audit a where lender_id = ?")
            .param(harbour.id())
            .query(String.class)
            .single()).contains("access-lost")
            .doesNotContain("Northwind", northwind.id().toString(), connection.toString(), "ended-by-customer");
        assertThat(audited(northwind))
            .as("the end of its sharing, that it was revoked, and nothing of the other's loss")
            .isEqualTo(northwinds + 2);
        assertThat(Db.all()
            .sql("select count(*) from request where lender_id = ? and kind = 'RECONNECTION'")
            .param(northwind.id())
            .query(Integer.class)
            .single()).isZero();
    }

    private static long audited(Fixtures.Bank bank) {
        return Db.all()
            .sql("select count(*) from audit where lender_id = ?")
            .param(bank.id())
            .query(Long.class)
            .single();
    }

    @Test
    @Tag("S4")
    void whoEndsWhatAccessWasLostToNeedsNoAttentionAnyMore() {
        losesAccess();
        assertThat(flags()).containsExactly("ACCESS_LOST");
        sharings.end(dora(), connection);
        assertThat(state()).isEqualTo("UNLINKED ended-by-customer");
        assertThat(flags()).isEmpty();
    }

    @Test
    @Tag("S4")
    void unlessAccessToAnotherOfTheirBooksIsLostToo() {
        losesAccess();
        Db.all().sql("""
                insert into connection (id, lender_id, company_id, request_id, line_id, software, state,
                                        state_changed_at, linked_at)
                select gen_random_uuid(), lender_id, company_id, request_id, line_id, 'netsuite', 'DEAUTHORIZED',
                       now(), linked_at - interval '1 day' from connection where id = ?""").param(connection).update();
        sharings.end(dora(), connection);
        assertThat(flags()).containsExactly("ACCESS_LOST");
    }

    private void losesAccess() {
        quickBooks.endAccess(SampleCompany.BIRCHWOOD);
        Db.all()
            .sql("update sync_position set next_at = now() - interval '1 minute' where connection_id = ?")
            .param(connection)
            .update();
        connected.readAll();
        assertThat(state()).startsWith("DEAUTHORIZED");
    }

    private List<String> flags() {
        return Db.all()
            .sql("select f.flag from request_flag f join request r on r.id = f.request_id where r.company_id = ?")
            .param(company)
            .query(String.class)
            .list();
    }

    @Test
    void whatIsNobodyElsesIsNotFound() {
        ManageVisit stranger = visit("stranger@elsewhere.example");
        assertThat(sharings.of(stranger)).isEmpty();
        assertThatThrownBy(() -> sharings.end(stranger, connection)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sharings.get(stranger, connection)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sharings.otherSoftware(stranger, connection, "Xero")).isInstanceOf(NotFound.class);
        assertThat(state()).isEqualTo("LINKED null");
    }

    @Test
    @Tag("X7")
    void afterACorrectionTheNewContactMayEndItAndTheOldOneNoMore() {
        ManageVisit before = dora();
        Db.all().sql("update request set contact_email = 'noor@customer.example' where id = ?").param(request).update();
        assertThat(sharings.of(before)).isEmpty();
        assertThat(sharings.end(visit("noor@customer.example"), connection)).isTrue();
        assertThat(consent("person_name")).as("it stands under the name of who gave it").isEqualTo("Dora Patel");
    }

    @Test
    void anOpenRequestOverTheConnectionGoesWithItAndNobodyIsToldTwice() {
        UUID more = northwind.as(() -> requests
            .request(new NewRequest(company, Set.of(Product.FINANCIALS), null, null, "en"), northwind.actor()));
        sharings.end(dora(), connection);
        assertThat(northwind.as(() -> views.facts(more)).status()).isEqualTo(RequestStatus.CANCELLED);
        assertThat(northwind.as(() -> views.get(more)).closedReason()).isEqualTo(SharingEnds.WITH_THE_SHARING);
    }

    @Test
    void theLenderIsToldOfOtherSoftwareOnceADay() {
        sharings.otherSoftware(dora(), connection, "Xero");
        sharings.otherSoftware(dora(), connection, "Xero");
        assertThat(mails().stream().filter("LENDER_OTHER_SOFTWARE"::equals)).hasSize(1);
        assertThat(state()).startsWith("LINKED");
    }

    @Test
    void aCodeIsMailedOnlyWhereSomethingIsShared() {
        visits.begin(email());
        visits.begin("nobody-at-all@elsewhere.example");
        sharings.mailCodes(100);
        assertThat(mails()).contains("MANAGE_CODE");
        assertThat(visits.toMail(100)).as("the others are settled too").isEmpty();
    }

    private ManageVisit dora() {
        return visit(email());
    }

    private ManageVisit visit(String email) {
        return new ManageVisit(UUID.randomUUID(), email, true);
    }

    private String email() {
        return northwind.contactEmail(company).toLowerCase();
    }

    private String state() {
        return Db.all()
            .sql("select state || ' ' || coalesce(state_reason, 'null') from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single();
    }

    private String consent(String column) {
        return Db.all()
            .sql("select " + column + "::text from consent where request_id = ?")
            .param(request)
            .query(String.class)
            .single();
    }

    private int records() {
        return Db.all()
            .sql("select count(*) from record where connection_id = ?")
            .param(connection)
            .query(Integer.class)
            .single();
    }

    private List<String> mails() {
        return Db.all()
            .sql("select kind from mail where request_id = ? order by planned_at")
            .param(request)
            .query(String.class)
            .list();
    }

}
