package io.ledgerstream.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.process.Onboarding.Elements;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What a model must have to run safely and to be read by a stranger. */
@ParameterizedClass
@MethodSource("models")
@Tag("P1")
class ModelTest {

    private static final Set<String> WAYS_OUT = Set.of("messageEventDefinition", "escalationEventDefinition",
            "timerEventDefinition");

    private final Model model;

    ModelTest(Model model) {
        this.model = model;
    }

    static Stream<Model> models() {
        return Model.ALL.stream();
    }

    @Test
    void the_process_is_executable_on_the_version_it_was_tried_on() {
        assertThat(model.process().getAttribute("isExecutable")).isEqualTo("true");
        assertThat(attribute("executionPlatform")).isEqualTo("Camunda Cloud");
        assertThat(attribute("executionPlatformVersion")).isEqualTo("8.8.0");
    }

    @Test
    void every_service_task_has_retries() {
        assertThat(model.all("serviceTask")).isNotEmpty()
            .allSatisfy(task -> assertThat(
                    DiagramReader.first(task, "taskDefinition").orElseThrow().getAttribute("retries"))
                .isEqualTo("5"));
    }

    /** Of the other kind, nobody would be told that a task waits; see decision 2. */
    @Test
    @Tag("P2")
    void every_user_task_is_of_the_job_kind() {
        assertThat(model.all("userTask")).hasSizeGreaterThanOrEqualTo(6)
            .allSatisfy(task -> assertThat(DiagramReader.all(task, "*").map(Element::getLocalName))
                .doesNotContain("userTask", "taskDefinition", "formDefinition"));
    }

    @Test
    void every_wait_goes_on_and_can_be_ended_from_outside() {
        List<Element> waits = model.all("userTask", "intermediateCatchEvent", "receiveTask", "eventBasedGateway")
            .toList();
        assertThat(waits).hasSizeGreaterThanOrEqualTo(10).allSatisfy(wait -> {
            assertThat(model.out(wait)).isNotEmpty();
            assertThat(canBeEnded(wait)).as("a way out of %s", wait.getAttribute("id")).isTrue();
        });
    }

    /**
     * A timer without an answer is a wait too: what follows it must not be able to stand
     * still in silence.
     */
    @Test
    void every_event_that_starts_something_leads_somewhere() {
        assertThat(model.all("startEvent", "boundaryEvent")).isNotEmpty()
            .allSatisfy(event -> assertThat(model.out(event)).hasSize(1));
    }

    @Test
    void only_ends_have_no_flow_out_and_only_beginnings_none_in() {
        assertThat(model.nodes()).filteredOn(e -> model.out(e).isEmpty() && !isEventSubProcess(e))
            .isNotEmpty()
            .allSatisfy(e -> assertThat(e.getLocalName()).isEqualTo("endEvent"));
        assertThat(model.nodes()).filteredOn(e -> model.in(e).isEmpty() && !isEventSubProcess(e))
            .isNotEmpty()
            .allSatisfy(e -> assertThat(e.getLocalName()).isIn("startEvent", "boundaryEvent"));
    }

    /**
     * The lint's rule for it is off, for the sake of the reminders: they go round until
     * what is around them ends.
     */
    @Test
    void every_scope_but_the_reminders_has_an_end() {
        assertThat(Stream.concat(Stream.of(model.process()), model.all("subProcess"))
            .filter(scope -> DiagramReader.children(scope).noneMatch(e -> e.getLocalName().equals("endEvent"))))
            .extracting(scope -> scope.getAttribute("id"))
            .containsExactly("Reminders");
        assertThat(canBeEnded(model.node("PlanNextReminder"))).isTrue();
    }

    /** What else happens leaves the customer where they are. */
    @Test
    void every_event_sub_process_leaves_the_main_line_running() {
        assertThat(model.all("subProcess").filter(ModelTest::isEventSubProcess)).hasSize(6).allSatisfy(beside -> {
            Element start = DiagramReader.children(beside)
                .filter(e -> e.getLocalName().equals("startEvent"))
                .findFirst()
                .orElseThrow();
            assertThat(start.getAttribute("isInterrupting")).isEqualTo("false");
        });
    }

    /**
     * With a plain end the sub-process stays open while a reminder, the due date, help or
     * a contact waits.
     */
    @Test
    void the_customers_part_is_ended_by_what_ends_it_as_a_whole() {
        Element part = model.all("subProcess").filter(s -> !isEventSubProcess(s)).findFirst().orElseThrow();
        assertThat(DiagramReader.children(part).filter(e -> e.getLocalName().equals("endEvent"))).isNotEmpty()
            .allSatisfy(end -> assertThat(DiagramReader.children(end).map(Element::getLocalName))
                .containsAnyOf("terminateEventDefinition", "errorEventDefinition"));
    }

    @Test
    void every_choice_has_a_condition_on_each_of_its_ways_but_the_default() {
        assertThat(model.all("exclusiveGateway").filter(g -> model.out(g).size() > 1)).isNotEmpty()
            .allSatisfy(gateway -> assertThat(model.out(gateway))
                .filteredOn(f -> !f.getAttribute("id").equals(gateway.getAttribute("default")))
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.getTextContent().trim()).startsWith("=")));
    }

    /**
     * Where a variable is missing, no condition is true. Then the question is asked
     * again, or nothing happens; only where the software that was selected says nothing
     * of files, the customer is asked to connect.
     */
    @Test
    void a_missing_value_leads_back_and_never_forward() {
        Map<String, String> fallbacks = new HashMap<>();
        model.all("exclusiveGateway")
            .map(g -> g.getAttribute("id"))
            .forEach(id -> model.fallback(id).ifPresent(target -> fallbacks.put(id, target)));
        Map<String, String> expected = new HashMap<>(
                Map.of("StillDue", "DueDateMoved", "StillDueAtMovedDate", "DueDateMovedAgain"));
        if (model == Model.ONBOARDING) {
            expected.putAll(Map.of("ConsentOutcome", "SelectionMerge", "ConnectOutcome", "SelectionMerge",
                    "UploadOutcome", "SelectionMerge", "SubsidiariesToChoose", "CompanyMatches", "CompanyMatches",
                    Elements.CONFIRM_COMPANY, "CompanyOutcome", "ConnectionMerge", "MatchOutcome", "ConnectionMerge",
                    "SharedByFile", "ConnectionMerge", "DataShared", Elements.START_DATA_STREAM));
        }
        assertThat(fallbacks).isEqualTo(expected);
    }

    @Test
    void every_expression_is_one_to_the_engine() {
        assertThat(model.expressions()).isNotEmpty().allSatisfy(feel -> assertThat(feel).startsWith("="));
    }

    @Test
    @Tag("P3")
    void every_element_and_flow_is_drawn() {
        assertThat(model.values("BPMNShape", "bpmnElement")).isEqualTo(model.ids());
        assertThat(model.values("BPMNEdge", "bpmnElement")).isEqualTo(model.values("sequenceFlow", "id"));
    }

    @Test
    @Tag("P3")
    void every_element_has_a_name_except_where_ways_only_meet() {
        Predicate<Element> named = e -> !e.getAttribute("name").isBlank();
        Predicate<Element> onlyJoins = e -> e.getLocalName().equals("exclusiveGateway") && model.out(e).size() == 1;
        assertThat(model.nodes()).allMatch(named.or(onlyJoins));
        assertThat(
                model.all("exclusiveGateway").filter(g -> model.out(g).size() > 1).flatMap(g -> model.out(g).stream()))
            .allMatch(named);
    }

    /**
     * {@code SelectSoftware} is "Select accounting software",
     * {@code CorrectBouncedContact} is "Correct contact": a verb first, and one says the
     * other's words in their order.
     */
    @Test
    @Tag("P3")
    void every_task_is_named_by_a_verb_and_its_noun_as_its_id_is() {
        assertThat(model.all("userTask", "serviceTask")).isNotEmpty().allSatisfy(task -> {
            String name = task.getAttribute("name");
            assertThat(name)
                .matches("(Open|Send|Select|Choose|Give|Upload|Connect|Reconnect|Verify|Decide|Correct|Help|Plan|Expire"
                        + "|Start|Resume|Notify|Confirm|Tell) .+");
            assertThat(saysInOrder(name, task.getAttribute("id"))).as("%s is called %s", task.getAttribute("id"), name)
                .isTrue();
        });
    }

    private boolean canBeEnded(Element wait) {
        for (Element scope = (Element) wait.getParentNode(); scope != model
            .process(); scope = (Element) scope.getParentNode()) {
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

    private static boolean saysInOrder(String name, String id) {
        List<String> spoken = Arrays.asList(name.toLowerCase(Locale.ROOT).split(" "));
        List<String> written = Arrays.stream(id.split("(?=[A-Z])")).map(word -> word.toLowerCase(Locale.ROOT)).toList();
        return isWithin(written, spoken) || isWithin(spoken, written);
    }

    /**
     * Whether all words of the first occur in the second in this order; "reconnect" says
     * "connect" too.
     */
    private static boolean isWithin(List<String> few, List<String> many) {
        int found = 0;
        for (String word : many) {
            found += found < few.size() && word.endsWith(few.get(found)) ? 1 : 0;
        }
        return found == few.size();
    }

    private String attribute(String name) {
        return model.definitions().getAttributeNS("http://camunda.org/schema/modeler/1.0", name);
    }

}
