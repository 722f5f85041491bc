package io.ledgerstream.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.ConnectedBooks;
import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.CompanyView;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.connection.Renewals;
import io.ledgerstream.consent.ConsentOffers;
import io.ledgerstream.consent.Consents;
import io.ledgerstream.consent.Given;
import io.ledgerstream.outbox.MailKind;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.Policy;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.provider.netsuite.NetSuiteSetup.Way;
import io.ledgerstream.request.AheadOfTime;
import io.ledgerstream.request.Contacts;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.Reminders;
import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestView;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.netsuite.Permission;
import standin.netsuite.SampleAccount;
import standin.netsuite.StandInNetSuite;
import standin.postgres.Db;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

@OnboardingTest
@Tag("S6")
class AskingAheadTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Lenders lenders;

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private Connections connections;

    @Autowired
    private Companies companies;

    @Autowired
    private AskingAhead asking;

    @Autowired
    private SharingEnds ends;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Reminders reminders;

    @Autowired
    private Requests requests;

    @Autowired
    private RequestProgress progress;

    @Autowired
    private RequestViews views;

    @Autowired
    private Consents consents;

    @Autowired
    private ConsentOffers offers;

    @Autowired
    private Contacts contacts;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private UUID company;

    private UUID request;

    private UUID connection;

    private Instant consentEnds;

    @BeforeEach
    void aCompanyThatShares() {
        connected.nothingIsDue();
        northwind = fixtures.lender("Northwind Bank");
        company = northwind.companyOf(SampleCompany.BIRCHWOOD);
        request = northwind.request(company);
        northwind.consented(request);
        connection = connected.connect(northwind, request, SampleCompany.BIRCHWOOD);
        connected.readAll();
        consentEnds = inNovember();
        Db.all()
            .sql("update consent set ends_at = ? where request_id = ?")
            .params(Timestamp.from(consentEnds), request)
            .update();
        Db.all()
            .sql("update connection set refresh_expires_at = ? where id = ?")
            .params(Timestamp.from(consentEnds.plus(Duration.ofDays(400))), connection)
            .update();
    }

    /**
     * Whatever day it is: well ahead, and with no bank holiday in the two months before,
     * so that what is said of days holds.
     */
    private Instant inNovember() {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(100);
        LocalDate end = LocalDate.of(day.getYear(), 11, 24);
        return (end.isBefore(day) ? end.plusYears(1) : end).atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    @AfterEach
    void systemTime() {
        quickBooks.healthy();
        clock.reset();
    }

    @Test
    void theCustomerIsAskedThirtyDaysBeforeInTheirOfficeHoursAndOnce() {
        Instant first = asks(consentEnds);
        clock.moveTo(first.minusSeconds(60));
        asking.sweep();
        assertThat(renewalRequests()).isEmpty();

        clock.moveTo(first.plusSeconds(1));
        asking.sweep();
        asking.sweep();
        UUID renewal = renewal();
        RequestView view = view(renewal);
        assertThat(view.facts().renewal()).isEqualTo(new Renewal(Renewal.What.CONSENT, consentEnds));
        assertThat(view.facts().step()).isEqualTo(RequestStep.GIVE_CONSENT);
        assertThat(view.dueAt()).isEqualTo(consentEnds);
        assertThat(view.products()).containsExactly(Product.SPEND_ANALYSIS);
        assertThat(northwind.<Contacts.Invitation>inTransaction(() -> contacts.invitation(renewal)).kind())
            .isEqualTo(MailKind.RENEW);
        assertThat(starts(renewal)).as("the process is started").isOne();
        assertThat(state()).isEqualTo("LINKED");
        assertThat(flags()).as("not before 14 days").isEmpty();
    }

    @Test
    void howEarlyIsTheLendersPolicy() {
        Policy rules = policy();
        northwind.as(
                () -> lenders.changePolicy(
                        new Policy(rules.dueDays(), rules.linkDays(), rules.reminderFirstDays(),
                                rules.reminderEveryDays(), rules.reminderMax(), rules.reminderBeforeDueDays(),
                                rules.consentMonths(), rules.eraseAfterDays(), 60, 1, rules.sampleBooks()),
                        northwind.actor()));
        Instant first = asks(consentEnds);
        assertThat(Duration.between(first, consentEnds).toDays()).isBetween(55L, 61L);
        clock.moveTo(first.minusSeconds(60));
        asking.sweep();
        assertThat(renewalRequests()).isEmpty();
        clock.moveTo(first.plusSeconds(1));
        asking.sweep();
        assertThat(renewalRequests()).hasSize(1);
    }

    private Policy policy() {
        return northwind.as(() -> lenders.current()).policy();
    }

    @Test
    void ofTwoNodesOneAsks() {
        clock.moveTo(asks(consentEnds).plusSeconds(1));
        CompletableFuture
            .allOf(CompletableFuture.runAsync(asking::sweep), CompletableFuture.runAsync(asking::sweep),
                    CompletableFuture.runAsync(asking::sweep))
            .join();
        assertThat(renewalRequests()).hasSize(1);
    }

    @Test
    void itIsRemindedFourteenAndThreeDaysBeforeAndTheLenderSeesIt() {
        UUID renewal = asked();
        Optional<Instant> second = northwind.as(() -> reminders.plan(renewal));
        assertThat(second).hasValueSatisfying(at -> assertThat(days(at)).isBetween(11L, 14L));
        clock.moveTo(second.orElseThrow().plusSeconds(1));
        assertThat(northwind.<Optional<String>>inTransaction(() -> reminders.begin(renewal))).hasValue("1");
        assertThat(northwind.<Optional<String>>inTransaction(() -> reminders.begin(renewal))).as("asked again")
            .isEmpty();
        clock.moveTo(consentEnds.minus(Duration.ofDays(14)).plusSeconds(1));
        asking.sweep();
        asking.sweep();
        assertThat(view(renewal).flags()).containsExactly(Flag.CONSENT_ENDING);
        assertThat(actions(renewal).stream().filter("consent-ending"::equals)).hasSize(1);

        Optional<Instant> third = northwind.as(() -> reminders.plan(renewal));
        assertThat(third).hasValueSatisfying(at -> assertThat(days(at)).isBetween(0L, 3L));
        clock.moveTo(third.orElseThrow().plusSeconds(1));
        assertThat(northwind.<Optional<String>>inTransaction(() -> reminders.begin(renewal))).hasValue("2");
        assertThat(northwind.as(() -> reminders.plan(renewal))).as("and no more").isEmpty();
    }

    @Test
    void aConsentGivenAnewBeforeItsEndNeverInterruptsReading() {
        UUID renewal = asked();
        clock.moveTo(consentEnds.minus(Duration.ofDays(13)));
        asking.sweep();
        northwind.signedIn(renewal);
        UUID anew = givesConsent(renewal, Set.of(Product.SPEND_ANALYSIS));

        RequestView view = view(renewal);
        assertThat(view.status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(state()).isEqualTo("LINKED");
        assertThat(consent(request)).isEqualTo("renewed");
        assertThat(Db.all()
            .sql("select erase_at is null from consent where request_id = ?")
            .param(request)
            .query(Boolean.class)
            .single()).isTrue();
        assertThat(Db.all()
            .sql("select ends_at > ? and ended_at is null and receipt_signed is not null from consent where id = ?")
            .params(Timestamp.from(consentEnds.plus(Duration.ofDays(300))), anew)
            .query(Boolean.class)
            .single()).isTrue();
        assertThat(mails(renewal)).contains("CONSENT_RECEIPT");
        assertThat(actions(renewal)).contains("renewal-requested", "consent-given", "consent-renewed");
        assertThat(flags()).isEmpty();

        Db.all()
            .sql("update sync_position set next_at = ? where connection_id = ?")
            .params(Timestamp.from(clock.instant()), connection)
            .update();
        int calls = queries();
        connected.readAll();
        assertThat(queries()).as("reading goes on").isGreaterThan(calls);

        clock.moveTo(consentEnds.plusSeconds(60));
        dayHasCome();
        assertThat(state()).as("the day of the first consent").isEqualTo("LINKED");
        asking.sweep();
        assertThat(renewalRequests()).as("nobody is asked again").hasSize(1);
    }

    @Test
    void whatIsLeftOutEndsOnItsDayAndTheRestGoesOn() {
        Db.all()
            .sql("update consent set products = array['SPEND_ANALYSIS', 'FINANCIALS'] where request_id = ?")
            .param(request)
            .update();
        UUID renewal = asked();
        assertThat(view(renewal).products()).containsExactlyInAnyOrder(Product.SPEND_ANALYSIS, Product.FINANCIALS);
        northwind.signedIn(renewal);
        givesConsent(renewal, Set.of(Product.SPEND_ANALYSIS));
        assertThat(consent(request)).as("it allows more, until its day").isNull();
        clock.moveTo(consentEnds.plusSeconds(60));
        dayHasCome();
        assertThat(consent(request)).isEqualTo("consent-ended");
        assertThat(state()).isEqualTo("LINKED");
    }

    @Test
    @Tag("X20")
    void notRenewedItEndsOnItsDayAndTheRequestExpires() {
        UUID renewal = asked();
        clock.moveTo(consentEnds.plusSeconds(1));
        dayHasCome();
        assertThat(state()).isEqualTo("UNLINKED");
        assertThat(mails(request)).contains("CUSTOMER_SHARING_ENDED", "LENDER_SHARING_ENDED");
        assertThat(northwind.as(() -> requests.dueDateReached(renewal))).isEqualTo(Requests.DueDate.EXPIRED);
        assertThat(view(renewal).status()).isEqualTo(RequestStatus.EXPIRED);
        assertThat(flags()).isEmpty();
        asking.sweep();
        assertThat(renewalRequests()).hasSize(1);
    }

    @Test
    void declinedItGoesOnUntilItsDayAndNobodyAsksAgain() {
        UUID renewal = asked();
        northwind.signedIn(renewal);
        northwind.as(() -> progress.declined(renewal, "We change banks.", Actor.customer(null)));
        clock.moveTo(consentEnds.minus(Duration.ofDays(2)));
        asking.sweep();
        assertThat(state()).isEqualTo("LINKED");
        assertThat(renewalRequests()).hasSize(1);
        assertThat(flags()).as("the lender sees that it ends").containsExactly("CONSENT_ENDING");
    }

    @Test
    void whoEndsTheSharingMeanwhileHearsNoMoreOfIt() {
        UUID renewal = asked();
        northwind.<Boolean>inTransaction(
                () -> ends.connection(connection, request, SharingEnd.ENDED_BY_CUSTOMER, Actor.customer(null)));
        assertThat(view(renewal).status()).isEqualTo(RequestStatus.CANCELLED);
        assertThat(northwind.as(() -> reminders.plan(renewal))).isEmpty();
        clock.moveTo(consentEnds.minus(Duration.ofDays(3)));
        asking.sweep();
        assertThat(renewalRequests()).hasSize(1);
        assertThat(flags()).isEmpty();
    }

    @Test
    void aRenewalWhoseDueDateWasMovedIsWithdrawnWithTheSharing() {
        UUID renewal = asked();
        northwind.as(() -> requests.moveDueDate(renewal, LocalDate.ofInstant(consentEnds, ZoneOffset.UTC).plusDays(20),
                northwind.actor()));
        clock.moveTo(consentEnds.plusSeconds(1));
        dayHasCome();
        assertThat(state()).isEqualTo("UNLINKED");
        assertThat(view(renewal).status()).isEqualTo(RequestStatus.CANCELLED);
    }

    @Test
    void ofFilesTheLenderSeesThatTheirConsentEndsAndNobodyIsAsked() {
        UUID files = northwind.request(northwind.company("Acme Files Ltd"));
        northwind.consented(files);
        Db.all().sql("update request set status = 'UPLOADED' where id = ?").param(files).update();
        Db.all()
            .sql("update consent set ends_at = ? where request_id = ?")
            .params(Timestamp.from(consentEnds), files)
            .update();
        clock.moveTo(consentEnds.minus(Duration.ofDays(13)));
        asking.sweep();
        assertThat(view(files).flags()).containsExactly(Flag.CONSENT_ENDING);
        assertThat(Db.all()
            .sql("select count(*) from request where company_id = ?")
            .param(view(files).company().id())
            .query(Integer.class)
            .single()).isOne();
    }

    @Test
    void whatHasEndedOrIsMendedAnywayIsNotAskedFor() {
        clock.moveTo(asks(consentEnds).plusSeconds(1));
        for (String state : List.of("DEAUTHORIZED", "UNLINKED")) {
            Db.all().sql("update connection set state = ? where id = ?").params(state, connection).update();
            asking.sweep();
            assertThat(renewalRequests()).as(state).isEmpty();
        }
    }

    @Test
    @Tag("S4")
    void accessLostMeanwhileTurnsTheSameRequestIntoOneToReconnect() {
        UUID renewal = asked();
        losesAccess();
        assertThat(view(renewal).facts().renewal()).isNull();
        assertThat(view(renewal).flags()).contains(Flag.ACCESS_LOST);
        assertThat(mails(renewal)).contains("RECONNECT", "LENDER_ACCESS_LOST");
        assertThat(Db.all()
            .sql("select count(*) from request where company_id = ? and kind = 'RECONNECTION'")
            .param(company)
            .query(Integer.class)
            .single()).isOne();

        northwind.signedIn(renewal);
        givesConsent(renewal, Set.of(Product.SPEND_ANALYSIS));
        assertThat(view(renewal).facts().step()).as("consent alone does not mend it")
            .isEqualTo(RequestStep.CONNECT_SOFTWARE);
        clock.moveTo(consentEnds.plusSeconds(1));
        dayHasCome();
        assertThat(state()).as("the consent given anew holds").isEqualTo("DEAUTHORIZED");

        new Customer(connections, northwind, renewal).connects(SampleCompany.BIRCHWOOD);
        assertThat(northwind.as(() -> requests.dueDateReached(renewal))).isEqualTo(Requests.DueDate.EXPIRED);
        assertThat(state()).as("nothing holds it any more").isEqualTo("UNLINKED");
        assertThat(consent(renewal)).isEqualTo("consent-ended");
        assertThat(mails(request)).contains("CUSTOMER_SHARING_ENDED", "LENDER_SHARING_ENDED");
        assertThat(flags()).isEmpty();
        assertThat(Db.all()
            .sql("select revoke_due_at is not null from connection where id = ?")
            .param(connection)
            .query(Boolean.class)
            .single()).as("the access of an attempt that came to nothing is revoked").isTrue();
    }

    @Test
    @Tag("S4")
    void whatWasConsentedToForAReconnectionThatIsWithdrawnIsOverAndTheRestHolds() {
        UUID renewal = consentsAfterTheLoss();
        northwind.cancel(renewal, null);
        assertThat(consent(renewal)).isEqualTo("consent-ended");
        assertThat(consent(request)).isNull();
        assertThat(state()).as("until its day").isEqualTo("DEAUTHORIZED");
        assertThat(flags()).containsExactly("ACCESS_LOST");
        clock.moveTo(consentEnds.plusSeconds(1));
        dayHasCome();
        assertThat(state()).isEqualTo("UNLINKED");
        assertThat(flags()).isEmpty();
    }

    @Test
    @Tag("S4")
    void whoEndsTheSharingWhileOnlyTheReconnectionHoldsItHasEndedIt() {
        UUID renewal = consentsAfterTheLoss();
        clock.moveTo(consentEnds.plusSeconds(1));
        dayHasCome();
        assertThat(northwind.<Boolean>inTransaction(
                () -> ends.connection(connection, request, SharingEnd.ENDED_BY_CUSTOMER, Actor.customer(null))))
            .isTrue();
        assertThat(consent(renewal)).isEqualTo("ended-by-customer");
        assertThat(Db.all()
            .sql("select state_reason from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single()).isEqualTo("ended-by-customer");
        assertThat(flags()).isEmpty();
    }

    private UUID consentsAfterTheLoss() {
        UUID renewal = asked();
        losesAccess();
        northwind.signedIn(renewal);
        givesConsent(renewal, Set.of(Product.SPEND_ANALYSIS));
        return renewal;
    }

    private void losesAccess() {
        quickBooks.fail(Endpoint.TOKEN, Failure.invalidGrant().times(1));
        renewals.renew(new Renewals.Due(connection, northwind.id()));
        assertThat(state()).isEqualTo("DEAUTHORIZED");
    }

    @Test
    @Tag("V5")
    void accessThatNoRenewalMovesAnyMoreIsAskedForAheadAndConnectedAnew() {
        Instant hardEnd = clock.instant().plus(Duration.ofDays(100));
        Db.all()
            .sql("update connection set refresh_expires_at = ? where id = ?")
            .params(Timestamp.from(hardEnd), connection)
            .update();
        clock.moveTo(asks(hardEnd).plusSeconds(1));
        asking.sweep();
        assertThat(renewalRequests()).as("it renews itself").isEmpty();

        Db.all().sql("update connection set credential_fixed = true where id = ?").param(connection).update();
        asking.sweep();
        UUID renewal = renewal();
        assertThat(view(renewal).facts().renewal().what()).isEqualTo(Renewal.What.ACCESS);
        assertThat(view(renewal).facts().step()).as("the consent holds").isEqualTo(RequestStep.CONNECT_SOFTWARE);
        northwind.signedIn(renewal);
        new Customer(connections, northwind, renewal).connects(SampleCompany.BIRCHWOOD);
        connected.verified(northwind, renewal);
        assertThat(view(renewal).status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(Db.all()
            .sql("""
                    select state = 'LINKED' and not credential_fixed
                      and refresh_expires_at > ? from connection where id = ?""")
            .params(Timestamp.from(hardEnd.plus(Duration.ofDays(30))), connection)
            .query(Boolean.class)
            .single()).isTrue();
        assertThat(consent(request)).as("nobody touched it").isNull();
        asking.sweep();
        assertThat(renewalRequests()).hasSize(1);
    }

    /**
     * NetSuite gives clients with a secret one refresh token for each consent, which
     * lasts a week.
     */
    @Test
    @Tag("V2")
    @Tag("V5")
    void accessByCodeEndsAWeekAfterItsConsentAndIsAskedForBefore() {
        StandInNetSuite netSuite = StandInNetSuite.shared();
        int role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);
        company = northwind.company("Acme Trading Ltd", "Dora Patel", "GB", "en");
        while (northwind.as(() -> inAWeek(clock.instant())).isEmpty()) {
            clock.advance(Duration.ofDays(1)); // past holidays that would leave the
                                               // office closed for half of the week
        }
        request = northwind.request(company);
        northwind.consented(request, SoftwareCatalog.NETSUITE);
        connected.setUp(northwind, request, Way.CODE, role);
        connected.verified(northwind, request);
        connection = Db.all()
            .sql("select id from connection where request_id = ?")
            .param(request)
            .query(UUID.class)
            .single();
        Instant end = accessEnds();
        assertThat(Duration.between(clock.instant(), end)).isBetween(Duration.ofDays(6), Duration.ofDays(7));

        while (clock.instant().isBefore(end.minus(Duration.ofDays(1)))) {
            // Access for an hour is renewed each time. Steps are shorter than a day in
            // the
            // office, or one that begins at five would find it closed each time.
            clock.advance(Duration.ofHours(6));
            renewals.renew(new Renewals.Due(connection, northwind.id()));
            asking.sweep();
            assertThat(accessEnds()).isEqualTo(end);
            assertThat(fixed()).isTrue();
        }
        UUID renewal = renewal();
        assertThat(view(renewal).facts().renewal()).isEqualTo(new Renewal(Renewal.What.ACCESS, end));
        northwind.signedIn(renewal);
        connected.setUp(northwind, renewal, Way.CODE, role);
        connected.verified(northwind, renewal);
        assertThat(view(renewal).status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(Duration.between(end, accessEnds())).as("a week from this consent")
            .isBetween(Duration.ofDays(5), Duration.ofDays(7));
        assertThat(fixed()).isFalse();

        clock.moveTo(end.plus(Duration.ofDays(1)));
        renewals.renew(new Renewals.Due(connection, northwind.id()));
        assertThat(state()).isEqualTo("LINKED");
        assertThat(renewalRequests()).as("nobody is asked again so early").hasSize(1);
    }

    /** When the customer would be asked for what ends in a week, if that is in time. */
    private Optional<Instant> inAWeek(Instant now) {
        CompanyView customer = companies.get(company);
        return AheadOfTime.of(customer.timeZone(), customer.country(), policy())
            .asks(now, now.plus(Duration.ofDays(7)))
            .filter(at -> at.isBefore(now.plus(Duration.ofDays(6))));
    }

    private Instant accessEnds() {
        return Db.all()
            .sql("select refresh_expires_at from connection where id = ?")
            .param(connection)
            .query(Timestamp.class)
            .single()
            .toInstant();
    }

    @Test
    @Tag("V5")
    void aRenewalThatLeavesTheEndWhereItWasIsNoticed() {
        assertThat(fixed()).isFalse();
        clock.advance(Duration.ofHours(2));
        Db.all()
            .sql("update connection set refresh_expires_at = ? where id = ?")
            .params(Timestamp.from(clock.instant().plus(Duration.ofDays(50))), connection)
            .update();
        renewals.renew(new Renewals.Due(connection, northwind.id()));
        assertThat(fixed()).as("to a hundred days").isFalse();
        clock.advance(Duration.ofHours(2));
        Db.all()
            .sql("update connection set refresh_expires_at = ? where id = ?")
            .params(Timestamp.from(clock.instant().plus(Duration.ofDays(200))), connection)
            .update();
        renewals.renew(new Renewals.Due(connection, northwind.id()));
        assertThat(fixed()).isTrue();
    }

    @Test
    @Tag("X8")
    void aRenewalMailThatComesBackPutsTheContactInDoubtAndTheNewOneIsAsked() {
        UUID renewal = asked();
        northwind.as(() -> contacts.bounced(renewal, northwind.contactEmail(company)));
        assertThat(view(renewal).flags()).contains(Flag.MAIL_BOUNCED);
        assertThat(mails(renewal)).contains("LENDER_MAIL_BOUNCED");
        assertThat(northwind.as(() -> reminders.plan(renewal))).as("nobody is reminded meanwhile").isEmpty();

        northwind.as(() -> contacts.correct(renewal, "Noor Haddad", "noor@customer.example", northwind.actor()));
        assertThat(northwind.<Contacts.Invitation>inTransaction(() -> contacts.invitation(renewal)))
            .isEqualTo(new Contacts.Invitation(MailKind.RENEW, "2"));
        northwind.signedIn(renewal);
        givesConsent(renewal, Set.of(Product.SPEND_ANALYSIS));
        assertThat(Db.all()
            .sql("select person_email from consent where request_id = ?")
            .param(renewal)
            .query(String.class)
            .single()).isEqualTo("noor@customer.example");
        assertThat(consent(request)).isEqualTo("renewed");
    }

    @Test
    void eachLenderIsAskedForApart() {
        Fixtures.Bank harbour = fixtures.lender("Harbour Credit");
        UUID theirs = harbour.request(harbour.companyOf(SampleCompany.BIRCHWOOD));
        harbour.consented(theirs);
        connected.connect(harbour, theirs, SampleCompany.BIRCHWOOD);
        asked();
        assertThat(Db.all()
            .sql("select count(*) from renewal where lender_id = ?")
            .param(harbour.id())
            .query(Integer.class)
            .single()).as("theirs ends later").isLessThanOrEqualTo(1);
        assertThat(harbour.<Integer>inTransaction(() -> Db.all()
            .sql("select count(*) from renewal where lender_id = ?")
            .param(northwind.id())
            .query(Integer.class)
            .single())).isOne();
    }

    private UUID asked() {
        clock.moveTo(asks(consentEnds).plusSeconds(1));
        asking.sweep();
        return renewal();
    }

    private Instant asks(Instant end) {
        CompanyView customer = northwind.as(() -> companies.get(company));
        return AheadOfTime.of(customer.timeZone(), customer.country(), policy())
            .asks(clock.instant().minus(Duration.ofDays(365)), end)
            .orElseThrow();
    }

    private long days(Instant at) {
        return Duration.between(at, consentEnds).toDays();
    }

    private UUID givesConsent(UUID renewal, Set<Product> products) {
        RequestView view = view(renewal);
        return northwind.as(() -> consents.give(view, offers.of(view, "en"),
                new Given(products, "Dora Patel", "Finance director"), Actor.customer(null)));
    }

    private void dayHasCome() {
        ends.due(1000)
            .stream()
            .filter(due -> due.lenderId().equals(northwind.id()))
            .forEach(due -> CurrentLender.as(due.lenderId(), () -> ends.dayHasCome(due.consentId())));
    }

    private UUID renewal() {
        assertThat(renewalRequests()).hasSize(1);
        return renewalRequests().getFirst();
    }

    private List<UUID> renewalRequests() {
        return Db.all()
            .sql("select request_id from renewal where connection_id = ?")
            .param(connection)
            .query(UUID.class)
            .list();
    }

    private RequestView view(UUID id) {
        return northwind.as(() -> views.get(id));
    }

    private boolean fixed() {
        return Db.all()
            .sql("select credential_fixed from connection where id = ?")
            .param(connection)
            .query(Boolean.class)
            .single();
    }

    private int starts(UUID id) {
        return Db.all()
            .sql("select count(*) from outbox where request_id = ? and kind = 'START'")
            .param(id)
            .query(Integer.class)
            .single();
    }

    private int queries() {
        return quickBooks.ledger(Endpoint.QUERY).size() + quickBooks.ledger(Endpoint.CHANGES).size();
    }

    private List<String> flags() {
        return Db.all()
            .sql("select f.flag from request_flag f join request r on r.id = f.request_id where r.company_id = ?")
            .param(company)
            .query(String.class)
            .list();
    }

    private List<String> actions(UUID id) {
        return Db.all()
            .sql("select action from audit where request_id = ? order by at, id")
            .param(id)
            .query(String.class)
            .list();
    }

    private List<String> mails(UUID id) {
        return Db.all().sql("select kind from mail where request_id = ?").param(id).query(String.class).list();
    }

    private String state() {
        return Db.all().sql("select state from connection where id = ?").param(connection).query(String.class).single();
    }

    private String consent(UUID of) {
        return Db.all()
            .sql("select coalesce(ended_reason, '') from consent where request_id = ?")
            .param(of)
            .query(String.class)
            .single()
            .transform(why -> why.isEmpty() ? null : why);
    }

}
