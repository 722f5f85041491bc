package io.ledgerstream.secret.work;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.connection.Connections;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.secret.KeyRenewals;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import standin.postgres.Db;
import standin.quickbooks.SampleCompany;

@OnboardingTest
@TestPropertySource(properties = "ledgerstream.workers.enabled=false")
@Tag("V5")
class KeyRenewalTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private Lenders lenders;

    @Autowired
    private KeyRenewals renewals;

    @Test
    void allLendersKeysAreRenewedAndOneThatIsInTroubleHoldsUpNoOther() {
        UUID northwind = connected("Northwind Bank");
        UUID harbour = connected("Harbour Credit");
        Db.all()
            .sql("update lender_key set to_replace = true where lender_id in (?, ?)")
            .params(northwind, harbour)
            .update();
        Db.all().sql("update lender_key set master_version = 0 where lender_id = ?").param(northwind).update();
        KeyRenewal renewal = new KeyRenewal(lenders, renewals);

        renewal.sweep();
        assertThat(versions(harbour)).containsExactly(1, 2);
        renewal.sweep();
        assertThat(versions(harbour)).containsExactly(2);
        assertThat(versions(northwind)).as("waits for its master key").containsExactly(1);
    }

    private UUID connected(String lender) {
        Fixtures.Bank bank = fixtures.lender(lender);
        UUID request = bank.request(bank.company("Acme Ltd"));
        bank.consented(request);
        new Customer(connections, bank, request).connects(SampleCompany.ACME);
        return bank.id();
    }

    private static List<Integer> versions(UUID lender) {
        return Db.all()
            .sql("select version from lender_key where lender_id = ? order by version")
            .param(lender)
            .query(Integer.class)
            .list();
    }

}
