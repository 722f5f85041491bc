package io.ledgerstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import fixture.Customer;
import fixture.FixtureConfiguration;
import fixture.Fixtures;
import fixture.OnboardingTest;
import fixture.StandIns;
import io.ledgerstream.Ledgerstream;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.provider.Access;
import io.ledgerstream.provider.ProviderAnswer;
import io.ledgerstream.provider.ProviderAnswer.AccessEnded;
import io.ledgerstream.provider.ProviderAnswer.Ok;
import io.ledgerstream.provider.Providers;
import io.ledgerstream.secret.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import standin.postgres.Db;
import standin.quickbooks.Call;
import standin.quickbooks.Endpoint;
import standin.quickbooks.Failure;
import standin.quickbooks.SampleCompany;
import standin.quickbooks.StandInQuickBooks;

/**
 * Three nodes, each an application of its own with its own pool, on one database and one
 * provider.
 */
@OnboardingTest
@Tag("V5")
@Tag("P6")
class ThreeNodesTest {

    private static final int CALLERS = 30;

    private static final List<ConfigurableApplicationContext> NODES = new ArrayList<>();

    private final StandInQuickBooks quickBooks = StandInQuickBooks.shared();

    private Fixtures.Bank northwind;

    private UUID connection;

    private String usedUp;

    private int before;

    /**
     * The tests' own application is the first; of the others only what is asked for is
     * started.
     */
    @BeforeAll
    static void threeNodes(@Autowired ConfigurableApplicationContext first) {
        NODES.add(first);
        for (int i = 1; i < 3; i++) {
            NODES.add(new SpringApplicationBuilder(Ledgerstream.class, FixtureConfiguration.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .initializers(new StandIns())
                .properties("spring.config.import=classpath:ledgerstream.yml", "spring.flyway.enabled=false")
                .run());
        }
    }

    @AfterAll
    static void stop() {
        NODES.stream().skip(1).forEach(ConfigurableApplicationContext::close);
        NODES.clear();
    }

    @BeforeEach
    void aConnectionWhoseTokenHasEnded() {
        northwind = bean(0, Fixtures.class).lender("Northwind Bank");
        UUID request = northwind.request(northwind.company("Acme Ltd"));
        northwind.consented(request);
        new Customer(bean(0, Connections.class), northwind, request).connects(SampleCompany.ACME);
        connection = Db.all()
            .sql("update connection set state = 'LINKED', access_expires_at = now() where request_id = ? returning id")
            .param(request)
            .query(UUID.class)
            .single();
        usedUp = northwind.inTransaction(() -> bean(0, Secrets.class).open(ConnectionRows.refreshToken(connection),
                Db.all()
                    .sql("select refresh_token from connection where id = ?")
                    .param(connection)
                    .query(byte[].class)
                    .single()));
        before = quickBooks.ledger(Endpoint.TOKEN).size();
    }

    @AfterEach
    void allIsWellAgain() {
        quickBooks.healthy();
    }

    @Test
    void thirtyRenewalsAtOnceAreOneCallAndTheOldRefreshTokenDies() throws Exception {
        quickBooks.fail(Endpoint.TOKEN, Failure.slow(Duration.ofMillis(500)).times(1));

        List<ProviderAnswer<Access>> answers = askedByAllAtOnce();

        assertThat(answers).hasSize(CALLERS).allMatch(Ok.class::isInstance);
        assertThat(new HashSet<>(answers)).as("all hold the same token").hasSize(1);
        assertThat(calls()).as("calls that reached the provider")
            .singleElement()
            .satisfies(call -> assertThat(call.status()).isEqualTo(200));
        assertThat(bean(1, Providers.class).of(Customer.QUICKBOOKS).renew(usedUp)).as("the one used before")
            .isEqualTo(new AccessEnded<>());
    }

    @Test
    void whereTheGrantIsOverAllHearItOfOneCallAndTheCustomerIsAskedOnce() throws Exception {
        quickBooks.fail(Endpoint.TOKEN, Failure.invalidGrant().times(1));

        assertThat(askedByAllAtOnce()).hasSize(CALLERS).containsOnly(new AccessEnded<>());
        assertThat(calls()).hasSize(1);
        assertThat(Db.all()
            .sql("""
                    select count(*) from request r join request_line l on l.request_id = r.id
                    where r.lender_id = ? and r.kind = 'RECONNECTION'""")
            .param(northwind.id())
            .query(Integer.class)
            .single()).isOne();
    }

    private List<ProviderAnswer<Access>> askedByAllAtOnce() throws InterruptedException {
        List<Callable<ProviderAnswer<Access>>> asking = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            AccessTokens node = bean(i % NODES.size(), AccessTokens.class);
            asking.add(() -> CurrentLender.as(northwind.id(), () -> node.fresh(connection)));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(asking).stream().map(Future::resultNow).toList();
        }
    }

    private List<Call> calls() {
        List<Call> all = quickBooks.ledger(Endpoint.TOKEN);
        return all.subList(before, all.size());
    }

    private static <T> T bean(int node, Class<T> type) {
        return NODES.get(node).getBean(type);
    }

}
