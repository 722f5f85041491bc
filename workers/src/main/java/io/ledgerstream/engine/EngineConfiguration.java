package io.ledgerstream.engine;

import io.camunda.client.CamundaClient;
import io.camunda.client.CamundaClientBuilder;
import io.camunda.client.impl.basicauth.BasicAuthCredentialsProviderBuilder;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The connection to the engine: gRPC, since REST costs most of the throughput, with jobs
 * pushed by stream.
 */
@Configuration
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class EngineConfiguration {

    @Bean(destroyMethod = "close")
    CamundaClient camundaClient(EngineProperties properties) {
        CamundaClientBuilder builder = CamundaClient.newClientBuilder()
            .applyEnvironmentVariableOverrides(false)
            .grpcAddress(properties.grpcAddress())
            .preferRestOverGrpc(false)
            .defaultRequestTimeout(Duration.ofSeconds(10))
            .defaultJobWorkerStreamEnabled(true)
            .jobWorkerExecutor(Executors.newScheduledThreadPool(properties.threads(),
                    Thread.ofVirtual().name("job-", 0).factory()), true);
        if (!properties.username().isEmpty()) {
            builder.credentialsProvider(new BasicAuthCredentialsProviderBuilder().username(properties.username())
                .password(properties.password())
                .applyEnvironmentOverrides(false)
                .build());
        }
        return builder.build();
    }

}
