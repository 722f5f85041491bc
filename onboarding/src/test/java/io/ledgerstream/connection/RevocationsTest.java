package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

@OnboardingTest
@Tag("V5")
@Tag("X12")
class RevocationsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private Revocations revocations;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private Fixtures.Bank harbour;

    private UUID request;

    private UUID others;

    @BeforeEach
    void twoLendersWithTheSameBooksConnected() {
        northwind = fixtures.lender("Northwind Bank");
        harbour = fixtures.lender("Harbour Credit");
        request = authorised(northwind);
        others = authorised(harbour);
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.healthy();
        clock.reset();
    }

    private UUID authorised(Fixtures.Bank bank) {
        UUID asked = bank.request(bank.company("Acme Ltd"));
        bank.consented(asked);
        new Customer(connections, bank, asked).connects(SampleCompany.ACME);
        return asked;
    }

    @Test
    void aCancelledRequestEndsItsAccessAtTheProviderAndErasesTheTokens() {
        northwind.cancel(request, "no longer needed");
        assertThat(row(request)).containsEntry("state", "UNLINKED").containsEntry("state_reason", "request-cancelled");

        sweep();

        assertThat(row(request)).containsEntry("access_token", null)
            .containsEntry("refresh_token", null)
            .doesNotContainEntry("revoked_at", null);
        assertThat(
                Db.all().sql("select action from audit where request_id = ?").param(request).query(String.class).list())
            .contains("access-revoked");
        assertThat(row(others)).containsEntry("state", "PENDING_AUTH").doesNotContainEntry("refresh_token", null);
    }

    @Test
    void whatIsRevokedIsRevokedOnce() {
        northwind.cancel(request, null);
        sweep();
        int calls = quickBooks.ledger(Endpoint.REVOKE).size();

        sweep();
        assertThat(quickBooks.ledger(Endpoint.REVOKE)).hasSize(calls);
    }

    @Test
    void aProviderThatIsDownIsAskedAgainLater() {
        quickBooks.fail(Endpoint.REVOKE, Failure.down().times(1));
        northwind.cancel(request, null);

        sweep();
        assertThat(row(request)).containsEntry("revoked_at", null).doesNotContainEntry("refresh_token", null);
        sweep();
        assertThat(row(request)).containsEntry("revoked_at", null);
        clock.advance(Duration.ofSeconds(6));
        sweep();
        assertThat(row(request)).doesNotContainEntry("revoked_at", null);
    }

    @Test
    void accessThatTheCustomerEndedOverThereIsErasedHere() {
        northwind.cancel(request, null);
        quickBooks.endAccess(SampleCompany.ACME);

        sweep();
        assertThat(row(request)).containsEntry("refresh_token", null).doesNotContainEntry("revoked_at", null);
    }

    @Test
    void tokensThatCameAfterTheCancellationAreRevokedToo() {
        UUID late = northwind.request(northwind.company("Late Ltd"));
        northwind.consented(late);
        Customer customer = new Customer(connections, northwind, late);
        Begun begun = customer.goes();
        URI back = quickBooks.allow(begun.authorizeUrl(), SampleCompany.ACME);
        northwind.cancel(late, null);
        customer.comesBack(back, begun.cookieValue());

        sweep();
        List<Map<String, Object>> rows = Db.all()
            .sql("select * from connection where request_id = ?")
            .param(late)
            .query()
            .listOfRows();
        assertThat(rows).allMatch(row -> row.get("refresh_token") == null && "UNLINKED".equals(row.get("state")));
        assertThat(rows).filteredOn(row -> row.get("revoked_at") != null).hasSize(1);
    }

    private void sweep() {
        revocations.due(100).forEach(revocations::revoke);
    }

    private static Map<String, Object> row(UUID request) {
        return Db.all().sql("select * from connection where request_id = ?").param(request).query().singleRow();
    }

}
