package io.ledgerstream.provider.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.ConnectedBooks;
import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.Begun;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.connection.ProviderCalls;
import io.ledgerstream.connection.Verification;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.provider.netsuite.NetSuiteSetup.Step;
import io.ledgerstream.provider.netsuite.NetSuiteSetup.Way;
import io.ledgerstream.request.RequestProgress;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import io.ledgerstream.request.Selection;
import io.ledgerstream.request.SoftwareChanges;
import io.ledgerstream.sharing.SharingEnd;
import io.ledgerstream.sharing.SharingEnds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.netsuite.Permission;
import standin.netsuite.SampleAccount;
import standin.netsuite.StandInNetSuite;
import standin.postgres.Db;
import standin.quickbooks.SampleCompany;

/**
 * The key that was made for a customer's set-up is kept as long as it is needed, and not
 * a transaction longer.
 */
@OnboardingTest
@Tag("V2")
@Tag("C11")
class KeysGoWithTheAccessTest {

    private static final String ACCOUNT = SampleAccount.ACME.id();

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ConnectedBooks connected;

    @Autowired
    private NetSuiteSetups setups;

    @Autowired
    private Connections connections;

    @Autowired
    private Verification verification;

    @Autowired
    private ProviderCalls calls;

    @Autowired
    private Requests requests;

    @Autowired
    private RequestProgress progress;

    @Autowired
    private RequestViews views;

    @Autowired
    private SharingEnds ends;

    @Autowired
    private SoftwareChanges changes;

    @Autowired
    private MovableClock clock;

    private final StandInNetSuite netSuite = StandInNetSuite.shared();

    private Fixtures.Bank northwind;

    private UUID company;

    private UUID request;

    private int role;

    private StandInNetSuite.App app;

    @BeforeEach
    void aCustomerWhoSetsUp() {
        connected.nothingIsDue();
        northwind = fixtures.lender("Northwind Bank");
        company = northwind.company("Acme Trading Ltd", "Dora Patel", "GB", "en");
        request = northwind.request(company);
        northwind.consented(request, SoftwareCatalog.NETSUITE);
        role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);
        app = netSuite.integration(SampleAccount.ACME, Set.of("client_credentials"), null);
        setUp(request);
    }

    @AfterEach
    void systemTime() {
        clock.reset();
    }

    @Test
    void withARequestThatIsWithdrawn() {
        northwind.cancel(request, null);
        assertThat(rows()).isZero();
    }

    @Test
    void withOneThatExpires() {
        clock.advance(Duration.ofDays(90));
        assertThat(northwind.as(() -> requests.dueDateReached(request))).isEqualTo(Requests.DueDate.EXPIRED);
        assertThat(rows()).isZero();
    }

    @Test
    void withOneThatIsDeclinedOrAnsweredByFiles() {
        UUID declined = northwind.request(northwind.company("Elm Ltd"));
        northwind.atConsent(declined);
        setUp(declined);
        UUID answered = northwind.request(northwind.company("Oak Ltd"));
        northwind.atUpload(answered);
        setUp(answered);
        assertThat(keys()).isEqualTo(3);

        northwind.as(() -> progress.declined(declined, null, Actor.customer(null)));
        northwind.as(() -> progress.uploaded(answered, Actor.customer(null)));
        assertThat(rows()).as("that of the request which is open").isEqualTo(1);
        assertThat(northwind.as(() -> setups.of(line(request))).account()).isEqualTo(ACCOUNT);
    }

    @Test
    void withOtherSoftware() {
        northwind.as(() -> progress.selectSoftware(request, Selection.direct(SoftwareCatalog.NETSUITE),
                Actor.customer(null)));
        assertThat(keys()).as("the same").isEqualTo(1);
        northwind.as(() -> progress.selectSoftware(request, Selection.byFile("sage-50"), Actor.customer(null)));
        assertThat(rows()).isZero();
    }

    @Test
    void theSecretOfAWayThatWasNotTakenGoesOnceOtherSoftwareIsConnected() {
        request = northwind.request(northwind.companyOf(SampleCompany.ACME));
        northwind.consented(request, SoftwareCatalog.NETSUITE);
        setUp(request);
        northwind.as(() -> setups.way(line(request), Way.CODE));
        StandInNetSuite.App codes = netSuite.integration(SampleAccount.ACME, Set.of("authorization_code"), null);
        String typed = northwind.as(() -> setups.toLeave(line(request), codes.clientId(), codes.clientSecret()));
        Begun begun = northwind.as(() -> connections.begin(request, typed, Actor.customer(null)));
        northwind.as(() -> progress.selectSoftware(request, Selection.direct(SoftwareCatalog.QUICKBOOKS_ONLINE),
                Actor.customer(null)));
        northwind.consents(request, SoftwareCatalog.QUICKBOOKS_ONLINE);
        new Customer(connections, northwind, request).connects(SampleCompany.ACME);
        assertThat(typedSettings()).as("who is not back yet may be on the way").isEqualTo(1);

        connected.verified(northwind, request);
        assertThat(northwind.as(() -> views.facts(request)).status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(typedSettings()).isZero();
        assertThat(connections.authorizeUrl(begun.cookieValue())).as("the link there leads to the instructions")
            .isEmpty();
    }

    private int typedSettings() {
        return Db.all()
            .sql("select count(*) from connection where request_id = ? and settings is not null")
            .param(request)
            .query(Integer.class)
            .single();
    }

    @Test
    void withAnotherWayAndThereIsANewOneForWhoComesBack() {
        String before = certificate();
        northwind.as(() -> setups.way(line(request), Way.CERTIFICATE));
        assertThat(certificate()).as("the same").isEqualTo(before);

        northwind.as(() -> setups.tick(line(request), Step.CERTIFICATE, true));
        northwind.as(() -> setups.way(line(request), Way.CODE));
        assertThat(keys()).isZero();
        northwind.as(() -> setups.newCertificate(line(request)));
        assertThat(keys()).as("from a page of before").isZero();
        assertThat(northwind.as(() -> setups.of(line(request)))).satisfies(setup -> {
            assertThat(setup.account()).isEqualTo(ACCOUNT);
            assertThat(setup.ticked(Step.CERTIFICATE)).isFalse();
        });

        northwind.as(() -> setups.way(line(request), Way.CERTIFICATE));
        assertThat(keys()).isEqualTo(1);
        assertThat(certificate()).isNotEqualTo(before);
    }

    @Test
    void soDoSecretsThatWereTypedWithTheWayThatNeedsThem() {
        northwind.as(() -> setups.way(line(request), Way.TBA));
        northwind.as(() -> setups.remember(line(request), "a".repeat(64), "client-secret", null, null, "token-secret"));
        assertThat(kept()).containsExactly(true, true);
        northwind.as(() -> setups.remember(line(request), "", "no secret", "", "", ""));
        assertThat(kept()).as("nothing that could be one was typed").containsExactly(true, true);
        northwind.as(() -> setups.way(line(request), Way.CODE));
        assertThat(kept()).containsExactly(true, false);
        northwind.as(() -> setups.way(line(request), Way.CERTIFICATE));
        assertThat(kept()).containsExactly(false, false);
        assertThatThrownBy(() -> northwind.as(() -> setups.toLeave(line(request), "a".repeat(64), "")))
            .isInstanceOf(IllegalArgumentException.class);
        northwind.as(() -> setups.remember(line(request), null, "client-secret", null, null, "token-secret"));
        connects(request);
        assertThat(kept()).as("the connection has what it needs").containsExactly(false, false);
    }

    /** Whether the secret of the integration is, and that of its token. */
    private List<Boolean> kept() {
        NetSuiteSetup setup = northwind.as(() -> setups.of(line(request)));
        return List.of(setup.clientSecretKept(), setup.tokenSecretKept());
    }

    @Test
    void theConnectionAloneHasItOnceItIsLinkedAndWorksOn() {
        UUID connection = connects(request);
        assertThat(keys()).isZero();
        assertThat(northwind.as(() -> setups.before(connection))).as("should it have to be mended")
            .map(NetSuiteSetup::account)
            .contains(ACCOUNT);
        Db.all().sql("update connection set access_expires_at = now() where id = ?").param(connection).update();
        assertThat(northwind.as(() -> calls.call(connection, SoftwareCatalog.NETSUITE, Provider::company)))
            .isInstanceOf(ProviderAnswer.Ok.class);
    }

    @Test
    void whoWasRejectedGoesOnWithTheSameOne() {
        String certificate = certificate();
        netSuite.permissions(role, Set.of(Permission.LOG_IN_USING_OAUTH_2));
        tries(request, certificate);
        assertThat(Db.all()
            .sql("select attempt_state from request_line where request_id = ?")
            .param(request)
            .query(String.class)
            .single()).isEqualTo("REJECTED");
        assertThat(certificate()).isEqualTo(certificate);
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void withTheSharingAndWithTheRequestThatWasToMendIt() {
        UUID connection = connects(request);
        UUID mends = lost(connection);
        setUp(mends);
        northwind.cancel(mends, null);
        assertThat(northwind.as(() -> setups.before(connection))).as("the connection's own").isPresent();

        UUID again = northwind.inTransaction(() -> requests.reconnect(connection, true, northwind.actor()))
            .orElseThrow();
        northwind.signedIn(again);
        setUp(again);
        connects(again);
        assertThat(rows()).as("of both requests, in case").isEqualTo(2);
        assertThat(keys()).isZero();

        assertThat(northwind
            .as(() -> ends.connection(connection, again, SharingEnd.ENDED_BY_CUSTOMER, Actor.customer(null)))).isTrue();
        assertThat(rows()).isZero();
    }

    @Test
    @Tag("X13")
    void withSoftwareThatAnotherTakesThePlaceOf() {
        UUID connection = connects(request);
        UUID change = northwind
            .as(() -> changes.begin(connection, request, LocalDate.now(clock).minusMonths(1), Actor.customer(null)));
        northwind.atUpload(change);
        setUp(change);
        assertThat(rows()).as("nothing ends before").isEqualTo(2);
        northwind.as(() -> progress.uploaded(change, Actor.customer(null)));
        assertThat(state(connection)).isEqualTo("UNLINKED");
        assertThat(rows()).isZero();
    }

    @Test
    @Tag("X19")
    void whoConnectsTheSameBooksAgainHasTheSameConnectionWithAKeyOfItsOwn() {
        UUID connection = connects(request);
        northwind.as(() -> ends.connection(connection, request, SharingEnd.ENDED_BY_CUSTOMER, Actor.customer(null)));
        assertThat(rows()).isZero();
        UUID again = northwind.request(company);
        northwind.consented(again, SoftwareCatalog.NETSUITE);
        setUp(again);

        connects(again);
        assertThat(state(connection)).as("the one of before").isEqualTo("LINKED");
        assertThat(keys()).isZero();
        assertThat(northwind.as(() -> setups.before(connection))).map(NetSuiteSetup::account).contains(ACCOUNT);
        assertThat(northwind.as(() -> views.facts(again)).status()).isEqualTo(RequestStatus.CONNECTED);
    }

    /**
     * As V37 finds them: rows that earlier versions have left, and consents without their
     * promise.
     */
    @Test
    void whatEarlierVersionsLeftGoesWithTheUpgrade() throws IOException {
        UUID over = left("CANCELLED");
        UUID connectedNow = left("CONNECTED");
        UUID otherSoftware = left("OPENED");
        Db.all()
            .sql("update request_line set software = 'quickbooks-online' where request_id = ?")
            .param(otherSoftware)
            .update();
        Db.all().sql("update consent set erase_after_days = null where request_id = ?").param(request).update();

        String migration = Files.readString(Path.of("src/main/resources/db/migration/V37__erased_as_promised.sql"))
            .replaceAll("(?m)^--.*", "");
        List<String> onRows = Arrays.stream(migration.split(";"))
            .map(String::strip)
            .filter(one -> one.startsWith("update") || one.startsWith("delete"))
            .toList();
        assertThat(onRows).hasSize(3);
        onRows.forEach(one -> Db.all().sql(one).update());

        assertThat(List.of(rowsOf(over), rowsOf(otherSoftware), rowsOf(connectedNow), rowsOf(request)))
            .containsExactly(0, 0, 1, 1);
        assertThat(Db.all()
            .sql("select private_key is null from netsuite_setup where id = ?")
            .param(line(connectedNow))
            .query(Boolean.class)
            .single()).isTrue();
        assertThat(keys()).as("of the set-up that is under way").isEqualTo(1);
        assertThat(Db.all()
            .sql("select erase_after_days from consent where request_id = ?")
            .param(request)
            .query(Integer.class)
            .single()).isEqualTo(90);
    }

    private UUID left(String status) {
        UUID of = northwind.request(northwind.company("Left Trading Ltd " + status));
        northwind.consented(of, SoftwareCatalog.NETSUITE);
        setUp(of);
        Db.all().sql("update request set status = ? where id = ?").params(status, of).update();
        return of;
    }

    private static int rowsOf(UUID of) {
        return Db.all()
            .sql("select count(*) from netsuite_setup where id = ?")
            .param(line(of))
            .query(Integer.class)
            .single();
    }

    private void setUp(UUID of) {
        northwind.as(() -> setups.account(line(of), ACCOUNT));
    }

    /**
     * @return the connection
     */
    private UUID connects(UUID of) {
        tries(of, northwind.as(() -> setups.certificate(line(of))).orElseThrow());
        return Db.all()
            .sql("select connection_id from connection_attempt where request_id = ? order by number desc limit 1")
            .param(of)
            .query(UUID.class)
            .single();
    }

    private void tries(UUID of, String pem) {
        String certificate = netSuite.certificate(app.clientId(), role, pem);
        var brought = northwind.as(() -> setups.byCertificate(line(of), app.clientId(), certificate));
        northwind.as(() -> connections.connect(of, brought.account(), brought.credential(), brought.endsAt(),
                Actor.customer(null)));
        northwind.as(() -> verification.verify(northwind.inTransaction(() -> verification.begin(of)).work()));
    }

    /** Its access is found to have ended. @return the request to mend it */
    private UUID lost(UUID connection) {
        Db.all().sql("update connection set state = 'DEAUTHORIZED' where id = ?").param(connection).update();
        return northwind.inTransaction(() -> requests.reconnect(connection)).orElseThrow();
    }

    private String certificate() {
        return northwind.as(() -> setups.certificate(line(request))).orElseThrow();
    }

    private static UUID line(UUID of) {
        return Db.all().sql("select id from request_line where request_id = ?").param(of).query(UUID.class).single();
    }

    private static String state(UUID connection) {
        return Db.all().sql("select state from connection where id = ?").param(connection).query(String.class).single();
    }

    private int rows() {
        return count("true");
    }

    private int keys() {
        return count("private_key is not null or certificate is not null");
    }

    private int count(String condition) {
        return Db.all()
            .sql("select count(*) from netsuite_setup where lender_id = :lender and (" + condition + ")")
            .paramSource(Map.of("lender", northwind.id()))
            .query(Integer.class)
            .single();
    }

}
