package standin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInEngineTest {

    private static final String THREE_DAYS_RUNNING = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="probe"
                xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <bpmn:process id="probe" isExecutable="true">
                <bpmn:startEvent id="start"><bpmn:outgoing>a</bpmn:outgoing>
                  <bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R3/P1D</bpmn:timeCycle>\
            </bpmn:timerEventDefinition>
                </bpmn:startEvent>
                <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="tick"/>
                <bpmn:serviceTask id="tick"><bpmn:extensionElements><zeebe:taskDefinition type="tick"/>\
            </bpmn:extensionElements>
                  <bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing></bpmn:serviceTask>
                <bpmn:sequenceFlow id="b" sourceRef="tick" targetRef="end"/>
                <bpmn:endEvent id="end"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent>
              </bpmn:process>
            </bpmn:definitions>""";

    private final StandInEngine engine = StandInEngine.start();

    private final CamundaClient client = client();

    @AfterEach
    void stop() {
        client.close();
        engine.close();
    }

    @Test
    void everyDayOfAWeekIsLivedThrough() {
        List<Long> ticks = new CopyOnWriteArrayList<>();
        deploy();
        engine.advance(Duration.ofHours(1));
        try (var worker = client.newWorker().jobType("tick").handler((jobs, job) -> {
            ticks.add(job.getKey());
            jobs.newCompleteCommand(job).send().join();
        }).streamEnabled(true).open()) {
            assertTimeout(Duration.ofSeconds(60), () -> engine.advance(Duration.ofDays(7)));
            Awaitility.await().untilAsserted(() -> assertThat(ticks).hasSize(3));
            assertThat(worker.isOpen()).isTrue();
        }
    }

    @Test
    void itsClockDoesNotGoBack() {
        assertThatThrownBy(() -> engine.advance(Duration.ofDays(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emptiedItKnowsNothingAndItsKeysStartAgain() {
        long first = deploy();
        engine.restartEmpty();
        assertThatThrownBy(() -> client.newCreateInstanceCommand().bpmnProcessId("probe").latestVersion().send().join())
            .isInstanceOf(ClientException.class)
            .hasMessageContaining("NOT_FOUND");
        assertThat(deploy()).isEqualTo(first);
    }

    private long deploy() {
        return client.newDeployResourceCommand()
            .addResourceStringUtf8(THREE_DAYS_RUNNING, "probe.bpmn")
            .send()
            .join()
            .getProcesses()
            .getFirst()
            .getProcessDefinitionKey();
    }

    private CamundaClient client() {
        return CamundaClient.newClientBuilder()
            .grpcAddress(URI.create(engine.address()))
            .preferRestOverGrpc(false)
            .applyEnvironmentVariableOverrides(false)
            .build();
    }

}
