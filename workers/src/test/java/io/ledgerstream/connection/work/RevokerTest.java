package io.ledgerstream.connection.work;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.connection.Revocations;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import standin.postgres.Db;
import standin.quickbooks.SampleCompany;

@OnboardingTest
@TestPropertySource(properties = "ledgerstream.workers.enabled=false")
@Tag("X12")
class RevokerTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private Revocations revocations;

    @Test
    void accessOfCancelledRequestsIsEndedForAllLendersAndOneThatCannotBeOpenedHoldsUpNoOther() {
        UUID northwinds = cancelledWhenAuthorised("Northwind Bank");
        UUID harbours = cancelledWhenAuthorised("Harbour Credit");
        Db.all()
            .sql("update connection set refresh_token = '\\x00'::bytea where request_id = ?")
            .param(northwinds)
            .update();

        new Revoker(revocations).sweep();

        assertThat(revoked(northwinds)).isFalse();
        assertThat(revoked(harbours)).isTrue();
    }

    /** Or it would be tried again for ever. */
    @AfterEach
    void nothingIsLeftToRevoke() {
        Db.all().sql("update connection set revoke_due_at = null where refresh_token = '\\x00'::bytea").update();
    }

    private UUID cancelledWhenAuthorised(String lender) {
        Fixtures.Bank bank = fixtures.lender(lender);
        UUID request = bank.request(bank.company("Acme Ltd"));
        bank.consented(request);
        new Customer(connections, bank, request).connects(SampleCompany.ACME);
        bank.cancel(request, null);
        return request;
    }

    private static boolean revoked(UUID request) {
        return Db.all()
            .sql("select revoked_at is not null and refresh_token is null from connection where request_id = ?")
            .param(request)
            .query(Boolean.class)
            .single();
    }

}
