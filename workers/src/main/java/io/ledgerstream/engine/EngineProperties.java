package io.ledgerstream.engine;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The engine and how hard we lean on it.
 *
 * @param grpcAddress the gateway, {@code http://} for plain text or {@code https://}
 * @param username basic authentication; none where empty
 * @param maxJobsActive jobs that one worker holds at once, for each type
 * @param threads virtual threads that all workers share
 * @param pollInterval how often a worker asks for what its stream did not bring
 */
@Validated
@ConfigurationProperties("ledgerstream.engine")
public record EngineProperties(@NotNull @DefaultValue("http://127.0.0.1:26500") URI grpcAddress,
        @DefaultValue("") String username, @DefaultValue("") String password, @DefaultValue("32") int maxJobsActive,
        @DefaultValue("32") int threads, @DefaultValue("10s") Duration pollInterval) {
}
