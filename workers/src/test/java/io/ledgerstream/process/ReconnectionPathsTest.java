package io.ledgerstream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fixture.Customer;
import io.ledgerstream.process.Onboarding.Elements;
import io.ledgerstream.request.Flag;
import io.ledgerstream.request.Renewal;
import io.ledgerstream.request.RenewalRequests;
import io.ledgerstream.request.RequestKind;
import io.ledgerstream.request.RequestStatus;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/** One test for each outcome of mending a connection. */
@Tag("S4")
@Tag("P1")
class ReconnectionPathsTest extends EnginePaths {

    @Autowired
    private RenewalRequests renewals;

    @Test
    void aConnectionThatLostItsAccessIsMendedByTheCustomerAndStaysTheSameConnection() {
        accessLost();
        assertThat(facts().kind()).isEqualTo(RequestKind.RECONNECTION);
        assertThat(view().flags()).containsExactly(Flag.ACCESS_LOST);
        assertThat(state()).isEqualTo("DEAUTHORIZED");
        waitsAt(Elements.CONNECT_SOFTWARE);
        mailed("RECONNECT", "LENDER_ACCESS_LOST");

        northwind.signedIn(request);
        customer().connects(SampleCompany.CALDER);
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(state()).isEqualTo("LINKED");
        assertThat(connections()).as("no second one").isEqualTo(1);
        assertThat(view().flags()).isEmpty();
        assertThat(mails()).contains("LENDER_RECONNECTED", "CUSTOMER_RECONNECTED");
    }

    @Test
    void anotherCompanysBooksAreNotTakenForIt() {
        accessLost();
        northwind.signedIn(request);
        customer().connects(SampleCompany.BIRCHWOOD);
        assertThat(view().attemptReason()).isEqualTo("other-books");
        assertThat(state()).isEqualTo("DEAUTHORIZED");
        waitsAt(Elements.CONNECT_SOFTWARE);
        customer().connects(SampleCompany.CALDER);
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
    }

    @Test
    void aRejectedAttemptGoesBackToTheInstructions() {
        accessLost();
        northwind.signedIn(request);
        StandInQuickBooks.shared()
            .fail(Endpoint.QUERY, Failure.fault(403, "AuthorizationFault", "3100", "ApplicationAuthorizationFailed")
                .where("from Bill "));
        customer().connects(SampleCompany.CALDER);
        await().untilAsserted(() -> assertThat(view().attemptReason()).isEqualTo("no-permission-bills"));
        waitsAt(Elements.CONNECT_SOFTWARE);
        StandInQuickBooks.shared().healthy();
        customer().connects(SampleCompany.CALDER);
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
    }

    @Test
    void whereTheConsentHasEndedItIsAskedForAgainAndCanBeDeclined() {
        connected();
        Db.all().sql("update request_line set consent_id = null where request_id = ?").param(request).update();
        accessIsLost();
        waitsAt(Elements.GIVE_CONSENT);
        northwind.signedIn(request);
        northwind.as(() -> progress.declined(request, "No longer.", someone()));
        settles();
        assertThat(status()).isEqualTo(RequestStatus.DECLINED);
        assertThat(mails()).contains("LENDER_DECLINED");
    }

    @Test
    void whoDoesNotReconnectInTimeExpiresAndTheFlagStays() {
        accessLost();
        waitsAt(Elements.CONNECT_SOFTWARE);
        Db.all()
            .sql("update request set due_at = ? where id = ?")
            .params(Timestamp.from(clock.instant()), request)
            .update();
        losesItsInstance();
        settles();
        assertThat(status()).isEqualTo(RequestStatus.EXPIRED);
        assertThat(mails()).contains("LENDER_NOT_RECONNECTED");
        assertThat(view().flags()).containsExactly(Flag.ACCESS_LOST);
    }

    @Test
    @Tag("S6")
    void aConsentIsRenewedBeforeItsEndAndNobodyConnects() {
        renewalIsAskedFor();
        waitsAt(Elements.GIVE_CONSENT);
        mailed("RENEW");
        northwind.signedIn(request);
        northwind.consents(request, Customer.QUICKBOOKS);
        settles();
        assertThat(status()).isEqualTo(RequestStatus.CONNECTED);
        assertThat(state()).isEqualTo("LINKED");
        assertThat(mailState("LENDER_RECONNECTED")).isEqualTo("SENT");
        assertThat(mailState("CUSTOMER_RECONNECTED")).as("the receipt says it").isEqualTo("DROPPED");
    }

    @Test
    @Tag("S6")
    void aRenewalThatNobodyAnswersExpiresWithTheConsent() {
        renewalIsAskedFor();
        waitsAt(Elements.GIVE_CONSENT);
        Db.all()
            .sql("update request set due_at = ? where id = ?")
            .params(Timestamp.from(clock.instant()), request)
            .update();
        losesItsInstance();
        settles();
        assertThat(status()).isEqualTo(RequestStatus.EXPIRED);
        assertThat(mailState("LENDER_NOT_RECONNECTED")).as("the end of the sharing says it").isEqualTo("DROPPED");
    }

    private void renewalIsAskedFor() {
        connected();
        UUID connection = connection();
        request = northwind
            .as(() -> renewals.ask(connection,
                    new Renewal(Renewal.What.CONSENT, clock.instant().plus(Duration.ofDays(30)))))
            .orElseThrow();
    }

    private String mailState(String kind) {
        return Db.all()
            .sql("select state from mail where request_id = ? and kind = ?")
            .params(request, kind)
            .query(String.class)
            .single();
    }

    private String state() {
        return Db.all()
            .sql("select state from connection where id = ?")
            .param(facts().connectionId())
            .query(String.class)
            .single();
    }

    private int connections() {
        return Db.all()
            .sql("select count(*) from connection where company_id = ?")
            .param(facts().companyId())
            .query(Integer.class)
            .single();
    }

}
