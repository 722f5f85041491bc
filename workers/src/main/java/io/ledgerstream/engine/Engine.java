package io.ledgerstream.engine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.PartitionInfo;
import io.grpc.Status;
import io.ledgerstream.platform.TechnicalFailure;
import io.ledgerstream.process.Onboarding;
import io.ledgerstream.process.Onboarding.Messages;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * The few commands that the relay sends, with the refusals that mean something told apart
 * from failures.
 */
@Component
@ConditionalOnProperty(name = "ledgerstream.workers.enabled", matchIfMissing = true)
class Engine {

    private final CamundaClient client;

    private volatile long lastAnswer = System.nanoTime() - Duration.ofDays(1).toNanos();

    Engine(CamundaClient client) {
        this.client = client;
    }

    /**
     * Asks for nothing but whether somebody is there who leads a partition. @throws
     * RuntimeException where nobody is
     */
    void reach() {
        boolean led = client.newTopologyRequest()
            .send()
            .join()
            .getBrokers()
            .stream()
            .flatMap(broker -> broker.getPartitions().stream())
            .anyMatch(PartitionInfo::isLeader);
        if (!led) {
            throw new TechnicalFailure(
                    "The engine's gateway answers, but no broker leads a partition: look at the brokers.");
        }
    }

    /** Deploying the same models again makes no new versions. */
    void deploy() {
        Patience.send(client.newDeployResourceCommand()
            .addResourceFromClasspath(Onboarding.RESOURCE)
            .addResourceFromClasspath(Onboarding.RECONNECTION_RESOURCE));
        answered();
    }

    /**
     * @return false where the engine refused it because it has the same message id still
     */
    boolean publish(String name, String correlationKey, String messageId, Duration timeToLive,
            Map<String, Object> variables) {
        return accepted(Status.Code.ALREADY_EXISTS, () -> {
            var command = client.newPublishMessageCommand()
                .messageName(name)
                .correlationKey(correlationKey)
                .timeToLive(timeToLive)
                .variables(variables);
            Patience.send(messageId == null ? command : command.messageId(messageId));
        });
    }

    /**
     * @return false where the engine knows no such job (any more)
     */
    boolean complete(long jobKey, Map<String, Object> variables) {
        return accepted(Status.Code.NOT_FOUND,
                () -> Patience.send(client.newCompleteCommand(jobKey).variables(variables)));
    }

    /**
     * @return whether the engine knew this mark, that is, still is the engine that it was
     * laid down in
     */
    boolean knows(String mark) {
        return !publish(Messages.ENGINE_RUN, mark, mark, Duration.ofDays(3650), Map.of());
    }

    Duration sinceLastAnswer() {
        return Duration.ofNanos(System.nanoTime() - lastAnswer);
    }

    private boolean accepted(Status.Code refusal, Runnable command) {
        try {
            command.run();
            answered();
            return true;
        }
        catch (ClientStatusException e) {
            if (e.getStatusCode() != refusal) {
                throw e;
            }
            answered();
            return false;
        }
    }

    private void answered() {
        lastAnswer = System.nanoTime();
    }

}
