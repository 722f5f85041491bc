package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import java.time.Duration;
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

@OnboardingTest
@Tag("V5")
class RenewalsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private Renewals renewals;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private UUID connection;

    @BeforeEach
    void aConnectionThatNobodyUses() {
        northwind = fixtures.lender("Northwind Bank");
        UUID request = northwind.request(northwind.company("Acme Ltd"));
        northwind.consented(request);
        new Customer(connections, northwind, request).connects(SampleCompany.ACME);
        connection = Db.all()
            .sql("update connection set state = 'LINKED' where request_id = ? returning id")
            .param(request)
            .query(UUID.class)
            .single();
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.healthy();
        clock.reset();
    }

    @Test
    void accessIsRenewedHalfWayToTheEndOfItsRefreshToken() {
        clock.advance(Duration.ofDays(49));
        assertThat(due()).isEmpty();
        clock.advance(Duration.ofDays(2));

        sweep();
        assertThat(due()).as("for the next fifty days").isEmpty();
        clock.advance(Duration.ofDays(51));
        assertThat(due()).hasSize(1);
    }

    @Test
    void whileTheProviderIsAwayItStaysDueAndNothingIsLost() {
        clock.advance(Duration.ofDays(51));
        quickBooks.fail(Endpoint.TOKEN, Failure.down().times(1));

        sweep();
        assertThat(due()).hasSize(1);
        assertThat(state()).isEqualTo("LINKED");
        sweep();
        assertThat(due()).isEmpty();
    }

    @Test
    @Tag("S4")
    void accessThatWasEndedOverThereIsNoticedAndTheCustomerAsked() {
        clock.advance(Duration.ofDays(51));
        quickBooks.fail(Endpoint.TOKEN, Failure.invalidGrant().times(1));

        sweep();
        assertThat(state()).isEqualTo("DEAUTHORIZED");
        assertThat(due()).isEmpty();
        assertThat(Db.all()
            .sql("select count(*) from request where lender_id = ? and kind = 'RECONNECTION'")
            .param(northwind.id())
            .query(Integer.class)
            .single()).isOne();
    }

    @Test
    void whatHasEndedOrIsNotYetTrustedIsLeftAlone() {
        clock.advance(Duration.ofDays(51));
        for (String state : List.of("PENDING_AUTH", "DEAUTHORIZED", "UNLINKED")) {
            Db.all().sql("update connection set state = ? where id = ?").params(state, connection).update();
            assertThat(due()).as(state).isEmpty();
        }
    }

    /** Of this test's lender; others have connections too. */
    private List<Renewals.Due> due() {
        return renewals.due(10_000).stream().filter(due -> due.lenderId().equals(northwind.id())).toList();
    }

    private void sweep() {
        due().forEach(renewals::renew);
    }

    private String state() {
        return Db.all().sql("select state from connection where id = ?").param(connection).query(String.class).single();
    }

}
