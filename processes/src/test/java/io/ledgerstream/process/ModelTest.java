package io.ledgerstream.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What a model must have to run safely and to be read by a stranger. */
@Tag("P1")
class ModelTest {

    private static final Set<String> WAYS_OUT =
            Set.of("messageEventDefinition", "escalationEventDefinition", "timerEventDefinition");

    private final Model model = new Model();

    @Test
    void the_process_is_executable_on_the_version_it_was_tried_on() {
        assertThat(model.process().getAttribute("isExecutable")).isEqualTo("true");
        assertThat(attribute("executionPlatform")).isEqualTo("Camunda Cloud");
        assertThat(attribute("executionPlatformVersion")).isEqualTo("8.8.0");
    }

    @Test
    void every_service_task_has_retries() {
        assertThat(model.all("serviceTask")).isNotEmpty().allSatisfy(task ->
                assertThat(DiagramReader.first(task, "taskDefinition").orElseThrow().getAttribute("retries")).isEqualTo("5"));
    }

    /** Of the other kind, nobody would be told that a task waits; see decision 2. */
    @Test
    @Tag("P2")
    void every_user_task_is_of_the_job_kind() {
        assertThat(model.all("userTask")).hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(task -> assertThat(DiagramReader.children(task).map(Element::getLocalName))
                        .doesNotContain("extensionElements"));
    }

    @Test
    void every_wait_goes_on_and_can_be_ended_from_outside() {
        List<Element> waits = model.all("userTask", "intermediateCatchEvent", "receiveTask").toList();
        assertThat(waits).hasSizeGreaterThanOrEqualTo(4).allSatisfy(wait -> {
            assertThat(model.out(wait)).isNotEmpty();
            assertThat(canBeEnded(wait)).as("a way out of %s", wait.getAttribute("id")).isTrue();
        });
    }

    /** A timer without an answer is a wait too: what follows it must not be able to stand still in silence. */
    @Test
    void every_event_that_starts_something_leads_somewhere() {
        assertThat(model.all("startEvent", "boundaryEvent")).isNotEmpty()
                .allSatisfy(event -> assertThat(model.out(event)).hasSize(1));
    }

    @Test
    void only_ends_have_no_flow_out_and_only_beginnings_none_in() {
        assertThat(model.nodes()).filteredOn(e -> model.out(e).isEmpty() && !isEventSubProcess(e))
                .isNotEmpty().allSatisfy(e -> assertThat(e.getLocalName()).isEqualTo("endEvent"));
        assertThat(model.nodes()).filteredOn(e -> model.in(e).isEmpty() && !isEventSubProcess(e))
                .isNotEmpty().allSatisfy(e -> assertThat(e.getLocalName()).isIn("startEvent", "boundaryEvent"));
    }

    @Test
    void every_choice_has_a_default_and_a_condition_on_every_other_way() {
        assertThat(model.all("exclusiveGateway").filter(g -> model.out(g).size() > 1)).isNotEmpty().allSatisfy(gateway -> {
            String usual = gateway.getAttribute("default");
            assertThat(model.out(gateway)).extracting(f -> f.getAttribute("id")).contains(usual);
            assertThat(model.out(gateway)).filteredOn(f -> !f.getAttribute("id").equals(usual))
                    .allSatisfy(f -> assertThat(f.getTextContent().trim()).startsWith("="));
        });
    }

    @Test
    void every_expression_is_one_to_the_engine() {
        assertThat(model.expressions()).isNotEmpty().allSatisfy(feel -> assertThat(feel).startsWith("="));
    }

    @Test
    @Tag("P3")
    void every_element_and_flow_is_drawn() {
        assertThat(model.values("BPMNShape", "bpmnElement"))
                .containsExactlyInAnyOrderElementsOf(model.nodes().stream().map(e -> e.getAttribute("id")).toList());
        assertThat(model.values("BPMNEdge", "bpmnElement")).isEqualTo(model.values("sequenceFlow", "id"));
    }

    @Test
    @Tag("P3")
    void every_element_has_a_name_except_where_ways_only_meet() {
        Predicate<Element> named = e -> !e.getAttribute("name").isBlank();
        Predicate<Element> onlyJoins = e -> e.getLocalName().equals("exclusiveGateway") && model.out(e).size() == 1;
        assertThat(model.nodes()).allMatch(named.or(onlyJoins));
        assertThat(model.all("exclusiveGateway").filter(g -> model.out(g).size() > 1).flatMap(g -> model.out(g).stream()))
                .allMatch(named);
    }

    /** {@code SelectSoftware} is "Select accounting software": a verb first, and the id's words in their order. */
    @Test
    @Tag("P3")
    void every_task_is_named_by_a_verb_and_its_noun_as_its_id_is() {
        assertThat(model.all("userTask", "serviceTask")).isNotEmpty().allSatisfy(task -> {
            String name = task.getAttribute("name");
            assertThat(name).matches("(Open|Send|Select|Give|Connect|Verify|Plan|Expire|Start|Notify|Confirm|Tell) .+");
            assertThat(name.toLowerCase(Locale.ROOT)).containsSubsequence(wordsOf(task.getAttribute("id")));
        });
    }

    private boolean canBeEnded(Element wait) {
        for (Element scope = (Element) wait.getParentNode(); scope != model.process(); scope = (Element) scope.getParentNode()) {
            if (model.boundariesOf(scope).stream().anyMatch(ModelTest::endsItsScope)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsItsScope(Element boundary) {
        return !boundary.getAttribute("cancelActivity").equals("false")
                && DiagramReader.children(boundary).map(Element::getLocalName).anyMatch(WAYS_OUT::contains);
    }

    private static boolean isEventSubProcess(Element element) {
        return element.getAttribute("triggeredByEvent").equals("true");
    }

    private static List<String> wordsOf(String id) {
        return Arrays.stream(id.split("(?=[A-Z])")).map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    private String attribute(String name) {
        return model.definitions().getAttributeNS("http://camunda.org/schema/modeler/1.0", name);
    }
}
