package io.ledgerstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fixture.EngineTest;
import fixture.Fixtures;
import io.ledgerstream.process.Onboarding.Elements;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import standin.postgres.Db;

/**
 * Every question to the engine stayed unanswered, and the engine is the same all the
 * time: customers in the middle of their way go on without anybody's help.
 */
@EngineTest
@Tag("faults")
class EngineInDoubtTest {

    private static final Duration HEALED = Duration.ofSeconds(120);

    @Autowired
    private Fixtures fixtures;

    private Fixtures.Bank northwind;

    private List<UUID> requests;

    @BeforeEach
    void customersAreToSelectTheirSoftware() {
        northwind = fixtures.lender("Northwind Bank");
        requests = Stream.of("Acme Tooling", "Birchwood Joinery", "Calder Foods")
            .map(name -> northwind.request(northwind.company(name)))
            .toList();
        await().atMost(HEALED).until(() -> waitAt(Elements.SELECT_SOFTWARE));
    }

    @Test
    void theOldInstancesEndAndNewOnesStandWhereTheRequestsStand() {
        UUID run = run();
        List<Long> instances = instances();
        Db.all()
            .sql("update engine_mark set leased_until = now() - interval '1 minute' where run = ?")
            .param(run)
            .update();

        await("a new run").atMost(HEALED).until(() -> !run().equals(run));
        await("other instances").atMost(HEALED)
            .untilAsserted(() -> assertThat(instances()).doesNotContainAnyElementsOf(instances));
        await("the same step").atMost(HEALED).until(() -> waitAt(Elements.SELECT_SOFTWARE));
        requests.forEach(northwind::atConsent);
        await("the next step").atMost(HEALED).until(() -> waitAt(Elements.GIVE_CONSENT));
        assertThat(Db.all()
            .sql("select count(*) from mail where kind = 'INVITATION' and request_id in (:requests)")
            .param("requests", requests)
            .query(Integer.class)
            .single()).as("nobody is invited again").isEqualTo(requests.size());
        requests.forEach(request -> northwind.cancel(request, null));
    }

    private boolean waitAt(String element) {
        return Db.all()
            .sql("""
                    select count(*) from task t join engine_run r on r.id = t.engine_run and r.ended_at is null
                    where t.request_id in (:requests) and t.element = :element and t.closed_at is null""")
            .param("requests", requests)
            .param("element", element)
            .query(Integer.class)
            .single() == requests.size();
    }

    private List<Long> instances() {
        return Db.all()
            .sql("select instance_key from request where id in (:requests)")
            .param("requests", requests)
            .query(Long.class)
            .list();
    }

    private static UUID run() {
        return Db.all().sql("select id from engine_run where ended_at is null").query(UUID.class).single();
    }

}
