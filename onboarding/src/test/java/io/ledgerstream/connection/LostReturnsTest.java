package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.Fixtures;
import fixture.MovableClock;
import fixture.OnboardingTest;
import io.ledgerstream.request.RequestStep;
import io.ledgerstream.request.RequestViews;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/** Returns that are not lost; {@link HaltedNodeTest} loses some. */
@OnboardingTest
@Tag("V5")
class LostReturnsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Connections connections;

    @Autowired
    private LostReturns lostReturns;

    @Autowired
    private RequestViews views;

    @Autowired
    private MovableClock clock;

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    @AfterEach
    void systemTime() {
        clock.reset();
    }

    @Test
    void aReturnThatIsKeptOrRefusedIsSettled() {
        Fixtures.Bank northwind = fixtures.lender("Northwind Bank");
        UUID request = northwind.request(northwind.companyOf(SampleCompany.ACME));
        northwind.consented(request);
        Customer customer = new Customer(connections, northwind, request);
        lostReturns.settle();

        Begun begun = customer.goes();
        customer.comesBack(quickBooks.refuse(begun.authorizeUrl()), begun.cookieValue());
        customer.connects(SampleCompany.ACME);
        clock.advance(LostReturns.PATIENCE);

        assertThat(lostReturns.settle()).isZero();
        assertThat(northwind.as(() -> views.facts(request)).step()).isEqualTo(RequestStep.CHECKING);
    }

}
