package io.ledgerstream.task;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.request.Reentry;
import io.ledgerstream.request.Requests;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One acting process instance for a request, whatever the engine hands out twice. */
@OnboardingTest
@Tag("P2")
class ClaimsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Claims claims;

    @Autowired
    private Reentry reentry;

    @Autowired
    private Requests requests;

    @Autowired
    private JdbcClient jdbc;

    private Fixtures.Bank northwind;

    private UUID request;

    @BeforeEach
    void aRequest() {
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Acme Manufacturing Ltd"));
    }

    @Test
    void theFirstInstanceOfAnEntryGetsIt() {
        assertThat(claim(1, 100)).isTrue();
        assertThat(claim(1, 101)).as("another instance of the same entry").isFalse();
        assertThat(claim(1, 100)).as("the same instance, each of its jobs").isTrue();
    }

    @Test
    void aLaterEntryTakesOverAndTheEarlierInstanceIsOut() {
        claim(1, 100);
        assertThat(claim(2, 200)).isTrue();
        assertThat(claim(1, 100)).isFalse();
    }

    @Test
    void theClaimEndsTheSendingOfStarts() {
        assertThat(openStarts()).isEqualTo(1);
        claim(1, 100);
        assertThat(openStarts()).isZero();
    }

    @Test
    void anEndedRequestIsClaimedByNobodyNewButItsOwnInstanceMayFinish() {
        claim(1, 100);
        northwind.cancel(request, null);
        northwind.inTransaction(() -> reentry.settled(request));
        assertThat(claim(2, 200)).isFalse();
        assertThat(claim(1, 100)).isTrue();
    }

    @Test
    @Tag("X4")
    void aRequestThatWasOpenedAgainIsNotSettledByTheEndOfItsOldInstanceButEnteredAgain() {
        claim(1, 100);
        northwind.inTransaction(() -> reentry.settled(request));
        assertThat(openStarts()).isEqualTo(1);
        assertThat(claim(2, 200)).isTrue();
    }

    @Test
    void anUnknownRequestAndAnotherLendersAreClaimedByNobody() {
        assertThat(northwind.<Boolean>inTransaction(() -> claims.claim(UUID.randomUUID(), 1, 100))).isFalse();
        Fixtures.Bank harbour = fixtures.lender("Harbour Credit");
        assertThat(harbour.<Boolean>inTransaction(() -> claims.claim(request, 1, 100))).isFalse();
    }

    @Test
    @Tag("X12")
    void anInstanceThatEntersACancelledRequestIsToldSo() {
        northwind.as(() -> requests.cancel(request, null, northwind.actor()));
        jdbc.sql("update outbox set done_at = now() where request_id = ? and kind = 'MESSAGE'").param(request).update();
        claim(1, 100);
        assertThat(jdbc.sql("select name from outbox where request_id = ? and kind = 'MESSAGE' and done_at is null")
            .param(request)
            .query(String.class)
            .list()).isEqualTo(List.of("request-cancelled"));
    }

    @Test
    void whatIsLeftFromAnEngineThatLostItsDataClaimsNothing() {
        claim(1, 100);
        northwind.as(() -> reentry.enterPageAgain(null, false));
        assertThat(claim(1, 100)).as("its job key may be another request's by now").isFalse();
        assertThat(northwind.<Boolean>as(() -> claims.ofALostEngine(request, 1, null))).isTrue();
        assertThat(claim(2, 100)).isTrue();
        assertThat(northwind.<Boolean>as(() -> claims.ofALostEngine(request, 2, null))).isFalse();
    }

    /** A database restored to an older state than the engine's. */
    @Test
    void anInstanceThatIsAheadOfTheDatabaseIsFollowedByALaterEntry() {
        claim(5, 500);
        northwind.inTransaction(() -> reentry.enterAgain(request));
        assertThat(jdbc.sql("select max(entry) from outbox where request_id = ?")
            .param(request)
            .query(Integer.class)
            .single()).isEqualTo(6);
    }

    /**
     * Its instance was ended by an operator, and the message of the cancellation reached
     * nobody.
     */
    @Test
    @Tag("X12")
    void aClosedRequestThatIsNotSettledInAWhileIsEnteredAgainOnce() {
        claim(1, 100);
        northwind.as(() -> requests.cancel(request, null, northwind.actor()));
        assertThat(northwind.<Integer>as(reentry::enterOverdueAgain)).as("it may still be under way").isZero();
        jdbc.sql("update outbox set done_at = now() where request_id = ?").param(request).update();
        northwind.inTransaction(() -> jdbc
            .sql("update request set status_changed_at = status_changed_at - interval '11 minutes' where id = ?")
            .param(request)
            .update());
        assertThat(northwind.<Integer>as(reentry::enterOverdueAgain)).isEqualTo(1);
        assertThat(openStarts()).isEqualTo(1);
        assertThat(northwind.<Integer>as(reentry::enterOverdueAgain)).as("the start is on its way").isZero();
    }

    private boolean claim(int entry, long instance) {
        return northwind.inTransaction(() -> claims.claim(request, entry, instance));
    }

    private long openStarts() {
        return jdbc.sql("select count(*) from outbox where request_id = ? and kind = 'START' and done_at is null")
            .param(request)
            .query(Long.class)
            .single();
    }

}
