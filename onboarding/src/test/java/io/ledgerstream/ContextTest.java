package io.ledgerstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.platform.NotFound;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.RequestViews;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@OnboardingTest
class ContextTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private RequestViews views;

    @Test
    void theApplicationStartsOnARealDatabaseAndKeepsLendersApart() {
        var northwind = fixtures.lender("Northwind Bank");
        var contoso = fixtures.lender("Contoso Credit");
        UUID request = northwind.request(northwind.company("Acme Ltd"));

        northwind.connected(request);

        assertThat(northwind.as(() -> views.get(request)).status()).isEqualTo(RequestStatus.CONNECTED);
        assertThatThrownBy(() -> contoso.as(() -> views.get(request))).isInstanceOf(NotFound.class);
    }

}
