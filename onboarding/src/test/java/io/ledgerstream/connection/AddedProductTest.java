package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.audit.Actor;
import io.ledgerstream.connection.Check.State;
import io.ledgerstream.platform.Refused;
import io.ledgerstream.provider.Aspect;
import io.ledgerstream.provider.DataType;
import io.ledgerstream.provider.SoftwareCatalog;
import io.ledgerstream.provider.netsuite.NetSuiteSetups;
import io.ledgerstream.provider.netsuite.NetSuiteSetups.Brought;
import io.ledgerstream.request.NewRequest;
import io.ledgerstream.request.Product;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import io.ledgerstream.request.Requests;
import io.ledgerstream.sync.DataStanding;
import io.ledgerstream.sync.Syncs;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.netsuite.NetSuiteCall;
import standin.netsuite.Permission;
import standin.netsuite.SampleAccount;
import standin.netsuite.StandInNetSuite;
import standin.postgres.Db;

@OnboardingTest
@Tag("X18")
class AddedProductTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private NetSuiteSetups setups;

    @Autowired
    private Verification verification;

    @Autowired
    private Checks checks;

    @Autowired
    private Requests requests;

    @Autowired
    private RequestViews views;

    @Autowired
    private Syncs syncs;

    private final StandInNetSuite netSuite = StandInNetSuite.shared();

    private final int role = netSuite.role(SampleAccount.ACME, Permission.ASKED_FOR);

    private Fixtures.Bank northwind;

    private UUID connection;

    private UUID request;

    @BeforeEach
    void aConnectedCompanyThatIsAskedForFinancialsToo() {
        northwind = fixtures.lender("Northwind Bank");
        UUID company = northwind.company("Acme Trading Ltd", "Dora Patel", "GB", "en");
        UUID first = northwind.request(company);
        northwind.consented(first, SoftwareCatalog.NETSUITE);
        connect(first);
        assertThat(verify(first)).isEqualTo(new Verdict.Verified());
        northwind.inTransaction(() -> syncs.plan(first));
        connection = Db.all()
            .sql("select id from connection where request_id = ?")
            .param(first)
            .query(UUID.class)
            .single();
        request = northwind.as(() -> requests
            .request(new NewRequest(company, Set.of(Product.FINANCIALS), null, null, "en"), northwind.actor()));
        northwind.signedIn(request);
    }

    private void connect(UUID of) {
        String clientId = netSuite.integration(SampleAccount.ACME, Set.of("client_credentials"), null).clientId();
        UUID line = northwind.as(() -> views.facts(of)).lineId();
        northwind.as(() -> setups.account(line, SampleAccount.ACME.id()));
        String certificate = netSuite.certificate(clientId, role,
                northwind.as(() -> setups.certificate(line)).orElseThrow());
        Brought brought = northwind.as(() -> setups.byCertificate(line, clientId, certificate));
        northwind.as(() -> connections.connect(of, brought.account(), brought.credential(), brought.endsAt(),
                Actor.customer(null)));
    }

    @Test
    void onlyWhatIsNewIsLookedAtAndTheSentenceNamesThePermission() {
        consents();
        int calls = statements().size();
        assertThat(verify(request)).isEqualTo(new Verdict.Rejected());

        assertThat(northwind.as(() -> checks.of(request)).checks())
            .containsExactly(new Check(Aspect.BALANCES, State.FAILED, "no-permission-balances"));
        assertThat(statements().subList(calls, statements().size())).singleElement()
            .asString()
            .contains("transactionaccountingline");
        assertThat(northwind.as(() -> views.facts(request)).step()).isEqualTo(RequestStep.CONNECT_SOFTWARE);
        assertThat(state()).as("what was shared before goes on").isEqualTo("LINKED");
    }

    @Test
    void oncePermittedItIsLookedAtAgainWithoutConnectingAndReadFromThenOn() {
        consents();
        verify(request);
        Set<Permission> more = new HashSet<>(Permission.ASKED_FOR);
        more.add(Permission.FINANCIAL_STATEMENTS);
        netSuite.permissions(role, more);

        northwind.as(() -> connections.checkAgain(request, Actor.customer(null)));
        assertThat(verify(request)).isEqualTo(new Verdict.Verified());

        assertThat(northwind.as(() -> views.facts(request)).status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(northwind.as(() -> checks.of(request)).checks())
            .containsExactly(new Check(Aspect.BALANCES, State.DONE, null));
        northwind.inTransaction(() -> syncs.plan(request));
        assertThat(Db.all()
            .sql("select data_type from sync_position where connection_id = ?")
            .param(connection)
            .query(String.class)
            .list())
            .containsExactlyInAnyOrder("ACCOUNTS", "VENDORS", "BILLS", "PAYMENTS", "CREDITS", "EXPENSES", "BALANCES");
        assertThat(northwind.as(() -> syncs.of(request))).extracting(DataStanding::type)
            .containsExactly(DataType.BALANCES);
    }

    @Test
    void whatDoesNotWorkAnyMoreIsMendedAndNotJustLookedAtAgain() {
        consents();
        verify(request);
        Db.all().sql("update connection set state = 'DEAUTHORIZED' where id = ?").param(connection).update();
        assertThatThrownBy(() -> northwind.as(() -> connections.checkAgain(request, Actor.customer(null))))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("out-of-order");
        connect(request);
        verify(request);
        assertThat(northwind.as(() -> checks.of(request)).checks()).as("all that is shared")
            .extracting(Check::name)
            .contains(Aspect.ACCOUNT, Aspect.SIGNED_IN, Aspect.COMPANY, Aspect.SUPPLIERS, Aspect.BALANCES);
    }

    private void consents() {
        northwind.consents(request, SoftwareCatalog.NETSUITE);
    }

    private Verdict verify(UUID of) {
        return northwind.as(() -> verification.verify(northwind.inTransaction(() -> verification.begin(of)).work()));
    }

    private List<String> statements() {
        return netSuite.ledger(SampleAccount.ACME)
            .stream()
            .map(NetSuiteCall::statement)
            .filter(one -> one != null)
            .toList();
    }

    private String state() {
        return Db.all().sql("select state from connection where id = ?").param(connection).query(String.class).single();
    }

}
