package io.ledgerstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fixture.OnboardingTest;
import io.camunda.client.CamundaClient;
import io.ledgerstream.task.EngineRuns;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import standin.engine.StandInEngine;

/** The probe on a real engine: there, away, and back without its data. */
@OnboardingTest
@TestPropertySource(properties = "ledgerstream.workers.enabled=false")
@Tag("P6")
class LostEngineTest {

    @Autowired
    private EngineRuns runs;

    @Autowired
    private JdbcClient jdbc;

    private final StandInEngine standIn = StandInEngine.start();

    private final CamundaClient client = CamundaClient.newClientBuilder()
        .applyEnvironmentVariableOverrides(false)
        .grpcAddress(URI.create(standIn.address()))
        .preferRestOverGrpc(false)
        .defaultRequestTimeout(Duration.ofSeconds(20))
        .build();

    @AfterEach
    void close() {
        forget();
        client.close();
        standIn.close();
    }

    /**
     * Or whoever shares the database would look for the marks of an engine that is gone.
     */
    private void forget() {
        jdbc.sql("update engine_run set ended_at = now() where ended_at is null").update();
    }

    @Test
    void anOutageKeepsTheRunAndTheLossOfAllDataBeginsAnother() {
        forget();
        assertThat(probe().certain()).isTrue();
        UUID run = currentRun();
        assertThat(probe().certain()).as("the same engine").isTrue();
        assertThat(currentRun()).isEqualTo(run);
        standIn.stop();
        for (int tried = 0; tried < 10; tried++) {
            assertThatThrownBy(() -> probe().certain()).isInstanceOf(RuntimeException.class);
        }
        assertThat(currentRun()).isEqualTo(run);
        standIn.restartEmpty();
        Awaitility.await().ignoreExceptions().until(() -> probe().certain());
        assertThat(currentRun()).isNotEqualTo(run);
    }

    /** As a node that has just started: it has no answer yet. */
    private EngineProbe probe() {
        return new EngineProbe(new Engine(client), runs);
    }

    private UUID currentRun() {
        return jdbc.sql("select id from engine_run where ended_at is null").query(UUID.class).single();
    }

}
