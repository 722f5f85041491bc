package io.ledgerstream.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Fixtures;
import fixture.OnboardingTest;
import io.ledgerstream.outbox.OutboxRows.Kind;
import io.ledgerstream.outbox.OutboxRows.Row;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * In order, one at a time for each request, to one node at a time, and again when a node
 * dies.
 */
@OnboardingTest
@Tag("P6")
class OutboxRowsTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private OutboxRows rows;

    @Autowired
    private OnboardingProcess process;

    @Autowired
    private JdbcClient jdbc;

    private Fixtures.Bank northwind;

    private UUID request;

    @BeforeEach
    void aRequestWhoseStartIsToBeSent() {
        jdbc.sql("update outbox set done_at = now() where done_at is null").update();
        northwind = fixtures.lender("Northwind Bank");
        request = northwind.request(northwind.company("Acme Manufacturing Ltd"));
    }

    @Test
    void rowsOfOneRequestGoOutOneByOneInOrder() {
        northwind.inTransaction(() -> process.softwareSelected(request));
        Row start = only(rows.lease(10));
        assertThat(start.kind()).isEqualTo(Kind.START);
        assertThat(rows.lease(10)).as("the next one waits for the first").isEmpty();
        rows.done(start.id(), "claimed");
        assertThat(only(rows.lease(10)).kind()).isEqualTo(Kind.CHANGED);
    }

    @Test
    void aStartThatWasSentDoesNotHoldUpWhatComesAfterIt() {
        northwind.inTransaction(() -> process.softwareSelected(request));
        Row start = only(rows.lease(10));
        rows.sentUnclaimed(start.id(), Duration.ofMinutes(1));
        assertThat(only(rows.lease(10)).kind()).isEqualTo(Kind.CHANGED);
    }

    @Test
    void aStartThatNobodyClaimedIsSentAgain() {
        Row start = only(rows.lease(10));
        rows.sentUnclaimed(start.id(), Duration.ZERO);
        assertThat(only(rows.lease(10)).attempts()).isEqualTo(2);
    }

    @Test
    void aNodeThatDiedLosesItsLease() {
        Row start = only(rows.lease(10));
        assertThat(rows.lease(10)).isEmpty();
        jdbc.sql("update outbox set leased_until = now() - interval '1 second' where id = ?")
            .param(start.id())
            .update();
        assertThat(only(rows.lease(10)).id()).isEqualTo(start.id());
    }

    @Test
    void twoNodesNeverLeaseTheSameRow() throws Exception {
        IntStream.range(0, 40).forEach(n -> northwind.request(northwind.company("Company " + n)));
        Callable<List<Row>> node = () -> IntStream.range(0, 20).boxed().flatMap(n -> rows.lease(3).stream()).toList();
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            List<Long> leased = nodes.invokeAll(List.of(node, node, node, node))
                .stream()
                .flatMap(f -> result(f).stream())
                .map(Row::id)
                .toList();
            assertThat(leased).hasSize(41).doesNotHaveDuplicates();
        }
    }

    @Test
    void aRowWrittenByATransactionThatRollsBackIsNeverSent() {
        org.assertj.core.api.Assertions.catchThrowable(() -> northwind.inTransaction(() -> {
            process.requestCancelled(request);
            throw new IllegalStateException("died between two lines");
        }));
        assertThat(rows.lease(10)).extracting(Row::kind).containsExactly(Kind.START);
    }

    private static List<Row> result(Future<List<Row>> future) {
        try {
            return future.get();
        }
        catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Row only(List<Row> leased) {
        assertThat(leased).hasSize(1);
        return leased.getFirst();
    }

}
