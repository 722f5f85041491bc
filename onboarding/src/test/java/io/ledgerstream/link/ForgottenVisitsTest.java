package io.ledgerstream.link;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.OnboardingTest;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

@OnboardingTest
@Tag("C4")
class ForgottenVisitsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Visits visits;

    @Autowired
    private ManageVisits manageVisits;

    @Test
    void aVisitIsForgottenThirtyDaysAfterItBegan() {
        Fixtures.Bank northwind = fixtures.lender("Northwind Bank");
        UUID request = northwind.request(northwind.company("Acme Tooling"));
        String old = begun(northwind, request, 31);
        String recent = begun(northwind, request, 29);
        visits.forget();
        assertThat(visits.find(old)).isEmpty();
        assertThat(visits.find(recent)).hasValueSatisfying(
                visit -> assertThat(visit.ended()).as("its browser still finds back to the request").isTrue());
    }

    @Test
    void anAddressThatWasTypedWhereSharingsAreManagedIsForgottenAfterADay() {
        String email = UUID.randomUUID() + "@customer.example";
        String token = manageVisits.begin(email);
        manageVisits.forget();
        assertThat(manageVisits.find(token)).isPresent();
        Db.all()
            .sql("update manage_visit set created_at = now() - interval '25 hours' where email = ?")
            .param(email)
            .update();
        manageVisits.forget();
        assertThat(Db.all()
            .sql("select count(*) from manage_visit where email = ?")
            .param(email)
            .query(Integer.class)
            .single()).isZero();
    }

    private String begun(Fixtures.Bank bank, UUID request, int daysAgo) {
        String token = bank.as(() -> visits.resume(bank.id(), request)).orElseThrow();
        Db.all()
            .sql("""
                    update visit set created_at = now() - make_interval(days => ?),
                        seen_at = now() - make_interval(days => ?) where token_hash = ?""")
            .params(daysAgo, daysAgo, LinkTokens.hash(token))
            .update();
        return token;
    }

}
