package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.ConnectedBooks;
import fixture.Customer;
import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.provider.ExternalCompany;
import io.ledgerstream.provider.Provider;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderAnswer.AccessEnded;
import io.ledgerstream.provider.ProviderAnswer.Busy;
import io.ledgerstream.provider.ProviderAnswer.Ok;
import java.time.Duration;
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
@Tag("V1")
class ProviderCallsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private ProviderCalls calls;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private UUID connection;

    private int renewalsBefore;

    private int readsBefore;

    @BeforeEach
    void aConnection() {
        northwind = fixtures.lender("Northwind Bank");
        UUID request = northwind.request(northwind.company("Acme Ltd"));
        northwind.consented(request);
        new Customer(connections, northwind, request).connects(SampleCompany.ACME);
        connection = Db.all()
            .sql("update connection set state = 'LINKED' where request_id = ? returning id")
            .param(request)
            .query(UUID.class)
            .single();
        renewalsBefore = quickBooks.ledger(Endpoint.TOKEN).size();
        readsBefore = quickBooks.ledger(Endpoint.COMPANY_INFO).size();
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.healthy();
        ConnectedBooks.nobodyIsPaused();
    }

    @Test
    void aTokenThatIsRefusedIsRenewedOnceAndTheCallMadeAgain() {
        quickBooks.fail(Endpoint.COMPANY_INFO, Failure.fault(401, "AUTHENTICATION", "3200", "Token expired").times(1));

        assertThat(company()).isInstanceOf(Ok.class);
        made(2, 1);
        assertThat(company()).as("by the token renewed before").isInstanceOf(Ok.class);
        made(3, 1);
    }

    @Test
    void refusedAgainItIsNotRenewedAgain() {
        quickBooks.fail(Endpoint.COMPANY_INFO, Failure.fault(200, "AuthenticationFault", "3200", "Token expired"));

        assertThat(company()).isEqualTo(new AccessEnded<>());
        made(2, 1);
        assertThat(Db.all()
            .sql("select state from connection where id = ?")
            .param(connection)
            .query(String.class)
            .single()).as("only the token endpoint ends a grant").isEqualTo("LINKED");
    }

    @Test
    void whoeverIsBusyIsNotAskedAgainAtOnce() {
        quickBooks.fail(Endpoint.COMPANY_INFO, Failure.throttled());

        assertThat(company()).isEqualTo(new Busy<>(Duration.ofSeconds(60)));
        made(1, 0);
    }

    private ProviderAnswer<ExternalCompany> company() {
        return northwind.as(() -> calls.call(connection, Customer.QUICKBOOKS, Provider::company));
    }

    private void made(int reads, int renewals) {
        assertThat(quickBooks.ledger(Endpoint.COMPANY_INFO).size() - readsBefore).as("reads").isEqualTo(reads);
        assertThat(quickBooks.ledger(Endpoint.TOKEN).size() - renewalsBefore).as("renewals").isEqualTo(renewals);
    }

}
